"""Rooms above are told what happened to a message, once, in the transaction in which it is marked (S1.9)."""

from uuid import uuid4

import pytest

from nssi.messages import events
from nssi.messages.actions.note_bounce import note_bounce
from nssi.messages.models import OutgoingMessage
from tests.support.post import Mailbox, attempt, write
from tests.support.work import run_jobs

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


def test_a_message_that_is_given_up_is_told_too_for_it_reaches_nobody_either(server, told):
    with server(Mailbox(to_address="550 no such user")):
        message = attempt(write())
    assert message.state == "given_up"
    assert told["bounced"] == [(message.key, "550")]


def test_a_handler_of_a_bounce_that_fails_undoes_the_mark_so_that_the_news_is_not_lost(server, told):
    with server():
        message = attempt(write())

    def fail(message):
        raise LookupError

    events.when_bounced(fail)
    with pytest.raises(LookupError):
        note_bounce(message.pk, "5.1.1")
    assert OutgoingMessage.objects.get().state == "sent"


@pytest.mark.django_db(transaction=True)
def test_a_room_that_fails_over_the_news_of_a_sent_message_is_told_again_and_the_message_is_not_sent_again(
    server, told
):
    fails = [True]

    def fail_once(message):
        if fails.pop():
            fails.append(False)
            raise LookupError

    events.when_sent(fail_once)
    with server() as mailbox:
        message = attempt(write())
        assert (message.state, message.text) == ("sent", "")
        run_jobs()
    assert len(told["sent"]) == 2, "the first time in a transaction that was rolled back"
    assert told["sent"][1] == (message.key, message.sent_at)
    assert len(mailbox.received) == 1
