"""The queue of an official: the open proceedings of their body and role, the most urgent first, page by page (O-02).

A page begins after the last row of the one before (`due_on` and id): it costs the same however deep it lies.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from nssi.access.models import Official
from nssi.applications.services import service
from nssi.foundation import clock
from nssi.look.typography import date_text
from nssi.proceedings.deadlines import Deadline, age_words
from nssi.proceedings.models import Proceeding
from nssi.proceedings.procedures import all_procedures, find_procedure
from nssi.proceedings.rights import Standing

ROWS = 25
MOST_COUNTED = 999


class Shown(StrEnum):
    """Which part of the queue is shown."""

    ALL = "vsichki"
    MINE = "moi"
    FREE = "svobodni"
    LATE = "prosrocheni"
    PARKED = "otlozheni"
    WAITING = "chakat"


@dataclass(frozen=True)
class Filter:
    """What an official wants to see of the queue; empty texts mean everything."""

    role: str
    shown: Shown = Shown.ALL
    service: str = ""
    state: str = ""


@dataclass(frozen=True)
class Place:
    """A place in the order of the queue: after this row."""

    due_on: date
    id: UUID

    def __str__(self) -> str:
        return f"{self.due_on:%Y%m%d}-{self.id.hex}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Return the place that an address names; None where it names none."""
        try:
            day, _dash, id_ = text.partition("-")
            return cls(date(int(day[:4]), int(day[4:6]), int(day[6:8])), UUID(hex=id_))
        except ValueError:
            return None


@dataclass(frozen=True)
class Row:
    """One line of the queue, in words. `parked_until`: only where that day has not come."""

    id: UUID
    registry_uid: str
    service_title: str
    opened: str
    age: str
    deadline: Deadline | None
    state: str
    parked_until: date | None
    assignee: str


@dataclass(frozen=True)
class Page:
    """A page of the queue; `following` is the place after which the next one begins, None for the last."""

    rows: tuple[Row, ...]
    following: Place | None


@dataclass(frozen=True)
class Counts:
    """How many proceedings wait for officials of a body and role, and how many of them are which.

    Each is counted up to `MOST_COUNTED`: more of them look the same to whoever works on them, and a count costs the same
    however many there are. The statistics of the office have the whole numbers.
    """

    open: int
    free: int
    mine: int
    late: int
    today: int


def queue_page(official: Official, asked: Filter, after: Place | None = None) -> Page:
    """Return a page of the official's queue."""
    found = _asked(official, asked)
    if after is not None:
        found = found.filter(RawSQL(_AFTER, [after.due_on, after.id], output_field=BooleanField()))  # noqa: S611
    rows = list(
        found.select_related("application", "assignee")
        .only("application__registry_uid", "assignee__full_name", *_COLUMNS)
        .order_by("due_on", "id")[: ROWS + 1]
    )
    more = rows[ROWS:]
    shown = rows[:ROWS]
    following = Place(shown[-1].due_on, shown[-1].pk) if more else None
    return Page(tuple(_row(each) for each in shown), following)


def counts_of(official: Official, role: str) -> Counts:
    """Return how many proceedings wait in the queue of the official's body and this role."""
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "body": official.competent_body_id,
                "role": role,
                "official": official.pk,
                "today": clock.today(),
                "most": MOST_COUNTED + 1,
            },
        )
        return Counts(*cursor.fetchone())


def roles_of(official: Official) -> tuple[str, ...]:
    """Return the roles whose queues the official sees: their own, and those in which they stand in today."""
    return (official.role, *Standing(Proceeding(), official).stands_in_for)


def services_of(role: str) -> list[tuple[str, str]]:
    """Return the slugs and titles of the services in whose procedures this role acts."""
    found = []
    for procedure in all_procedures():
        known = service(procedure.service)
        if role in procedure.roles and known is not None:
            found.append((procedure.service, known.title))
    return found


_AFTER = "(proceedings_proceeding.due_on, proceedings_proceeding.id) > (%s, %s)"
"""A comparison of rows, which walks the index from that place on."""

_COLUMNS = (
    "service",
    "state",
    "role",
    "due_on",
    "late_since",
    "opened_at",
    "closed_at",
    "parked_until",
    "assignee_id",
)
# in the order of the index, so that no more of it is read than is counted
_COUNTED = """
(SELECT count(*) FROM (
    SELECT FROM proceedings_proceeding
    WHERE body_id = %(body)s AND role = %(role)s AND closed_at IS NULL AND NOT waits
        AND (parked_until IS NULL OR parked_until <= %(today)s) AND {condition}
    ORDER BY due_on, id LIMIT %(most)s
) counted)
"""
_COUNT = "SELECT " + ", ".join(
    _COUNTED.format(condition=condition)
    for condition in (
        "true",
        "assignee_id IS NULL",
        "assignee_id = %(official)s",
        "due_on < %(today)s",
        "due_on = %(today)s",
    )
)


def _asked(official: Official, asked: Filter) -> QuerySet[Proceeding]:
    today = clock.today()
    working = Q(parked_until=None) | Q(parked_until__lte=today)
    found = Proceeding.objects.filter(
        body=official.competent_body_id, role=asked.role, closed_at=None, waits=asked.shown is Shown.WAITING
    )
    match asked.shown:
        case Shown.PARKED:
            found = found.filter(parked_until__gt=today)
        case Shown.MINE:
            found = found.filter(working, assignee=official)
        case Shown.FREE:
            found = found.filter(working, assignee=None)
        case Shown.LATE:
            found = found.filter(working, due_on__lt=today)
        case _:
            found = found.filter(working)
    if asked.service:
        found = found.filter(service=asked.service)
    if asked.state:
        found = found.filter(state=asked.state)
    return found


def _row(proceeding: Proceeding) -> Row:
    procedure, known = find_procedure(proceeding.service), service(proceeding.service)
    state = procedure.state(proceeding.state) if procedure else None
    return Row(
        id=proceeding.pk,
        registry_uid=proceeding.application.registry_uid,
        service_title=known.title if known else proceeding.service,
        opened=date_text(proceeding.opened_at),
        age=age_words(proceeding),
        deadline=Deadline.of(proceeding),
        state=str(state.title) if state else proceeding.state,
        parked_until=proceeding.parked_until if proceeding.is_parked else None,
        assignee=proceeding.assignee.full_name if proceeding.assignee else "",
    )
