"""How an entry gets into the trail."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from nssi.audit.origin import present_origin
from nssi.foundation import clock
from nssi.foundation.redaction import redact
from nssi.foundation.statements import Statement, execute

_EVENT = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True)
class Actor:
    """Who did something: the kind, and the id of the person or official, or the ЕИК of the insurer (else empty)."""

    kind: Literal["person", "official", "insurer", "system", "anonymous"]
    id: str = ""

    @classmethod
    def person(cls, person_id: UUID) -> "Actor":
        """Return the person with this id as an actor."""
        return cls("person", str(person_id))

    @classmethod
    def official(cls, official_id: int) -> "Actor":
        """Return the official with this id as an actor."""
        return cls("official", str(official_id))

    @classmethod
    def insurer(cls, eik: str) -> "Actor":
        """Return the organisation with this ЕИК as an actor."""
        return cls("insurer", eik)


SYSTEM = Actor("system")
ANONYMOUS = Actor("anonymous")


def record(
    event: str,
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: str,
    details: dict[str, Any] | None = None,
    about: UUID | None = None,
    reason: str = "",
) -> None:
    """Append an entry to the trail, in the caller's transaction; see `entry`."""
    execute(
        entry(
            event, actor=actor, subject_kind=subject_kind, subject_id=subject_id, details=details, about=about,
            reason=reason,
        )
    )  # fmt: skip


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
    execute(
        _appending(event, actor, subject_kind, Statement("unnest(%s::text[])", [list(subject_ids)]), told)
    )


def record_look(official_id: int, person_id: UUID, reason: str) -> None:
    """Note that an official looked at a person's data, and why."""
    official, person = Actor.official(official_id), str(person_id)
    record("people.looked_at", actor=official, subject_kind="person", subject_id=person, reason=reason)


def entry(
    event: str,
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: str,
    details: dict[str, Any] | None = None,
    about: UUID | None = None,
    reason: str = "",
) -> Statement:
    """Return the statement that appends an entry, for whoever writes more at the same moment.

    `event` is `room.verb`, a constant of the room that tells it; the subject is what it was done to, by kind and id.
    `about` is the person whose data it touched, who can see in „Кой е преглеждал данните ми“ what officials did; a
    subject that is a person needs none. `reason` is why, a code of the room. `details` hold ids, enum values, counts: no
    personal data. Raises ValueError where anything does hold some.
    """
    told = _checked(event, f"{subject_kind} {subject_id} {reason}", details)
    if about is None and subject_kind == "person" and subject_id:
        about = UUID(subject_id)
    return _appending(event, actor, subject_kind, Statement("%s", [subject_id]), told, about, reason)


def _checked(event: str, subject: str, details: dict[str, Any] | None) -> str:
    if not _EVENT.fullmatch(event):
        raise ValueError(f"an event is named room.verb, not {event}")
    told = json.dumps(details or {}, ensure_ascii=False)
    said = f"{subject} {told}"
    if redact(said) != said:
        raise ValueError(f"{event}: the trail takes no personal data")
    return told


def _appending(
    event: str,
    actor: Actor,
    subject_kind: str,
    subject_id: Statement,
    details: str,
    about: UUID | None = None,
    reason: str = "",
) -> Statement:
    now, origin = clock.now(), present_origin()
    context = f"{now.isoformat()}|{actor.kind}|{actor.id}|{origin}|{reason}"
    values = (
        now,
        event,
        actor.kind,
        actor.id,
        subject_kind,
        *subject_id.values,
        about,
        reason,
        origin,
        details,
        context,
    )
    return Statement(_APPEND.format(subject_id=subject_id.sql), values)


# The context is told to the database for the length of the transaction (changes.py reads it). With it the transaction gets
# its number, before the entry gets its id: so whoever sees the id can see the transaction too (sealing.py).
_APPEND = """
INSERT INTO audit_auditentry
    (at, event, actor_kind, actor_id, subject_kind, subject_id, about, reason, origin, details)
SELECT %s, %s, %s, %s, %s, {subject_id}, %s::uuid, %s, %s, %s::jsonb
FROM (SELECT set_config('nssi.context', %s, true), pg_current_xact_id()) AS context
"""
