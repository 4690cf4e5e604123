"""What a body received, decided and has late, by service and by month (for all services)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from nssi.applications.services import service
from nssi.foundation import clock


@dataclass(frozen=True)
class Period:
    """Whole months: from the first day of one to the last day of another, both counted."""

    since: date
    until: date

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """Return the year, up to today where it is the present one."""
        return cls(date(year, 1, 1), min(date(year, 12, 31), max(clock.today(), date(year, 1, 1))))

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first moment, and the first one after it."""
        first = datetime.combine(self.since, time(), clock.SOFIA)
        return first, datetime.combine(self.until + timedelta(days=1), time(), clock.SOFIA)


@dataclass(frozen=True)
class ServiceFigures:
    """One service: counts of proceedings, and the median of the days from opening to decision (None where none was).

    `ended`: closed without a decision (withdrawn, terminated). `decided_late`: decided after the term of the institution.
    `late`: open today, with a term of the institution that has passed.
    """

    service: str
    received: int
    decided: int
    ended: int
    decided_late: int
    late: int
    median_days: int | None

    @property
    def title(self) -> str:
        """What the service is called."""
        known = service(self.service)
        return known.title if known else self.service


@dataclass(frozen=True)
class MonthFigures:
    """One month: what came in and what was decided."""

    month: date
    received: int
    decided: int


_BY_SERVICE = """
SELECT service,
    count(*) FILTER (WHERE opened_at >= %(first)s AND opened_at < %(after)s),
    count(*) FILTER (WHERE decided AND closed_at >= %(first)s AND closed_at < %(after)s),
    count(*) FILTER (WHERE NOT decided AND closed_at >= %(first)s AND closed_at < %(after)s),
    count(*) FILTER (WHERE decided AND late_since IS NOT NULL AND closed_at >= %(first)s AND closed_at < %(after)s),
    count(*) FILTER (WHERE closed_at IS NULL AND due_on < %(today)s AND NOT waits),
    percentile_disc(0.5) WITHIN GROUP (
        ORDER BY (closed_at AT TIME ZONE 'Europe/Sofia')::date - (opened_at AT TIME ZONE 'Europe/Sofia')::date
    ) FILTER (WHERE decided AND closed_at >= %(first)s AND closed_at < %(after)s)
FROM proceedings_proceeding
WHERE body_id = %(body)s AND (closed_at IS NULL OR closed_at >= %(first)s OR opened_at >= %(first)s)
GROUP BY service ORDER BY service
"""
_BY_MONTH = """
SELECT month::date,
    (SELECT count(*) FROM proceedings_proceeding WHERE body_id = %(body)s
        AND opened_at >= month AT TIME ZONE 'Europe/Sofia'
        AND opened_at < (month + interval '1 month') AT TIME ZONE 'Europe/Sofia'),
    (SELECT count(*) FROM proceedings_proceeding WHERE body_id = %(body)s AND decided
        AND closed_at >= month AT TIME ZONE 'Europe/Sofia'
        AND closed_at < (month + interval '1 month') AT TIME ZONE 'Europe/Sofia')
FROM generate_series(%(since)s::timestamp, %(until)s::timestamp, interval '1 month') month
ORDER BY month
"""


def by_service(body: str, period: Period) -> list[ServiceFigures]:
    """Return the figures of a body (its code) for each service that had any in the period."""
    first, after = period.bounds
    values: dict[str, Any] = {"body": body, "first": first, "after": after, "today": clock.today()}
    with connection.cursor() as cursor:
        cursor.execute(_BY_SERVICE, values)
        rows = [ServiceFigures(*row) for row in cursor.fetchall()]
    return [row for row in rows if row.received or row.decided or row.ended or row.late]


def by_month(body: str, period: Period) -> list[MonthFigures]:
    """Return what a body received and decided in each month of the period."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_MONTH, {"body": body, "since": period.since.replace(day=1), "until": period.until})
        return [MonthFigures(*row) for row in cursor.fetchall()]
