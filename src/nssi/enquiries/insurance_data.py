"""A person's own data in the register, laid out for their page: a year by months, all years as a grid, and as a table (C-32)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nssi.enquiries.forms import MONTHS
from nssi.insurance.queries import Declared, latest_month_due
from nssi.law.calendar import Calendar, Month
from nssi.law.money import Currency, Money
from nssi.look.typography import date_text, number_text

_CELL = '<td class="govuk-table__cell nssi-presence__month nssi-presence__month{}">{}</td>'
_NO_DATA = '<span aria-hidden="true">–</span><span class="govuk-visually-hidden">{}</span>'


class Presence(StrEnum):
    """What the register has of a month, as the ending of its cell's class."""

    DECLARED = "--declared"
    MISSING = "--missing"
    NOT_DUE = ""
    """Nothing yet, and the term for declaring it is not over."""


@dataclass(frozen=True)
class MonthOfInsurance:
    """A month: what each insurer declared of it, and the insured days of all together."""

    month: Month
    rows: tuple[Declared, ...]
    presence: Presence
    days: int

    @property
    def name(self) -> str:
        """Its Bulgarian name."""
        return str(MONTHS[self.month.month - 1])

    @property
    def is_missing(self) -> bool:
        """Whether nothing is declared, and the term for it is over."""
        return self.presence is Presence.MISSING

    @property
    def shown(self) -> str:
        """What stands in its cell of the grid: the insured days, a dash where data are missing, or nothing."""
        if self.is_missing:
            return format_html(_NO_DATA, _("няма данни"))
        return str(self.days) if self.rows else ""


@dataclass(frozen=True)
class YearOfInsurance:
    """A year: its months, and the days and the income of all of them."""

    year: int
    months: tuple[MonthOfInsurance, ...]

    @property
    def shown(self) -> str:
        """The year as text."""
        return str(self.year)

    @property
    def cells(self) -> SafeString:
        """Its months as cells of the grid. A template would take ten milliseconds over the hundreds of a long life."""
        return format_html_join("", _CELL, ((month.presence, month.shown) for month in self.months))

    @property
    def declared(self) -> tuple[MonthOfInsurance, ...]:
        """The months of which something is declared."""
        return tuple(month for month in self.months if month.rows)

    @property
    def missing(self) -> tuple[MonthOfInsurance, ...]:
        """The months of which nothing is, though it should be by now if the person was insured."""
        return tuple(month for month in self.months if month.is_missing)

    @property
    def days(self) -> int:
        """Insured working days."""
        return sum(month.days for month in self.months)

    @property
    def income(self) -> Money:
        """The insurable income of all insurers: a year has one currency."""
        incomes = [row.income for month in self.declared for row in month.rows]
        return Money(
            sum(income.cents for income in incomes), incomes[0].currency if incomes else Currency.EUR
        )


def years_of(declared: Iterable[Declared], today: date, calendar: Calendar) -> list[YearOfInsurance]:
    """Return the years from the first declared month to this one, newest first; none where nothing is declared."""
    by_month: dict[Month, list[Declared]] = defaultdict(list)
    for row in declared:
        by_month[row.month].append(row)
    if not by_month:
        return []
    years = range(min(by_month).year, max(max(by_month).year, today.year) + 1)
    return [
        YearOfInsurance(
            year,
            tuple(_month(month, by_month.get(month, []), today, calendar) for month in _months_of(year)),
        )
        for year in reversed(years)
    ]


def _months_of(year: int) -> Iterator[Month]:
    return (Month(year, number) for number in range(1, 13))


def _month(month: Month, rows: list[Declared], today: date, calendar: Calendar) -> MonthOfInsurance:
    if rows:
        days = min(sum(row.insured_days for row in rows), calendar.working_days(month))
        return MonthOfInsurance(month, tuple(rows), Presence.DECLARED, days)
    is_due = month <= latest_month_due(today)
    return MonthOfInsurance(month, (), Presence.MISSING if is_due else Presence.NOT_DUE, 0)


def as_table(declared: Iterable[Declared]) -> Iterator[Sequence[object]]:
    """Give the declarations as rows for a spreadsheet, their heads first."""
    yield (
        _("Година"),
        _("Месец"),
        _("Осигурител"),
        _("Вид осигурен"),
        _("Категория труд"),
        _("Дни в осигуряване"),
        _("Осигурителен доход"),
        _("Валута"),
        _("Коригирани данни"),
        _("Файл №"),
        _("Известно от"),
    )
    for row in declared:
        yield (
            row.month.year,
            row.month.month,
            row.insurer_shown,
            row.type.code,
            row.type.category,
            row.insured_days,
            number_text(Decimal(row.income.cents) / 100, 2),
            row.income.currency,
            _("да") if row.is_correction else _("не"),
            row.submission_id,
            date_text(row.known_since),
        )
