"""A length of insurable service in years, months and days, as the law writes it."""

from dataclasses import dataclass
from fractions import Fraction

from nssi.law.errors import BadFacts


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """Years, months (0-11) and days (0-30). Compared from the years down, so 2 y 11 m 29 d < 3 y."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.years <= 120 and 0 <= self.months <= 11 and 0 <= self.days <= 30):
            raise BadFacts(
                f"{self.years} years, {self.months} months, {self.days} days is not a length of service"
            )

    @classmethod
    def of_days(cls, days: Fraction | int, days_in_month: int) -> "Length":
        """Return the length of so many counted days; a part of a day is dropped."""
        whole_months, rest = divmod(days, days_in_month)
        years, months = divmod(int(whole_months), 12)
        return cls(years, months, int(rest))

    def in_days(self, days_in_month: int) -> int:
        """Return the counted days; days beyond a month (29 where 21 make one) are at most that month."""
        return (self.years * 12 + self.months) * days_in_month + min(self.days, days_in_month)

    @property
    def whole_months(self) -> int:
        """Years and months, in months."""
        return self.years * 12 + self.months

    def exceeds(self, years: int) -> bool:
        """Say whether the length is over `years`, by a day or more."""
        return self > Length(years)

    def __str__(self) -> str:
        return f"{self.years}\N{NO-BREAK SPACE}г. {self.months}\N{NO-BREAK SPACE}м. {self.days}\N{NO-BREAK SPACE}д."


NOTHING = Length()
