"""Messages leave by SMTP, each once; a mail server that is down delays them and loses nothing (S1.7, S1.9)."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.messages.jobs import deliver, deliver_waiting
from nssi.messages.models import OutgoingMessage
from tests.messages.post import CODE, TO, Mailbox, attempt, write
from tests.support.work import run_jobs


def jobs():
    return ProcrastinateJob.objects.filter(task_name="messages.deliver", status="todo")


@pytest.mark.django_db
def test_a_message_arrives_in_both_forms_and_can_be_recognised(server, settings):
    message = write()
    with server() as mailbox:
        attempt(message)
    (mail,) = mailbox.received
    assert mail["To"] == TO
    assert mail["From"] == settings.DEFAULT_FROM_EMAIL
    assert mail["Subject"].strip() == message.subject
    assert mail["Message-ID"] == f"<{message.pk}@{settings.DEFAULT_FROM_EMAIL.partition('@')[2]}>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_body(["plain"]).get_content().strip() == f"Код за достъп: {CODE}"
    assert mail.get_body(["html"]).get_content().strip() == f"<p>Код за достъп: {CODE}</p>"


@pytest.mark.django_db
def test_the_date_of_a_message_is_that_of_the_house(server, travel):
    travel(days=40)
    with server() as mailbox:
        attempt(write())
    written = mailbox.received[0]["Date"].datetime
    assert abs(written - clock.now()) < timedelta(minutes=1)


@pytest.mark.django_db
def test_once_sent_the_text_is_not_kept(server):
    with server():
        message = attempt(write())
    assert (message.state, message.attempts) == ("sent", 1)
    assert message.sent_at is not None
    assert message.text == message.html == ""


@pytest.mark.django_db
def test_a_job_that_runs_again_sends_nothing(server):
    message = write()
    with server() as mailbox:
        for _ in range(3):
            attempt(message)
        deliver(message_id=str(uuid4()))
    assert len(mailbox.received) == 1


@pytest.mark.django_db(transaction=True)
def test_jobs_that_run_at_the_same_time_send_once(server):
    message = write()

    def run(_):
        try:
            deliver(message_id=str(message.pk))
        finally:
            connection.close()

    with server() as mailbox, ThreadPoolExecutor(4) as threads:
        list(threads.map(run, range(8)))
    assert len(mailbox.received) == 1


@pytest.mark.django_db
def test_a_server_that_is_down_is_tried_again_after_growing_waits(port):
    message, waits = write(), []
    for _ in range(9):
        attempt(message)
        waits.append(round((message.next_attempt_at - clock.now()) / timedelta(minutes=1)))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert (message.state, message.attempts, message.last_error) == ("waiting", 9, "ConnectionRefusedError")
    assert CODE in message.text


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_for_a_day_delays_a_message_and_loses_nothing(server, port, travel):
    messages = [write() for _ in range(3)]
    for message in messages:
        deliver.defer(message_id=str(message.pk))
    run_jobs()
    assert set(OutgoingMessage.objects.values_list("state", "last_error")) == {
        ("waiting", "ConnectionRefusedError")
    }
    for _ in range(12):
        travel(hours=2)
        deliver_waiting(timestamp=0)
        run_jobs()
    assert set(OutgoingMessage.objects.values_list("state", flat=True)) == {"waiting"}
    with server() as mailbox:
        travel(hours=1)
        deliver_waiting(timestamp=0)
        run_jobs()
    assert sorted(mail["Message-ID"].split("@")[0].strip("<") for mail in mailbox.received) == sorted(
        str(message.pk) for message in messages
    )
    assert set(OutgoingMessage.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_a_message_is_tried_for_at_least_three_days_and_then_given_up_aloud(port, travel, caplog):
    message = write()
    travel(days=3, hours=12)
    assert attempt(message).state == "waiting"
    travel(days=2)
    assert attempt(message).state == "given_up"
    assert f"message {message.pk} was given up: ConnectionRefusedError" in caplog.text
    assert TO not in caplog.text
    travel(days=1)
    deliver_waiting(timestamp=0)
    assert not jobs().exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "state"), [("450 try later", "waiting"), ("550 no such user", "given_up")]
)
def test_an_address_that_the_server_refuses_for_good_is_given_up_at_once(server, answer, state):
    message, mailbox = write(), Mailbox()
    mailbox.answer = answer
    with server(mailbox):
        attempt(message)
    assert (message.state, message.last_error) == (state, "SMTPRecipientsRefused")


@pytest.mark.django_db
def test_a_server_that_says_nothing_is_not_waited_for_for_ever(port, settings):
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", port)):
        message = attempt(write())
    assert (message.state, message.last_error) == ("waiting", "SMTPServerDisconnected")


@pytest.mark.django_db
def test_the_sweeper_finds_what_is_due_and_enqueues_it_once(port):
    now = clock.now()
    due = [write(next_attempt_at=now - timedelta(minutes=1)) for _ in range(2)]
    write()  # its first job still has time
    write(state="given_up", next_attempt_at=now - timedelta(days=1))
    deliver_waiting(timestamp=0)
    deliver_waiting(timestamp=0)
    assert sorted(job.args["message_id"] for job in jobs()) == sorted(str(message.pk) for message in due)


def test_the_sweeper_runs_every_minute():
    assert app.periodic_registry.periodic_tasks["messages.deliver_waiting", ""].cron == "* * * * *"
