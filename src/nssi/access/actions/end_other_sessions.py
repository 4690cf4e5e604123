"""End all sessions of a person but the one that asks for it („Изход от другите устройства“)."""

from django.db import transaction

from nssi.access.queries import sessions_of
from nssi.audit import Actor, record
from nssi.people.models import Person


@transaction.atomic
def end_other_sessions(person: Person, kept: str) -> int:
    """Return how many were ended; `kept`: the key of the session that stays."""
    ended, _of = sessions_of(person).exclude(session_key=kept).delete()
    if ended:
        record(
            "access.sessions_ended",
            actor=Actor.person(person.pk),
            subject_kind="person",
            subject_id=str(person.pk),
            details={"sessions": ended},
        )
    return ended
