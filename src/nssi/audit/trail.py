"""How an entry gets into the trail."""

import json
import re
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from nssi.foundation import clock
from nssi.foundation.redaction import redact

_EVENT = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True)
class Actor:
    """Who did something: the kind, and the id of the person or official (empty for the other kinds)."""

    kind: Literal["person", "official", "system", "anonymous"]
    id: str = ""

    @classmethod
    def person(cls, person_id: UUID) -> "Actor":
        """Return the person with this id as an actor."""
        return cls("person", str(person_id))

    @classmethod
    def official(cls, official_id: int) -> "Actor":
        """Return the official with this id as an actor."""
        return cls("official", str(official_id))


SYSTEM = Actor("system")
ANONYMOUS = Actor("anonymous")


def record(
    event: str, *, actor: Actor, subject_kind: str, subject_id: str, details: dict[str, Any] | None = None
) -> None:
    """Append an entry to the trail, in the caller's transaction.

    `event` is `room.verb`, a constant of the room that tells it; the subject is what it was done to, by kind and id.
    `details` hold ids, enum values, counts: no personal data. Raises ValueError where they do hold some.
    """
    # imported here: Django imports this package before its models may be loaded
    from nssi.audit.models import AuditEntry

    if not _EVENT.fullmatch(event):
        raise ValueError(f"an event is named room.verb, not {event}")
    said = json.dumps([subject_kind, subject_id, details], ensure_ascii=False)
    if redact(said) != said:
        raise ValueError(f"{event}: the trail takes no personal data")
    AuditEntry.objects.create(
        at=clock.now(),
        event=event,
        actor_kind=actor.kind,
        actor_id=actor.id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        details=details or {},
    )
