"""The trail tells who did what to what, takes no personal data, and cannot be changed."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from nssi.audit import ANONYMOUS, SYSTEM, Actor, record
from nssi.audit.models import AuditEntry
from nssi.foundation import clock

pytestmark = pytest.mark.django_db


def test_an_entry_tells_who_did_what_to_what_and_when(travel):
    travel(days=3)
    actor, subject = Actor.person(uuid4()), str(uuid4())
    record(
        "room.act",
        actor=actor,
        subject_kind="thing",
        subject_id=subject,
        details={"files": 2, "state": "filed"},
    )
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.actor_kind, entry.actor_id) == ("room.act", "person", actor.id)
    assert (entry.subject_kind, entry.subject_id) == ("thing", subject)
    assert entry.details == {"files": 2, "state": "filed"}
    assert abs((entry.at - clock.now()).total_seconds()) < 10


@pytest.mark.parametrize("actor", [SYSTEM, ANONYMOUS, Actor.official(7), Actor.person(UUID(int=7))])
def test_everybody_can_be_an_actor(actor):
    record("room.act", actor=actor, subject_kind="thing", subject_id="1")
    assert AuditEntry.objects.get().actor_kind == actor.kind


def test_what_is_rolled_back_leaves_no_entry():
    with pytest.raises(RuntimeError), transaction.atomic():
        record("room.act", actor=SYSTEM, subject_kind="thing", subject_id="1")
        raise RuntimeError
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "details",
    [
        {"number": "8032056031"},
        {"phone": "+359 888 123 456"},
        {"to": "m.petrova@example.bg"},
        {"pik": "AC2DE3FH4K"},
        {"codes": [{"deep": "AC2DE3FH"}]},
        {"8032056031": 1},
    ],
)
def test_personal_data_are_refused(details):
    with pytest.raises(ValueError, match="no personal data"):
        record("room.act", actor=SYSTEM, subject_kind="thing", subject_id="1", details=details)
    assert not AuditEntry.objects.exists()


def test_a_personal_number_is_no_subject():
    with pytest.raises(ValueError, match="no personal data"):
        record("room.act", actor=SYSTEM, subject_kind="person", subject_id="8032056031")


@pytest.mark.parametrize("event", ["act", "Room.act", "room.act.more", "room act", ""])
def test_an_event_is_named_after_its_room_and_a_verb(event):
    with pytest.raises(ValueError, match=r"room\.verb"):
        record(event, actor=SYSTEM, subject_kind="thing", subject_id="1")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_auditentry SET event = 'room.other'",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry",
    ],
)
def test_the_database_refuses_to_change_the_trail(change):
    record("room.act", actor=SYSTEM, subject_kind="thing", subject_id="1")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert AuditEntry.objects.get().event == "room.act"
