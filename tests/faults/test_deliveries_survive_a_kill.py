"""kill -9 of a worker at any line of this room while a delivery is begun, while its message is sent, and while its days
end: each happens once, and nothing is told twice (S1.9).
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from nssi import delivery as room
from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.messages.jobs import deliver_due
from nssi.messages.models import OutgoingMessage
from nssi.messages.outbox import note_abandoned
from nssi.people.models import Person
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.models import Task, Term
from tests.documents.specimen import know_specimens
from tests.support.deliveries import MAIL, UNEMPLOYMENT_BENEFIT, again, begun, timeline
from tests.support.kills import kill_at, lines_of_one_run, lines_to_die_at
from tests.support.post import port, wait_for

__all__ = ["port"]

pytestmark = pytest.mark.django_db(transaction=True)

WITHIN = (str(Path(room.__file__).parent),)
"""The lines of this room: those of documents, messages and terms have tests of their own."""


@pytest.fixture(autouse=True)
def _specimens(own_attachments, monkeypatch) -> None:
    know_specimens(monkeypatch)


@pytest.fixture
def _mail_server(port: int, tmp_path: Path) -> Iterator[None]:
    """A mail server in a process of its own."""
    command = [sys.executable, "-m", "nssi.demo.mailbox", "--port", str(port), "--folder", str(tmp_path)]
    with subprocess.Popen(command) as process:
        wait_for(port)
        yield
        process.kill()


@pytest.fixture
def document(person) -> IssuedDocument:
    """An issued document, whose first delivery sends nothing."""
    document = again(begun(person)).document
    OutgoingMessage.objects.all().delete()
    return document


def to_somebody(document: IssuedDocument) -> Delivery:
    """Return a delivery of the document to somebody new, its message due."""
    somebody = Person.objects.create(first_name="Мария", last_name="Петрова", created_at=clock.now())
    with transaction.atomic():
        delivery = deliver_document(
            document,
            addressee=somebody,
            method=DeliveryMethod.ELECTRONIC,
            destination=MAIL,
            policy=UNEMPLOYMENT_BENEFIT,
        )
    OutgoingMessage.objects.filter(state="waiting").update(next_attempt_at=clock.now())
    return delivery


def test_a_delivery_is_begun_with_its_message_or_not_at_all(document):
    lines = lines_of_one_run(lambda: to_somebody(document), WITHIN)
    for line in lines_to_die_at(lines):
        kill_at(line, lambda: to_somebody(document), WITHIN)
        begun_ones = Delivery.objects.exclude(addressee=document.person)
        assert {"".join(timeline(each)) for each in begun_ones} <= {"begun"}, f"line {line}"
        assert OutgoingMessage.objects.count() == begun_ones.count(), f"line {line}"


def test_the_days_begin_once_wherever_a_worker_that_sends_is_killed(document, _mail_server, travel):
    to_somebody(document)
    lines = lines_of_one_run(deliver_due, WITHIN)
    for line in lines_to_die_at(lines):
        delivery = to_somebody(document)
        kill_at(line, deliver_due, WITHIN)
        travel(minutes=11)
        note_abandoned()
        travel(hours=1, minutes=1)
        deliver_due()
        assert timeline(delivery) == ["begun", "sent"], f"line {line}"
        term = Term.objects.get(subject_id=str(delivery.id))
        assert (term.state, term.due_on) == ("running", again(delivery).due_on), f"line {line}"


def test_the_end_of_the_days_comes_once_wherever_the_sweeper_is_killed(document, _mail_server, travel):
    deliveries = [to_somebody(document) for _ in range(2)]
    deliver_due()
    travel(days=21)
    lines = lines_of_one_run(sweep_terms, WITHIN)
    assert {again(delivery).state for delivery in deliveries} == {"not_fetched"}
    deliveries = [to_somebody(document) for _ in range(2)]
    deliver_due()
    travel(days=21)
    for line in lines_to_die_at(lines):
        kill_at(line, sweep_terms, WITHIN)
        for delivery in deliveries:
            happened, tasks = timeline(delivery), Task.objects.filter(subject_id=str(delivery.id)).count()
            assert (happened[2:], tasks) in [([], 0), (["not_fetched"], 1)], f"line {line}"
        if again(deliveries[0]).state == "not_fetched":
            break
    sweep_terms()
    sweep_terms()
    for delivery in deliveries:
        assert timeline(delivery) == ["begun", "sent", "not_fetched"]
        assert Task.objects.get(subject_id=str(delivery.id)).kind == "delivery.serve_otherwise"
