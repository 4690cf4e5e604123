"""The trail tells who did what to what, takes no personal data, and cannot be changed."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from nssi.audit import ANONYMOUS, SYSTEM, Actor, record, record_look
from nssi.audit.models import AuditEntry
from nssi.audit.origin import coming_from, origin_of
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


def test_an_entry_tells_about_whom_why_and_from_where():
    person = uuid4()
    with coming_from("203.0.113.7"):
        record(
            "room.act",
            actor=Actor.official(7),
            subject_kind="thing",
            subject_id="1",
            about=person,
            reason="contact",
        )
    record("room.act", actor=SYSTEM, subject_kind="thing", subject_id="2")
    first, second = AuditEntry.objects.order_by("id")
    assert (first.about, first.reason, first.origin) == (person, "contact", origin_of("203.0.113.7"))
    assert (second.about, second.reason, second.origin) == (None, "", "")


def test_the_origin_tells_one_address_from_another_and_not_which_it_is(settings):
    code = origin_of("203.0.113.7")
    assert len(code) == 12 and "203" not in code
    assert code == origin_of("203.0.113.7") != origin_of("203.0.113.8")
    settings.AUDIT_KEYS = {"1": "another"}
    assert code != origin_of("203.0.113.7")


def test_what_is_done_to_a_person_is_about_that_person():
    person = uuid4()
    record_look(7, person, "contact")
    record("room.act", actor=ANONYMOUS, subject_kind="person", subject_id="")
    first, second = AuditEntry.objects.order_by("id")
    assert (first.event, first.about, first.reason) == ("people.looked_at", person, "contact")
    assert second.about is None


def test_a_reason_holds_no_personal_data_either():
    with pytest.raises(ValueError, match="no personal data"):
        record_look(7, uuid4(), "обади се от 0888 123 456")


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
