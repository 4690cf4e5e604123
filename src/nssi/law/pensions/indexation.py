"""What changes a running pension between its grant and a day: indexations, special recalculations, the euro.

Art. 100 raises on 1 July the pensions granted until the end of the year before. What is not known is an error that
names it. The formulas take one person or columns of people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from fractions import Fraction

from nssi.law import readings
from nssi.law.calendar import told
from nssi.law.errors import MissingValue, MissingValues
from nssi.law.money import Whole, benefit_in_euro, half_up
from nssi.law.receipt import Workings
from nssi.law.rule import rule

EURO_SINCE = date(2026, 1, 1)
FIRST_INDEXATION = 2007
"""No pension still to be indexed by Art. 100 is asked about an earlier year."""


class Special(IntEnum):
    """What we know of a recalculation under the transitional provisions."""

    UNKNOWN = 0
    REWEIGHTED = 1
    NOT_MODELLED = 2


@dataclass(frozen=True, slots=True)
class Change:
    """A change of all pensions of a cohort: by a percentage, into euro (`percent` None), or by new weights."""

    on: date
    article: str
    percent: Fraction | None = None
    reweighted: bool = False


@rule("чл. 100 КСО", "От 1 юли се осъвременяват пенсиите, отпуснати до 31 декември на предходната година.")
def indexed(amount: Whole, percent: Fraction) -> Whole:
    """Return an amount raised by `percent`, a half cent up."""
    of = 100 * percent.denominator
    return half_up(amount * (of + percent.numerator), of)


def changes_between(granted_on: date, until: date, workings: Workings) -> tuple[Change, ...]:
    """Return the changes after `granted_on`, at the latest on `until`, in their order.

    Raises `MissingValues` naming every indexation or special rule that would be needed and is not known.
    """
    missing: list[MissingValue] = []
    changes = [
        *_indexations(granted_on, until, workings, missing),
        *_special(granted_on, until, workings, missing),
    ]
    if missing:
        raise MissingValues(tuple(sorted(missing, key=lambda one: one.day)))
    if granted_on < EURO_SINCE <= until:
        changes.append(Change(EURO_SINCE, "ЗВЕРБ"))
    return tuple(sorted(changes, key=lambda change: change.on))


def _indexations(
    granted_on: date, until: date, workings: Workings, missing: list[MissingValue]
) -> Iterator[Change]:
    for year in range(max(granted_on.year + 1, FIRST_INDEXATION), until.year + 1):
        day = date(year, 7, 1)
        if day > until:
            return
        try:
            yield Change(day, "чл. 100 КСО", workings.value("pension_indexation", day).number)
        except MissingValue as one:
            missing.append(one)


@rule("§ 7д, § 7е и § 7з ПЗР КСО", "Преизчисленията от 01.09.2021 г., 25.12.2021 г. и 01.10.2022 г.")
def _special(
    granted_on: date, until: date, workings: Workings, missing: list[MissingValue]
) -> Iterator[Change]:
    schedule = workings.parameters.schedule("pension_special_recalculation")
    for value in schedule.changes(granted_on, until):
        match Special(value.whole):
            case Special.UNKNOWN:
                missing.append(MissingValue(schedule.name, f"{schedule.title} ({value.act})", value.since))
            case Special.REWEIGHTED:
                workings.note(value)
                workings.doubt(readings.REWEIGHTED_2021)
                yield Change(value.since, value.act, reweighted=True)
            case Special.NOT_MODELLED if granted_on < date(value.since.year, 1, 1):
                workings.note(value)
                workings.doubt(readings.NOT_MODELLED_2022)


def changed(amount: Whole, reweighted: Whole, change: Change) -> Whole:
    """Return an amount after a change; `reweighted` is the amount at the grant with the new weights."""
    if change.reweighted:
        return reweighted
    if change.percent is not None:
        return indexed(amount, change.percent)
    return benefit_in_euro(amount)


def described(change: Change) -> str:
    """Return a change as Bulgarian text."""
    day = told(change.on)
    if change.reweighted:
        return f"Ново определяне с процентите от {day}"
    if change.percent is not None:
        return f"Осъвременяване от {day}"
    return f"В евро от {day}"
