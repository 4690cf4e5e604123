"""Messages leave by SMTP, each once; a mail server that is down delays them and loses nothing (S1.7, S1.9)."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.messages import jobs
from nssi.messages.actions.hand_over import hand_over
from nssi.messages.jobs import deliver, deliver_due, deliver_waiting
from nssi.messages.models import OutgoingMessage
from nssi.messages.outbox import TRIES, claim_due
from tests.support.post import CODE, TO, Mailbox, attempt, write
from tests.support.work import run_jobs


def due(count=1, **changed):
    """Write messages whose attempt is due."""
    return [write(next_attempt_at=clock.now() - timedelta(minutes=1), **changed) for _ in range(count)]


def states():
    return set(OutgoingMessage.objects.values_list("state", "last_error"))


@contextmanager
def silent_server(port):
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", port), backlog=20):
        yield


# One message


@pytest.mark.django_db
def test_a_message_arrives_in_both_forms_and_can_be_recognised(mailbox, settings):
    message = attempt(write())
    (mail,) = mailbox.received
    assert mail["To"] == TO
    assert mail["From"] == settings.DEFAULT_FROM_EMAIL
    assert mail["Subject"].strip() == message.subject
    assert mail["Message-ID"] == f"<{message.pk}@{settings.DEFAULT_FROM_EMAIL.partition('@')[2]}>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_body(["plain"]).get_content().strip() == f"Код за достъп: {CODE}"
    assert mail.get_body(["html"]).get_content().strip() == f"<p>Код за достъп: {CODE}</p>"


@pytest.mark.django_db
def test_the_date_of_a_message_is_that_of_the_house(mailbox, travel):
    travel(days=40)
    attempt(write())
    written = mailbox.received[0]["Date"].datetime
    assert abs(written - clock.now()) < timedelta(minutes=1)


@pytest.mark.django_db
def test_once_sent_the_text_is_not_kept(mailbox):
    message = attempt(write())
    assert (message.state, message.attempts, message.next_attempt_at) == ("sent", 1, None)
    assert message.sent_at is not None
    assert message.text == message.html == ""


@pytest.mark.django_db
def test_a_job_that_runs_again_sends_nothing(mailbox):
    message = write()
    for _ in range(3):
        attempt(message)
    deliver(message_id=str(uuid4()))
    assert len(mailbox.received) == 1


@pytest.mark.django_db(transaction=True)
def test_jobs_that_run_at_the_same_time_send_once(mailbox):
    message = write()

    def run(_):
        try:
            deliver(message_id=str(message.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(run, range(8)))
    assert len(mailbox.received) == 1


# Many messages


@pytest.mark.django_db
def test_many_messages_leave_over_one_connection(mailbox):
    messages = due(30)
    deliver_due()
    assert states() == {("sent", "")}
    assert len(set(mailbox.ids)) == len(messages) == 30
    assert mailbox.connections == 1


@pytest.mark.django_db
def test_a_message_that_is_refused_does_not_hold_up_those_behind_it(mailbox):
    due(2)
    due(to="a@b.bg\nBcc: x@y.bg")  # none that `send` would take
    due(2)
    deliver_due()
    assert states() == {("sent", ""), ("given_up", "ValidationError")}
    assert len(mailbox.received) == 4


@pytest.mark.django_db
def test_a_server_that_wants_few_messages_a_connection_gets_them_over_many(server):
    class Impatient(Mailbox):
        async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
            session.messages = getattr(session, "messages", 0) + 1
            if session.messages > 2:
                return "421 too many messages in this session"
            envelope.mail_from = address
            return "250 OK"

    due(6)
    with server(Impatient()) as mailbox:
        deliver_due()
    assert sorted(OutgoingMessage.objects.values_list("state", flat=True)) == ["sent"] * 4 + ["waiting"] * 2
    assert len(set(mailbox.ids)) == 4
    assert mailbox.connections == 2


@pytest.mark.django_db
def test_two_workers_never_take_the_same_messages(port):
    due(5)
    first, second = claim_due(3), claim_due(3)
    assert len({message.pk for message in first + second}) == 5
    assert claim_due(3) == []


# A server that does not do as it should


@pytest.mark.django_db
def test_a_server_that_is_down_is_tried_again_after_growing_waits(port):
    message, waits = write(), []
    for _ in range(9):
        hand_over([message])
        message.refresh_from_db()
        waits.append(round((message.next_attempt_at - clock.now()) / timedelta(minutes=1)))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert (message.state, message.attempts, message.last_error) == ("waiting", 9, "ConnectionRefusedError")
    assert CODE in message.text


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_for_a_day_delays_a_message_and_loses_nothing(server, travel):
    messages = [write() for _ in range(3)]
    for message in messages:
        deliver.defer(message_id=str(message.pk))
    run_jobs()
    for _ in range(12):
        travel(hours=2)
        deliver_waiting(timestamp=0)
        run_jobs()
    assert states() == {("waiting", "ConnectionRefusedError")}
    with server() as mailbox:
        travel(hours=1)
        deliver_waiting(timestamp=0)
        run_jobs()
    assert sorted(id_.split("@")[0].strip("<") for id_ in mailbox.ids) == sorted(
        str(message.pk) for message in messages
    )
    assert states() == {("sent", "")}


@pytest.mark.django_db
def test_a_message_is_tried_for_five_days_and_then_given_up_aloud(port, caplog):
    message = write(attempts=TRIES - 2)
    hand_over([message])
    message.refresh_from_db()
    assert message.state == "waiting"
    hand_over([message])
    message.refresh_from_db()
    assert (message.state, message.next_attempt_at) == ("given_up", None)
    assert str(message.pk) in caplog.text and "ConnectionRefusedError" in caplog.text
    assert TO not in caplog.text
    assert CODE in message.text, "an administrator can let it be sent again"


ANSWERS = """
    to address                        to text                      what becomes of the message
    250 OK                            250 OK                       sent
    421 try later                     250 OK                       waiting       421
    450 mailbox busy                  250 OK                       waiting       450
    451 greylisted                    250 OK                       waiting       451
    452 too many recipients           250 OK                       waiting       452
    530 log in first                  250 OK                       waiting       530
    550 no such user                  250 OK                       given_up      550
    551 user not local                250 OK                       given_up      551
    553 mailbox name not allowed      250 OK                       given_up      553
    250 OK                            421 shutting down            waiting       421
    250 OK                            451 local error              waiting       451
    250 OK                            552 too much text            given_up      552
    250 OK                            554 transaction failed       given_up      554
