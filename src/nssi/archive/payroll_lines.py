"""Payroll rows as officials type or paste them: a line a month. Pure.

    03.1975; м; 3; 125,40; 125,40; 0; 12,54; 14

Month; days worked, or „м“ for the whole month; labour category; gross pay; insurable income; contributions kept back; tax kept
back; page. An amount is in the currency of its month. Tabs, as spreadsheets copy them, divide as well as semicolons.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.law.calendar import Month

WHOLE = "м"
DAYS_OF_WHOLE = 21
"""What stands for the days of a whole month where nobody counted them."""

MOST_LINES = 700
COLUMNS = 8

_MONTH = re.compile(r"([0-9]{1,2})[.\-/]([0-9]{4})")
_LARGEST = 10**13  # hundredths: a hundred thousand million, more than anybody earned in old leva


@dataclass(frozen=True, slots=True)
class RowData:
    """A month of a payroll, as `PayrollRow` keeps it."""

    month: date
    category: int
    days: int
    whole: bool
    gross: int
    insurable_income: int
    contributions: int
    tax: int
    page: str


class LineRefused(Exception):  # noqa: N818 – an answer, no error of ours
    """A line cannot be taken; `text` says why, `number` which."""

    def __init__(self, text: str | Promise, number: int = 0) -> None:
        super().__init__(str(text))
        self.text, self.number = str(text), number


MONTH_WRONG = _("Месецът се пише като 03.1975")
DAYS_WRONG = _("Дните са от 0 до 31, или „м“ за цял месец")
CATEGORY_WRONG = _("Категорията е 1, 2 или 3")
AMOUNT_WRONG = _("Сумата се пише като 125,40")
PAGE_WRONG = _("Посочете страницата, до 20 знака")
COLUMNS_WRONG = _("Редът трябва да има 8 части, разделени с точка и запетая")
TOO_MANY = _("Редовете могат да са до 700 наведнъж")


def read_lines(text: str) -> list[RowData]:
    """Return the rows that `text` holds; empty lines do not count. Raises LineRefused for the first that cannot be taken."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(" ;\t")]
    if len(lines) > MOST_LINES:
        raise LineRefused(TOO_MANY, MOST_LINES + 1)
    return list(_rows(lines))


def months_between(first: date, last: date) -> list[Month]:
    """Return the months from `first` to `last`, both counted."""
    start, end = Month.of(first), Month.of(last)
    return [start.plus(n) for n in range((end.year - start.year) * 12 + end.month - start.month + 1)]


def _rows(lines: list[tuple[int, str]]) -> Iterator[RowData]:
    for number, line in lines:
        try:
            yield _row(line)
        except LineRefused as refused:
            raise LineRefused(refused.text, number) from None


def _row(line: str) -> RowData:
    cells = [" ".join(cell.split()) for cell in re.split("[;\t]", line)]
    if len(cells) != COLUMNS:
        raise LineRefused(COLUMNS_WRONG)
    month, days, category, *amounts, page = cells
    if category not in {"1", "2", "3"}:
        raise LineRefused(CATEGORY_WRONG)
    if not 0 < len(page) <= 20:
        raise LineRefused(PAGE_WRONG)
    count, whole = _days(days)
    gross, insurable, contributions, tax = map(read_amount, amounts)
    return RowData(_month(month), int(category), count, whole, gross, insurable, contributions, tax, page)


def _month(text: str) -> date:
    typed = _MONTH.fullmatch(text)
    if typed is None or not 1 <= int(typed[1]) <= 12 or int(typed[2]) < 1900:
        raise LineRefused(MONTH_WRONG)
    return date(int(typed[2]), int(typed[1]), 1)


def _days(text: str) -> tuple[int, bool]:
    if text.casefold() in {WHOLE, "m"}:
        return DAYS_OF_WHOLE, True
    if not (text.isascii() and text.isdigit() and int(text) <= 31):
        raise LineRefused(DAYS_WRONG)
    return int(text), False


def read_amount(text: str) -> int:
    """Return an amount such as „1 125,40“ in hundredths; nothing is zero. Raises LineRefused."""
    plain = text.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    if not plain:
        return 0
    try:
        amount = Decimal(plain) * 100
    except InvalidOperation:
        raise LineRefused(AMOUNT_WRONG) from None
    if not amount.is_finite() or amount != amount.to_integral_value() or not 0 <= amount < _LARGEST:
        raise LineRefused(AMOUNT_WRONG)
    return int(amount)
