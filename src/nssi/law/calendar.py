"""Days and months: what is a working day, how many there are, and adding months as the law adds them.

General holidays (Art. 154 of the Labour Code) stand in `schedules/holidays.csv` as the `holidays` library counts them
(`nssi law documents` writes it: the library takes a second to import); one-off decisions are laid on top.
"""

from calendar import isleap, monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from nssi.law.errors import BadFacts

HOLIDAYS = Path(__file__).parent / "schedules" / "holidays.csv"
FIRST_YEAR, LAST_YEAR = 1991, 2060
"""The years whose holidays are known."""

DAY = timedelta(days=1)
WEEKDAYS = ("понеделник", "вторник", "сряда", "четвъртък", "петък", "събота", "неделя")


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of `day`."""
        return cls(day.year, day.month)

    def plus(self, months: int) -> "Month":
        """Return the month so many months later (earlier, if negative)."""
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def told(self) -> str:
        """The month as Bulgarian text: `03.2026 г.`"""
        return f"{self.month:02d}.{self.year}\N{NO-BREAK SPACE}г."


def told(day: date) -> str:
    """Return a day as Bulgarian text: `16.03.2026 г.`"""
    return f"{day:%d.%m.%Y}\N{NO-BREAK SPACE}г."


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month if it has no such day (ЗЗД 33)."""
    month = Month.of(day).plus(months)
    return date(month.year, month.month, min(day.day, monthrange(*month)[1]))


def months_and_days(since: date, until: date) -> tuple[int, int]:
    """Return the whole months from `since` to `until` (not counted itself), and the days left over."""
    months = (until.year - since.year) * 12 + until.month - since.month
    if add_months(since, months) > until:
        months -= 1
    return months, (until - add_months(since, months)).days


class Calendar:
    """Which days are working days. `decisions`: one-off days off (`False`) and days worked (`True`)."""

    def __init__(self, decisions: Mapping[date, bool] | None = None) -> None:
        self.decisions: dict[date, bool] = dict(decisions or {})
        self._years: dict[int, _Year] = {}

    def is_working(self, day: date) -> bool:
        """Say whether `day` is a working day."""
        return self._year(day.year).is_working(day)

    def working_days(self, month: Month) -> int:
        """Return how many working days a calendar month has."""
        return self._year(month.year).months[month.month - 1]

    def working_days_between(self, first: date, last: date) -> int:
        """Return the working days from `first` to `last`, both counted; 0 if `last` is earlier."""
        if last < first:
            return 0
        before = self._year(first.year).worked_before(first)
        through = self._year(last.year).worked_before(last) + self.is_working(last)
        return through - before + sum(self._year(year).total for year in range(first.year, last.year))

    def next_working_day(self, day: date) -> date:
        """Return `day` if it is a working day, else the first working day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the last of `count` working days that follow `day`."""
        while count:
            day += DAY
            count -= self.is_working(day)
        return day

    def why_not_working(self, day: date) -> str:
        """Say in Bulgarian why a day is not a working one: its holiday, a decision, or the weekend."""
        return self._year(day.year).days.get(day) or WEEKDAYS[day.weekday()]

    def days(self, year: int) -> dict[date, str]:
        """Return the days off of a year with their names; the name is empty for a weekend day worked."""
        return self._year(year).days

    def _year(self, year: int) -> "_Year":
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = _Year(year, self._days(year))
        return known

    def _days(self, year: int) -> dict[date, str]:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise BadFacts(f"the holidays of {year} are not known")
        days = dict(_holidays()[year])
        for day, working in self.decisions.items():
            if day.year == year:
                days[day] = "" if working else days.get(day) or "Неприсъствен ден"
        return days


class RecordedCalendar(Calendar):
    """A calendar that knows the days that a receipt recorded, and nothing else."""

    def __init__(self, days: Mapping[date, str]) -> None:
        super().__init__()
        self._recorded = dict(days)

    def _days(self, year: int) -> dict[date, str]:
        return {day: name for day, name in self._recorded.items() if day.year == year}


class WatchedCalendar(Calendar):
    """A calendar that notes which years it was asked about, for the receipt."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar.decisions)
        self._calendar = calendar
        self.asked: set[int] = set()

    def _year(self, year: int) -> "_Year":
        self.asked.add(year)
        return self._calendar._year(year)


class _Year:
    """The working days of one year, counted once."""

    def __init__(self, year: int, days: dict[date, str]) -> None:
        self.days = days
        self._start = date(year, 1, 1).toordinal()
        dates = [date.fromordinal(self._start + offset) for offset in range(366 if isleap(year) else 365)]
        self._working = [days.get(day) == "" or (day.weekday() < 5 and day not in days) for day in dates]
        self._before = [0, *accumulate(self._working)]
        self.total = self._before[-1]
        self.months = [
            sum(working for day, working in zip(dates, self._working, strict=True) if day.month == month)
            for month in range(1, 13)
        ]

    def is_working(self, day: date) -> bool:
        return self._working[day.toordinal() - self._start]

    def worked_before(self, day: date) -> int:
        return self._before[day.toordinal() - self._start]


@cache
def _holidays() -> dict[int, dict[date, str]]:
    """Return the days off of each year with their Bulgarian names; a name is empty for a weekend day worked."""
    years: dict[int, dict[date, str]] = {year: {} for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    for line in HOLIDAYS.read_text("utf-8").splitlines():
        day, _, name = line.partition(",")
        years[int(day[:4])][date.fromisoformat(day)] = name
    return years


def holidays_as_the_library_has_them() -> str:
    """Return the text of `schedules/holidays.csv`: a line `day,name` each, the name empty for a weekend day worked."""
    from holidays.countries.bulgaria import Bulgaria

    known = Bulgaria(years=range(FIRST_YEAR, LAST_YEAR + 1), language="bg")  # type: ignore[no-untyped-call]
    days = {**dict.fromkeys(known.weekend_workdays, ""), **known}
    return "".join(
        f"{day.isoformat()},{days[day]}\n" for day in sorted(days) if FIRST_YEAR <= day.year <= LAST_YEAR
    )
