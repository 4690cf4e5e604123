"""How an entry gets into the trail."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from nssi.foundation import clock
from nssi.foundation.redaction import redact
from nssi.foundation.statements import Statement, execute

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
    """Append an entry to the trail, in the caller's transaction; see `entry`."""
    execute(entry(event, actor=actor, subject_kind=subject_kind, subject_id=subject_id, details=details))


def record_many(
    event: str,
    *,
    actor: Actor,
    subject_kind: str,
    subject_ids: Sequence[str],
    details: dict[str, Any] | None = None,
) -> None:
    """Append one entry for each of many subjects to which the same was done, as `record` does, in one statement."""
    told = _checked(event, f"{subject_kind} {' '.join(subject_ids)}", details)
    values = (clock.now(), event, actor.kind, actor.id, subject_kind, told, list(subject_ids))
    execute(Statement(_APPEND_MANY, values))


def entry(
    event: str, *, actor: Actor, subject_kind: str, subject_id: str, details: dict[str, Any] | None = None
) -> Statement:
    """Return the statement that appends an entry, for whoever writes more at the same moment.

    `event` is `room.verb`, a constant of the room that tells it; the subject is what it was done to, by kind and id.
    `details` hold ids, enum values, counts: no personal data. Raises ValueError where they do hold some.
    """
    told = _checked(event, f"{subject_kind} {subject_id}", details)
    return Statement(_APPEND, (clock.now(), event, actor.kind, actor.id, subject_kind, subject_id, told))


def _checked(event: str, subject: str, details: dict[str, Any] | None) -> str:
    if not _EVENT.fullmatch(event):
        raise ValueError(f"an event is named room.verb, not {event}")
    told = json.dumps(details or {}, ensure_ascii=False)
    said = f"{subject} {told}"
    if redact(said) != said:
        raise ValueError(f"{event}: the trail takes no personal data")
    return told


_APPEND = """
INSERT INTO audit_auditentry (at, event, actor_kind, actor_id, subject_kind, subject_id, details)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_APPEND_MANY = """
INSERT INTO audit_auditentry (at, event, actor_kind, actor_id, subject_kind, details, subject_id)
SELECT %s, %s, %s, %s, %s, %s::jsonb, unnest(%s::text[])
"""