"""


@pytest.mark.django_db
@pytest.mark.parametrize("row", ANSWERS.strip().splitlines()[1:])
def test_what_an_answer_means_for_a_message(server, row):
    to_address, to_text, state, error = (
        row.strip()[a:b].strip() for a, b in ((0, 34), (34, 63), (63, 77), (77, 90))
    )
    message = write()
    with server(Mailbox(to_address, to_text)) as mailbox:
        attempt(message)
    assert (message.state, message.last_error) == (state, error)
    assert len(mailbox.received) == (state == "sent")
    assert bool(message.text) == (state != "sent")


@pytest.mark.django_db
def test_a_sender_that_the_server_refuses_is_a_fault_of_ours_and_waits_until_it_is_mended(server):
    class Strict(Mailbox):
        async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
            return "550 sender not allowed"

    with server(Strict()):
        message = attempt(write())
    assert (message.state, message.last_error) == ("waiting", "550")


@pytest.mark.django_db
def test_a_server_that_hangs_up_before_the_text_has_surely_not_taken_the_message(server):
    with server(Mailbox(to_address=None)):
        message = attempt(write())
    assert message.state == "waiting"


@pytest.mark.django_db
def test_a_server_that_says_nothing_is_not_waited_for_for_ever(port, settings):
    settings.EMAIL_TIMEOUT = 0.2
    with silent_server(port):
        message = attempt(write())
    assert (message.state, message.last_error) == ("waiting", "SMTPServerDisconnected")


@pytest.mark.django_db
def test_while_the_server_hangs_only_the_lanes_ask_for_it(port, settings, travel):
    settings.EMAIL_TIMEOUT = 0.2
    with silent_server(port):
        assert attempt(write()).attempts == 1
        assert attempt(write()).attempts == 0, "not asked: it would hold up a thread that others need"
        due(1)
        deliver_due()
    assert OutgoingMessage.objects.filter(attempts=1).count() == 2
    travel(minutes=2)
    assert attempt(write()).attempts == 1


# What nobody knows


@pytest.mark.django_db
def test_a_message_whose_answer_was_lost_is_sent_again_once_under_the_same_id(server, travel):
    message = write()
    with server(Mailbox(to_text=None)) as mailbox:
        attempt(message)
        assert (message.state, message.times_uncertain) == ("uncertain", 1)
        deliver_due()
        assert len(mailbox.received) == 1, "first a bounce may come"
        travel(hours=1, minutes=1)
        deliver_due()
        message.refresh_from_db()
        assert (message.state, message.times_uncertain, message.next_attempt_at) == ("uncertain", 2, None)
        travel(days=10)
        deliver_due()
        assert len(mailbox.received) == 2, "now somebody has to decide"
    assert len(set(mailbox.ids)) == 1


@pytest.mark.django_db
def test_what_a_dead_worker_was_handing_over_is_uncertain_and_what_it_had_claimed_waits(port, travel):
    claimed = due(2)
    claim_due(2)
    abandoned = due(1, state="handing_over")
    deliver_waiting(timestamp=0)
    abandoned[0].refresh_from_db()
    assert (abandoned[0].state, abandoned[0].last_error) == ("uncertain", "worker died")
    assert claim_due(5) == []
    travel(minutes=11)
    assert {message.pk for message in claim_due(5)} == {message.pk for message in claimed}


# The sweeper


@pytest.mark.django_db(transaction=True)
def test_the_sweeper_lets_two_jobs_send_what_is_due_and_never_more(port):
    due(2)
    for _ in range(3):
        deliver_waiting(timestamp=0)
    lanes = ProcrastinateJob.objects.filter(task_name="messages.deliver_due", status="todo")
    assert sorted(lanes.values_list("lock", flat=True)) == [
        f"messages.deliver_due {lane}" for lane in range(jobs.LANES)
    ]


@pytest.mark.django_db
def test_the_sweeper_leaves_alone_what_is_not_due(port):
    write()  # its first job still has time
    write(state="given_up", next_attempt_at=None)
    deliver_waiting(timestamp=0)
    assert not ProcrastinateJob.objects.filter(task_name="messages.deliver_due").exists()


def test_the_sweeper_runs_every_minute():
    assert app.periodic_registry.periodic_tasks["messages.deliver_waiting", ""].cron == "* * * * *"
