"""The trail as people read it: who looked at whose data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from nssi.access.models import Official
from nssi.audit.models import AuditEntry
from nssi.audit.words import event_in_words, reason_in_words, subjects_in_words
from nssi.foundation import clock
from nssi.people.models import Person

ON_A_PAGE = 50
AT_ONCE = 1000


@dataclass(frozen=True)
class Line:
    """What an official or an insurer did, to what, and with whose data, where it was somebody's.

    `official`: None where it was an insurer, or an official who is gone; `insurer`: its ЕИК, or "".
    """

    id: int
    at: datetime
    event: str
    what: str
    subject: str
    why: str
    origin: str
    official: Official | None
    insurer: str
    person: Person | None


@dataclass(frozen=True)
class JournalPage:
    """Entries, the newest first; `after` is the id behind which the next page begins, 0 where there is none."""

    lines: Sequence[Line]
    after: int


def looks_at(person: Person, after: int = 0) -> JournalPage:
    """Return what officials, and insurers, did with this person's data."""
    return _page(_of(person), after)


def all_looks_at(person: Person) -> Iterator[Line]:
    """Yield all that officials, and insurers, did with this person's data, the oldest first."""
    after = 0
    while entries := list(_of(person).filter(id__gt=after).order_by("id")[:AT_ONCE]):
        yield from _lines(entries)
        after = entries[-1].pk


def _of(person: Person) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(about=person.pk, actor_kind__in=["official", "insurer"])


def journal(*, official: Official | None = None, day: date | None = None, after: int = 0) -> JournalPage:
    """Return what officials did, or one of them: until the end of a day in Sofia, or until now."""
    entries = AuditEntry.objects.filter(actor_kind="official")
    if official:
        entries = entries.filter(actor_id=str(official.pk))
    if day:
        ends = datetime.combine(day + timedelta(days=1), time(), clock.SOFIA)
        entries = entries.filter(at__lt=ends)
    return _page(entries, after)


def _page(entries: QuerySet[AuditEntry], after: int) -> JournalPage:
    if after:
        entries = entries.filter(id__lt=after)
    found = list(entries.order_by("-id")[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    return JournalPage(_lines(shown), shown[-1].pk if len(found) > ON_A_PAGE else 0)


def _lines(entries: Sequence[AuditEntry]) -> list[Line]:
    officials = _officials(entry.actor_id for entry in entries if entry.actor_kind == "official")
    persons = Person.objects.in_bulk({entry.about for entry in entries if entry.about})
    subjects = subjects_in_words((entry.subject_kind, entry.subject_id) for entry in entries)
    return [
        Line(
            id=entry.pk,
            at=entry.at,
            event=entry.event,
            what=event_in_words(entry.event),
            subject=subjects.get((entry.subject_kind, entry.subject_id), ""),
            why=reason_in_words(entry.reason),
            origin=entry.origin,
            official=officials.get(entry.actor_id) if entry.actor_kind == "official" else None,
            insurer=entry.actor_id if entry.actor_kind == "insurer" else "",
            person=persons.get(entry.about) if entry.about else None,
        )
        for entry in entries
    ]


def _officials(ids: Iterable[str]) -> dict[str, Official]:
    found = Official.objects.select_related("competent_body").filter(pk__in={int(id_) for id_ in ids})
    return {str(official.pk): official for official in found}
