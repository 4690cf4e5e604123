"""What a certificate is computed from: months and times of employment by insurer, as confirmed extracts have them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nssi.archive.currencies import PayrollCurrency, currency_of
from nssi.law.calendar import Month


@dataclass(frozen=True, slots=True)
class MonthFact:
    """A month of a payroll; amounts in hundredths of the currency of the month."""

    month: Month
    category: int
    days: int
    whole: bool
    gross: int
    insurable_income: int
    contributions: int
    tax: int
    page: str

    @property
    def currency(self) -> PayrollCurrency:
        """The currency of its amounts."""
        return currency_of(self.month)


@dataclass(frozen=True, slots=True)
class EmploymentFact:
    """A time of employment, both days counted."""

    since: date
    until: date
    position: str
    document: str


@dataclass(frozen=True)
class InsurerFacts:
    """What the documents of one insurer say of the person. `deposits`: which documents are held, in words."""

    name: str
    eik: str
    seat: str
    names: str
    deposits: tuple[str, ...]
    months: tuple[MonthFact, ...]
    employment: tuple[EmploymentFact, ...]


@dataclass(frozen=True)
class CertificateFacts:
    """All that is known of the person, and the years that they asked for, each from and to, both counted."""

    insurers: tuple[InsurerFacts, ...]
    asked: tuple[tuple[int, int], ...]

    @cached_property
    def months(self) -> tuple[MonthFact, ...]:
        """The months of all insurers, the oldest first."""
        found = [fact for insurer in self.insurers for fact in insurer.months]
        return tuple(sorted(found, key=lambda fact: (fact.month, fact.category)))

    def missing(self) -> list[tuple[Month, Month]]:
        """Return the months that were asked for and of which nothing is known, as runs from and to, both counted.

        The years were given by heart: what lies before the first known month in its year, or after the last in its year, is
        not called missing.
        """
        known = {fact.month for fact in self.months}
        years = {year for since, until in self.asked for year in range(since, until + 1)}
        asked = {Month(year, month) for year in years for month in range(1, 13)}
        if known:
            first, last = min(known), max(known)
            asked -= {month for month in asked if month < first and month.year == first.year}
            asked -= {month for month in asked if month > last and month.year == last.year}
        return runs(asked - known)


def runs(months: set[Month]) -> list[tuple[Month, Month]]:
    """Return months as runs without a gap, from and to, both counted."""
    found: list[tuple[Month, Month]] = []
    for month in sorted(months):
        if found and found[-1][1].plus(1) == month:
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    return found
