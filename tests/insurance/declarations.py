"""Declarations for the tests: one good row that others are changed from, and short ways to take a file in."""

from io import BytesIO

from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.actions.take_in_submission import take_in_submission
from nssi.insurance.form_1.writing import Value, file_of, row
from nssi.insurance.models import Submission
from nssi.insurance.protocol import protocol

GOOD: dict[int, Value] = {
    1: 3,
    2: 2026,
    3: "175074752",
    4: "8032056031",
    5: 0,
    6: "ПЕТРОВ",
    7: "ИП",
    8: 6,
    9: 1,
    10: 31,
    19: "2100",
    20: 21,
    26: 168,
    29: "8422",
    31: "0000",
    34: 180000,
    35: 6030,
    37: 800,
    39: 40,
    42: 500,
    46: 180000,
    48: 180000,
    49: 18000,
    50: 162000,
    53: "175074752",
}
"""March 2026 of a serviceman, as law.md §6.1 has it."""

REGULAR, CORRECTIVE, DELETING = 0, 1, 8


def a_row(changes: dict[int, Value] | None = None) -> str:
    """The good row with some of its fields changed."""
    return row({**GOOD, **(changes or {})})


def a_file(*changes: dict[int, Value]) -> bytes:
    """A file of the good row, changed differently each time."""
    return file_of(a_row(change) for change in changes)


def take_in(content: bytes, name: str = "EMPL2021.TXT") -> list[Submission]:
    """Take in a file as the command line does."""
    return take_in_submission(BytesIO(content), name, source=Submission.Source.COMMAND)


def imported(content: bytes, name: str = "EMPL2021.TXT") -> Submission:
    """Take in a file of one text and import it."""
    (submission,) = take_in(content, name)
    return import_submission(submission.pk)


def errors(submission: Submission) -> list[tuple[int, str, int]]:
    """Line, code and field of each error in the protocol."""
    return [(line, code, field) for line, code, field, _value, _text in protocol(submission)]
