"""What the insurance archive received, issued, did not find and has late: by body, by month, and the late ones one by one (S2.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.proceedings.models import Proceeding
from nssi.proceedings.statistics import Period
from nssi.services.archive_certificate.procedure import ISSUED, NO_DATA, SERVICE


@dataclass(frozen=True)
class BodyFigures:
    """One body: counts of applications of a period, and of those that are late today.

    `no_data`: answered by a letter that nothing is held. `ended`: closed without an answer (withdrawn, not confirmed).
    `answered_late`: issued or answered after the thirty days. `late`: open today, and the thirty days have passed.
    """

    body: str
    received: int
    issued: int
    no_data: int
    ended: int
    answered_late: int
    late: int


@dataclass(frozen=True)
class MonthFigures:
    """One month: how many applications came in, how many documents were issued, how often nothing was held."""

    month: Month
    received: int
    issued: int
    no_data: int


def by_body(period: Period, body: str = "") -> list[BodyFigures]:
    """Return the figures of each body that had any in the period, or of one (its code)."""
    first, after = period.bounds
    closed = Q(closed_at__gte=first, closed_at__lt=after)
    answered = closed & Q(decided=True)
    counted = (
        _of(body)
        .values_list("body__label")
        .annotate(
            received=Count("pk", Q(opened_at__gte=first, opened_at__lt=after)),
            issued=Count("pk", closed & Q(state=ISSUED)),
            no_data=Count("pk", closed & Q(state=NO_DATA)),
            ended=Count("pk", closed & Q(decided=False)),
            answered_late=Count("pk", answered & Q(late_since__isnull=False)),
            late=Count("pk", _is_late()),
        )
        .order_by("body__label")
    )
    rows = [BodyFigures(*each) for each in counted]
    return [row for row in rows if row.received or row.issued or row.no_data or row.ended or row.late]


def by_month(period: Period, body: str = "") -> list[MonthFigures]:
    """Return the figures of each month of the period, of all bodies or of one (its code)."""
    first, after = period.bounds
    received = _count(_of(body).filter(opened_at__gte=first, opened_at__lt=after), "opened_at")
    closed = _of(body).filter(closed_at__gte=first, closed_at__lt=after)
    issued, no_data = (_count(closed.filter(state=state), "closed_at") for state in (ISSUED, NO_DATA))
    months = [
        Month(period.since.year, number) for number in range(period.since.month, period.until.month + 1)
    ]
    return [
        MonthFigures(month, received.get(month, 0), issued.get(month, 0), no_data.get(month, 0))
        for month in months
    ]


def late_ones(body: str = "") -> QuerySet[Proceeding]:
    """Return the proceedings whose thirty days have passed, of all bodies or of one (its code), the latest first."""
    late = _of(body).filter(_is_late()).select_related("application", "body", "assignee")
    return late.order_by("due_on", "id")


def totals(rows: Iterable[BodyFigures]) -> BodyFigures:
    """Return the sums of all bodies."""
    rows = list(rows)
    return BodyFigures(
        "",
        sum(row.received for row in rows),
        sum(row.issued for row in rows),
        sum(row.no_data for row in rows),
        sum(row.ended for row in rows),
        sum(row.answered_late for row in rows),
        sum(row.late for row in rows),
    )


def days_late(proceeding: Proceeding) -> int:
    """Return how many days ago the last day of the term was."""
    return (clock.today() - proceeding.due_on).days


def _of(body: str) -> QuerySet[Proceeding]:
    found = Proceeding.objects.filter(service=SERVICE)
    return found.filter(body=body) if body else found


def _is_late() -> Q:
    return Q(closed_at=None, waits=False, due_on__lt=clock.today())


def _count(found: QuerySet[Proceeding], moment: str) -> dict[Month, int]:
    counted = found.annotate(month=TruncMonth(moment, tzinfo=clock.SOFIA)).values_list("month")
    return {Month.of(_day(month)): count for month, count in counted.annotate(Count("pk")).order_by("month")}


def _day(moment: date) -> date:
    return date(moment.year, moment.month, 1)
