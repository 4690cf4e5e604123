"""The people of a generated nation: their numbers, their work, their pay. Columns of a block of people at a time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nssi.insurance.form_1.checksums import egn_check_digit, eik_check_digit, lnch_check_digit

if TYPE_CHECKING:
    from nssi.insurance.form_1.columns import Truth, Whole

BLOCK = 50_000
FIRST_BIRTH = np.datetime64("1957-01-01")
BIRTH_DAYS, SERIALS = 17_000, 1_000
"""So many different days of birth, and so many people born on one: seventeen million ЕГН."""

PEOPLE_AN_INSURER = 12
FOREIGN = 0.02
PART_TIME = 0.08
SECOND_INSURER = 0.06
TYPES = {1: 0.765, 2: 0.01, 3: 0.03, 5: 0.05, 6: 0.03, 8: 0.05, 12: 0.05, 17: 0.005, 83: 0.005, 24: 0.005}
SELF_INSURED, SECOND_CONTRACT = 12, 4
STATE_INSURED = (6, 17, 83)

_SPREAD = 7_654_319  # coprime to BIRTH_DAYS * SERIALS: neighbours in the list are strangers


@dataclass(frozen=True)
class People:
    """Jobs of a block of people, by insurers; some have two. `pay`: thousandths of the minimum wage, for full time."""

    identifier: "Whole"
    kind: "Whole"
    born_before_1960: "Truth"
    insurer: "Whole"
    insured_type: "Whole"
    hours_a_day: "Whole"
    pay: "Whole"
    gap_from: "Whole"
    gap_for: "Whole"
    """Months of the nation, counted modulo three years, in which the person is without work."""


def people(count: int, block: int, seed: int) -> People:
    """Return the people of a block of a nation of `count`."""
    first = block * BLOCK
    index = np.arange(first, min(first + BLOCK, count), dtype=np.int64)
    random = np.random.default_rng((seed, 1, block))
    size = len(index)
    identifier, kind, before_1960 = _identifiers(index, seed, random)
    insured_type = random.choice(list(TYPES), size, p=list(TYPES.values()))
    hours = np.where((random.random(size) < PART_TIME) & ~np.isin(insured_type, STATE_INSURED), 4, 8)
    pay = (1000 * np.exp(random.normal(0.35, 0.5, size))).clip(1000, 30_000).astype(np.int64)
    insurer = _insurers(random.random(size), block, seed)
    gap_from, gap_for = random.integers(0, 36, size), random.integers(-6, 5, size)
    second = np.flatnonzero(random.random(size) < SECOND_INSURER)

    def and_second(column: "Whole") -> "Whole":
        return np.concatenate((column, column[second]))

    insurers = np.concatenate((insurer, _insurers(random.random(len(second)), block, seed + 1)))
    order = np.argsort(insurers, kind="stable")
    return People(
        identifier=and_second(identifier)[order],
        kind=and_second(kind)[order],
        born_before_1960=np.concatenate((before_1960, before_1960[second]))[order],
        insurer=insurers[order],
        insured_type=np.concatenate((insured_type, np.full(len(second), SECOND_CONTRACT)))[order],
        hours_a_day=np.concatenate((hours, np.full(len(second), 2)))[order],
        pay=and_second(pay)[order],
        gap_from=and_second(gap_from)[order],
        gap_for=and_second(gap_for)[order],
    )


def _identifiers(index: "Whole", seed: int, random: np.random.Generator) -> "tuple[Whole, Whole, Truth]":
    """Return numbers, kinds as the format has them, and who was born before 1960."""
    place = (index * _SPREAD + seed * 104_729) % (BIRTH_DAYS * SERIALS)
    born = (FIRST_BIRTH + (place // SERIALS)).astype("datetime64[D]")
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    month = born.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (born - born.astype("datetime64[M]")).astype(np.int64) + 1
    nine = (year % 100 * 10**4 + (month + 40 * (year >= 2000)) * 100 + day) * 1000 + place % SERIALS
    egn = nine * 10 + egn_check_digit(nine)
    nine = 700_000_000 + index
    lnch = nine * 10 + lnch_check_digit(nine)
    foreign = random.random(len(index)) < FOREIGN
    return np.where(foreign, lnch, egn), np.where(foreign, 2, 0), ~foreign & (year < 1960)


def _insurers(drawn: "np.ndarray[tuple[int], np.dtype[np.float64]]", block: int, seed: int) -> "Whole":
    """Return the ЕИК of the insurer that each draw means: a few are large, most are small, and their people are neighbours."""
    a_block = BLOCK // PEOPLE_AN_INSURER
    index = block * a_block + (drawn**3 * a_block).astype(np.int64)
    eight = (index * 7 + seed * 1_009) % 100_000_000
    return eight * 10 + eik_check_digit(eight)
