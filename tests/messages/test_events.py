"""Rooms above are told what happened to a message, once, in the transaction in which it is marked (S1.9)."""

from uuid import uuid4

import pytest

from nssi.messages import events
from nssi.messages.actions.note_bounce import note_bounce
from nssi.messages.models import OutgoingMessage
from tests.messages.post import attempt, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """Two handlers that remember what they were told: `told["sent"]`, `told["bounced"]`."""
    remembered = {"sent": [], "bounced": []}
    monkeypatch.setattr(events, "_when_sent", [])
    monkeypatch.setattr(events, "_when_bounced", [])
    events.when_sent(lambda message: remembered["sent"].append((message.key, message.sent_at)))
    events.when_bounced(lambda message: remembered["bounced"].append((message.key, message.last_error)))
    return remembered


def test_a_message_that_was_sent_is_told_once_with_its_time(server, told):
    message = write()
    with server():
        attempt(message)
        attempt(message)
    assert told["sent"] == [(message.key, message.sent_at)]


def test_a_message_that_waits_is_not_told(port, told):
    assert attempt(write()).state == "waiting"
    assert told["sent"] == []


def test_a_message_that_came_back_is_told_once_with_the_reason(server, told):
    with server():
        message = attempt(write())
    assert note_bounce(message.pk, "5.1.1")
    assert not note_bounce(message.pk, "5.1.1")
    message.refresh_from_db()
    assert message.state == "bounced"
    assert message.bounced_at >= message.sent_at
    assert told["bounced"] == [(message.key, "5.1.1")]


def test_what_was_never_sent_cannot_come_back(told):
    assert not note_bounce(write().pk, "5.1.1")
    assert not note_bounce(uuid4(), "5.1.1")
    assert told["bounced"] == []


def test_a_handler_that_fails_undoes_the_mark_so_that_the_news_is_not_lost(server, told):
    with server():
        message = attempt(write())

    def fail(message):
        raise LookupError

    events.when_bounced(fail)
    with pytest.raises(LookupError):
        note_bounce(message.pk, "5.1.1")
    assert OutgoingMessage.objects.get().state == "sent"
