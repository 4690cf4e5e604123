"""What the house asks about PIKs and sessions."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from nssi.access.models import PikCredential, VisitorSession
from nssi.foundation.statements import row
from nssi.people.models import Person


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
