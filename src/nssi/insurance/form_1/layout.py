"""The 53 fields of a row, as the file format of the НАП for months since 01.2021 has them."""

from dataclasses import dataclass
from enum import StrEnum

FILE_NAME = "EMPL2021.TXT"
ENCODING = "cp1251"
LINE_END = b"\r\n"
END_OF_FILE = b"\x1a"


class Kind(StrEnum):
    """How a field is written."""

    NUMBER = "number"
    """Digits alone; 0 where there is no value."""

    AMOUNT = "amount"
    """Digits, with at most two more behind a point; 0 where there is no value. Never negative."""

    DIGITS = "digits"
    """Digits in double quotes, of given lengths."""

    NAME = "name"
    """Cyrillic capitals in double quotes."""

    MARK = "mark"
    """Capitals and digits in double quotes."""


@dataclass(frozen=True)
class Field:
    """A field: its number, the column of the register that keeps it, how it is written, its size.

    `size`: the most characters, a point and no quotes counted; `lengths`: those that digits may have.
    """

    number: int
    name: str
    kind: Kind
    size: int
    lengths: tuple[int, ...] = ()
    kept: bool = True


def _digits(number: int, name: str, *lengths: int, kept: bool = True) -> Field:
    return Field(number, name, Kind.DIGITS, max(lengths), lengths, kept)


def _number(number: int, name: str, size: int, *, kept: bool = True) -> Field:
    return Field(number, name, Kind.NUMBER, size, (), kept)


def _amount(number: int, name: str, size: int) -> Field:
    return Field(number, name, Kind.AMOUNT, size)


FIELDS = (
    _number(1, "month", 2, kept=False),
    _number(2, "year", 4, kept=False),
    _digits(3, "insurer", 9, 10, 13),
    _digits(4, "identifier", 9, 10),
    _number(5, "identifier_kind", 1),
    Field(6, "family_name", Kind.NAME, 25, kept=False),
    Field(7, "initials", Kind.NAME, 2, kept=False),
    _number(8, "insured_type", 2),
    *(_number(9 + position, "day", 2, kept=False) for position in range(10)),
    _digits(19, "days_and_hours", 4, kept=False),
    _number(20, "worked_days", 2),
    _number(21, "sickness_days", 2),
    _number(22, "child_raising_days", 2),
    _number(23, "days_without_contributions", 2),
    _number(24, "unpaid_leave_days", 2),
    _number(25, "employer_sickness_days", 2),
    _number(26, "worked_hours", 3),
    _number(27, "overtime_hours", 3),
    _number(28, "qualification_group", 1),
    _digits(29, "economic_activity", 0, 4),
    _number(30, "main_activity", 2),
    _digits(31, "summed_working_time", 4),
    _amount(32, "health_income", 7),
    _amount(33, "health_income_percent", 5),
    _amount(34, "insurable_income", 7),
    _amount(35, "social_percent_employer", 5),
    _amount(36, "social_percent_person", 5),
    _amount(37, "health_percent_employer", 5),
    _amount(38, "health_percent_person", 5),
    _amount(39, "work_accident_percent", 5),
    _amount(40, "teachers_fund_percent", 5),
    _amount(41, "professional_fund_percent", 5),
    _amount(42, "universal_fund_percent_employer", 5),
    _amount(43, "universal_fund_percent_person", 5),
    _amount(44, "health_only_income", 7),
    _amount(45, "health_only_percent", 5),
    _amount(46, "gross_pay", 9),
    _amount(47, "guaranteed_claims_percent", 5),
    _amount(48, "taxable_income", 9),
    _amount(49, "tax", 8),
    _amount(50, "net_pay", 9),
    _number(51, "insurance_fund", 3),
    _number(52, "correction_code", 1),
    Field(53, "source", Kind.MARK, 13, kept=False),
)

MONTH, YEAR, INSURER, IDENTIFIER, IDENTIFIER_KIND, INSURED_TYPE = 1, 2, 3, 4, 5, 8
DAYS = tuple(zip(range(9, 19, 2), range(10, 19, 2), strict=True))
"""The five pairs of fields: the day on which insurance began or went on, and the last insured day."""

DAYS_AND_HOURS, WORKED_DAYS, WORKED_HOURS, OVERTIME_HOURS = 19, 20, 26, 27
DAYS_BY_KIND = (20, 21, 22, 23, 24)
HEALTH_INCOME, INSURABLE_INCOME, HEALTH_ONLY_INCOME = 32, 34, 44
CORRECTION_CODE = 52
ROW = 0
"""Stands for the row as a whole where a field is named."""
