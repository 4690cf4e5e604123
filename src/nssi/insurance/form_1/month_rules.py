"""What the law says of a month, as numbers that rows can be held against."""

from dataclasses import dataclass
from functools import cached_property

from nssi.law.calendar import Month
from nssi.law.errors import MissingValue
from nssi.law.money import half_up
from nssi.law.parameters import Parameters

FIRST_MONTH = Month(1997, 1)
"""The register begins here."""

UNKNOWN = -1
WORK_ACCIDENT_SINCE = Month(2025, 1)
WORK_ACCIDENT_PERCENTS = (40, 110)
"""Contributions for accidents at work go by the activity of the insurer, between these (hundredths of a percent)."""


@dataclass(frozen=True)
class MonthRules:
    """A month: its days, its floor and ceiling of income in cents, its percentages in hundredths. Lazy: many months are never asked.

    A value that the law's parameters do not have, or have without its being verified, is `UNKNOWN`: a row is refused only on
    what was seen in the act.
    """

    month: Month
    parameters: Parameters

    @cached_property
    def last_day(self) -> int:
        """Its last day."""
        return self.month.last.day

    @cached_property
    def working_days(self) -> int:
        """Its working days."""
        return self.parameters.calendar.working_days(self.month)

    @cached_property
    def floor(self) -> int:
        """The minimum wage."""
        return self._of("minimum_wage")

    @cached_property
    def ceiling(self) -> int:
        """The maximum insurable income."""
        return self._of("maximum_insurable_income")

    @cached_property
    def health(self) -> int:
        """The contribution for health, of employer and person together."""
        return self._of("contribution_health")

    @cached_property
    def universal_fund(self) -> int:
        """The contribution to a universal pension fund."""
        return self._of("contribution_universal_pension_fund")

    @cached_property
    def social_before_1960(self) -> int:
        """All contributions to state social insurance for persons of Art. 4(1) item 4 born before 1960, accidents at work apart."""
        return self._sum("contribution_pensions_art_69_before_1960")

    @cached_property
    def social_since_1960(self) -> int:
        """The same for those born since."""
        return self._sum("contribution_pensions_art_69_since_1960")

    @cached_property
    def knows_work_accident(self) -> int:
        """Whether the bounds of the contribution for accidents at work are known for it."""
        return int(self.month >= WORK_ACCIDENT_SINCE)

    def _sum(self, pensions: str) -> int:
        parts = [
            self._of(name)
            for name in (pensions, "contribution_sickness_maternity", "contribution_unemployment")
        ]
        return UNKNOWN if UNKNOWN in parts else sum(parts)

    def _of(self, name: str) -> int:
        """Return a verified value in hundredths: of a lev, a euro, or a percent."""
        try:
            value = self.parameters.at(name, self.month.first)
        except MissingValue:
            return UNKNOWN
        hundredths = value.number * 100
        return half_up(hundredths.numerator, hundredths.denominator) if value.verified else UNKNOWN
