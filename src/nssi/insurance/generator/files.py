"""A generated nation as files: one of each month, and what was broken in them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from nssi.insurance.form_1.layout import END_OF_FILE, FILE_NAME
from nssi.insurance.generator.mistakes import MISTAKES
from nssi.insurance.generator.months import Declared, declared, lines
from nssi.insurance.generator.people import BLOCK, People, people
from nssi.law.calendar import Month
from nssi.law.parameters import Parameters

CORRECTED, DELETED = 0.004, 0.001
"""Parts of a month's rows that are corrected or deleted a month later."""

CONTRADICTING = 0.03
"""Of the mistakes, the part that is a regular and a corrective row of one key in one file."""

CORRECTION = 1_00
EXPECTED = "expected.csv"


@dataclass(frozen=True)
class Nation:
    """What makes a nation: the same values make the same files, byte for byte. `errors`: part of the rows that are broken."""

    people: int
    months: int
    until: Month
    seed: int
    errors: float
    parameters: Parameters

    def month(self, number: int) -> Month:
        """Return the month with this number, from 0."""
        return self.until.plus(number - self.months + 1)


def generate(nation: Nation, folder: Path) -> Iterator[Path]:
    """Write a file for each month into a folder of its own, `expected.csv` beside the folders, and yield each file when it is written.

    `expected.csv` has file, line and code of all that must be found. A block of people is in memory at a time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / EXPECTED).open("w", newline="", encoding="utf-8") as expected:
        writer = csv.writer(expected)
        writer.writerow(("file", "line", "code"))
        for number in range(nation.months):
            path = folder / str(nation.month(number)) / FILE_NAME
            path.parent.mkdir(exist_ok=True)
            with path.open("wb") as file:
                for line, code in write_month(nation, number, file):
                    writer.writerow((path.relative_to(folder), line, code))
            yield path


def write_month(nation: Nation, number: int, file: BinaryIO) -> Iterator[tuple[int, str]]:
    """Write the file of a month, and yield line and code of what is broken in it, by lines."""
    line = 0
    for block in range(-(-nation.people // BLOCK)):
        one = people(nation.people, block, nation.seed)
        text, broken = _regular(nation, one, number, block)
        if number:
            text += _corrections(nation, one, number - 1, block)
        file.writelines(text)
        yield from ((line + place, code) for place, code in broken)
        line += len(text)
    file.write(END_OF_FILE)


def _declared(nation: Nation, one: People, number: int, block: int) -> Declared:
    return declared(one, nation.month(number), number, (nation.seed, 2, block), nation.parameters)


def _broken(
    nation: Nation, rows: Declared, number: int, block: int
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return np.random.default_rng((nation.seed, 3, block, number)).random(len(rows.job)) < nation.errors


def _regular(
    nation: Nation, one: People, number: int, block: int
) -> tuple[list[bytes], list[tuple[int, str]]]:
    """Return the rows of the month with their mistakes, and place (from 1) and code of each mistake."""
    rows = _declared(nation, one, number, block)
    good = lines(one, rows, np.zeros(len(rows.job), dtype=np.int64))
    broken = np.flatnonzero(_broken(nation, rows, number, block)).tolist()
    random = np.random.default_rng((nation.seed, 4, block, number))
    text, found, copied = [], [], 0
    for place in broken:
        text += good[copied:place]
        copied = place + 1
        if random.random() < CONTRADICTING:
            fields = good[place].split(b",")
            fields[51] = b"1"
            text += [good[place], b",".join(fields)]
            found += [(len(text) - 1, "regular_and_corrective"), (len(text), "regular_and_corrective")]
            continue
        row, code = _break(good[place], random)
        text.append(row)
        found.append((len(text), code))
    return text + good[copied:], found


def _break(row: bytes, random: np.random.Generator) -> tuple[bytes, str]:
    fields = row.removesuffix(b"\r\n").split(b",")
    fitting = [mistake for mistake in MISTAKES if mistake.fits(fields)]
    mistake = fitting[random.integers(len(fitting))]
    mistake.break_(fields)
    return b",".join(fields) + b"\r\n", mistake.code


def _corrections(nation: Nation, one: People, number: int, block: int) -> list[bytes]:
    """Return corrective and deleting rows for what was declared well for the month `number`."""
    rows = _declared(nation, one, number, block)
    drawn = np.random.default_rng((nation.seed, 5, block, number)).random(len(rows.job))
    drawn[_broken(nation, rows, number, block)] = 1
    places = np.flatnonzero(drawn < CORRECTED + DELETED)
    chosen = Declared(
        rows.month,
        *(
            column[places]
            for column in (
                rows.job,
                rows.situation,
                rows.first_day,
                rows.worked,
                rows.away,
                rows.hours,
                rows.income,
                rows.gross,
            )
        ),
    )
    return lines(one, chosen, np.where(drawn[places] < CORRECTED, 1, 8), CORRECTION)
