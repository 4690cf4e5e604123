"""What mail servers say of messages that they could not deliver is read and marked; nothing else is (S1.9, RFC 3464)."""

import json
import mailbox
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nssi.foundation import clock
from nssi.messages.actions.take_in_bounces import TakenIn, take_in_bounces
from nssi.messages.bounces import Bounce, bounce_in
from nssi.messages.jobs import watch_for_bounces
from nssi.messages.models import OutgoingMessage
from nssi.operate.command import main
from tests.support.post import write

ID = uuid4()

POSTFIX = """Return-Path: <>
From: MAILER-DAEMON@mx.example.bg (Mail Delivery System)
To: e-uslugi@noi.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B/mx"

--B/mx
Content-Type: text/plain; charset=utf-8

<m.petrova@example.bg>: host mail.example.bg said: 550 5.1.1 No such user

--B/mx
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.bg
Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0200 (EET)

Final-Recipient: rfc822; m.petrova@example.bg
Original-Recipient: rfc822;m.petrova@example.bg
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such user

--B/mx
Content-Description: Undelivered Message
Content-Type: {original}

Message-ID: <{id}@{domain}>
From: e-uslugi@noi.example
To: m.petrova@example.bg
Subject: =?utf-8?b?0JfQsNGP0LLQu9C10L3QuNC10YLQviDQktC4?=

--B/mx--
"""


def notification(id_=ID, **said):
    values = {
        "action": "failed",
        "status": "5.1.1",
        "original": "message/rfc822",
        "domain": "noi.example",
    } | said
    return POSTFIX.format(id=id_, **values).encode()


def sent(**changed):
    return write(
        **{"state": "sent", "sent_at": clock.now(), "next_attempt_at": None, "text": "", "html": ""} | changed
    )


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, "5.1.1"),
        ({"original": "text/rfc822-headers"}, "5.1.1"),
        ({"action": "Failed", "status": "5.2.2 (mailbox full)"}, "5.2.2"),
        ({"status": "4.4.7"}, "4.4.7"),  # given up after days of trying
        ({"status": "none"}, "5.0.0"),
    ],
)
def test_a_notification_of_failure_names_the_message_and_the_reason(said, status):
    assert bounce_in(notification(**said)) == Bounce(ID, status)


@pytest.mark.parametrize(
    "letter",
    [
        notification(action="delayed"),  # it will be tried again
        notification(action="delivered"),
        notification(action="relayed"),
        notification(domain="other.example"),  # somebody else's message
        notification(id_="1234.5678"),
        notification(original="text/plain"),
        notification().replace(b"multipart/report", b"multipart/mixed"),
        b"Subject: out of office\n\nI am away until Monday.",
        b"",
        b"\xff\xfe\x00",
        notification()[:400],
    ],
)
def test_any_other_letter_says_nothing(letter):
    assert bounce_in(letter) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1400), st.binary(max_size=60))
def test_no_letter_breaks_the_reading(at, noise):
    whole = notification()
    bounce_in(whole[:at] + noise + whole[at + len(noise) :])


@pytest.mark.django_db
def test_a_message_that_came_back_is_marked_once(tmp_path):
    message, other = sent(), sent()
    letter = tmp_path / "one.eml"
    letter.write_bytes(notification(message.pk))
    assert take_in_bounces(letter) == TakenIn(letters=1, bounces=1, news=1)
    assert take_in_bounces(letter) == TakenIn(letters=1, bounces=1, news=0)
    assert OutgoingMessage.objects.get(pk=message.pk).state == "bounced"
    assert OutgoingMessage.objects.get(pk=other.pk).state == "sent"


@pytest.mark.django_db
def test_a_bounce_settles_what_was_uncertain(tmp_path):
    message = write(state="uncertain", times_uncertain=1)
    (tmp_path / "one.eml").write_bytes(notification(message.pk))
    take_in_bounces(tmp_path / "one.eml")
    message.refresh_from_db()
    assert (message.state, message.next_attempt_at, message.text) == ("bounced", None, "")


@pytest.mark.django_db
@pytest.mark.parametrize("keep", ["folder", "maildir", "mbox"])
def test_letters_are_found_however_they_are_kept(tmp_path, keep):
    messages = [sent() for _ in range(3)]
    path = tmp_path / keep
    if keep == "folder":
        path.mkdir()
        for message in messages:
            (path / f"{message.pk}.eml").write_bytes(notification(message.pk))
    else:
        box = mailbox.Maildir(path) if keep == "maildir" else mailbox.mbox(path)
        for message in messages:
            box.add(notification(message.pk))
        box.close()
    assert take_in_bounces(path) == TakenIn(letters=3, bounces=3, news=3)
    assert take_in_bounces(path).letters == 3, "nothing there is changed"


@pytest.mark.django_db
def test_new_letters_of_the_watched_maildir_are_taken_in_once(tmp_path, settings):
    settings.EMAIL_BOUNCES = str(tmp_path / "bounces")
    box = mailbox.Maildir(settings.EMAIL_BOUNCES)
    message = sent()
    box.add(notification(message.pk))
    box.add(b"Subject: spam\n\nspam")
    watch_for_bounces(timestamp=0)
    assert OutgoingMessage.objects.get().state == "bounced"
    assert not list((tmp_path / "bounces" / "new").iterdir())
    assert [letter.get_flags() for letter in box] == ["S", "S"]


def test_nothing_is_watched_where_no_setting_says_so(settings):
    settings.EMAIL_BOUNCES = ""
    watch_for_bounces(timestamp=0)


@pytest.mark.django_db
def test_the_command_says_what_it_found(tmp_path, capsys):
    (tmp_path / "one.eml").write_bytes(notification(sent().pk))
    assert main(["messages", "bounces", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"letters": 1, "bounces": 1, "news": 1}


def test_a_path_where_nothing_is_is_bad_input(tmp_path, capsys):
    assert main(["messages", "bounces", str(tmp_path / "none")]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
