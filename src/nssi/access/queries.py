"""What the house asks about PIKs, sessions and logins."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from nssi.access.models import PikCredential, VisitorSession
from nssi.audit.models import AuditEntry
from nssi.foundation.statements import row
from nssi.people.models import Person

MOST_ENTRIES = 20


def active_pik(person_id: UUID) -> PikCredential | None:
    """Return the PIK with which the person with this id can log in now, or None."""
    return row(PikCredential, "person_id = %s AND state = %s", [person_id, PikCredential.State.ACTIVE])


def sessions_of(person: Person) -> QuerySet[VisitorSession]:
    """Return the sessions in which this person is logged in."""
    return VisitorSession.objects.filter(
        Q(pik_credential__person=person, pik_credential__state=PikCredential.State.ACTIVE)
        | Q(qes_person=person),
        expire_date__gt=timezone.now(),
    )


def last_entries_about(person: Person, events: Sequence[str]) -> list[tuple[datetime, str]]:
    """Return when such events of the trail happened to the person, the newest first."""
    found = AuditEntry.objects.filter(about=person.pk, event__in=events).order_by("-id")
    return list(found.values_list("at", "event")[:MOST_ENTRIES])
