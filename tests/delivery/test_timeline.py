"""The timeline is proof: nobody changes it unseen, nothing is told twice, and `nssi proof verify` says what is broken."""

import json

import pytest
from django.db import Error, connection, transaction

from nssi.audit import SYSTEM
from nssi.delivery.models import Delivery, DeliveryEvent
from nssi.delivery.timeline import What, hold, note
from nssi.operate.command import main
from tests.support.deliveries import again, begun, download, sent, timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(person, mailbox) -> Delivery:
    """A document that was sent and downloaded."""
    delivery = sent(person)
    download(delivery)
    return again(delivery)


def forge(statement: str, *values: str) -> None:
    """Change a row as somebody could who has the database in hand."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("RESET session_replication_role")


def verify(capsys) -> tuple[int, dict]:
    code = main(["proof", "verify", "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_events_can_be_neither_changed_nor_removed(delivery):
    for act in (
        lambda: DeliveryEvent.objects.update(what="returned"),
        lambda: DeliveryEvent.objects.all().delete(),
        lambda: Delivery.objects.filter(id=delivery.id).update(destination="other@example.bg"),
        lambda: Delivery.objects.filter(id=delivery.id).update(served_on="2020-01-01"),
        lambda: Delivery.objects.filter(id=delivery.id).delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            act()
    assert timeline(delivery) == ["begun", "sent", "downloaded"]


def test_the_same_happening_is_told_once(person):
    delivery = begun(person)
    with transaction.atomic():
        held = hold(delivery.id)
        assert note(held, What.POSTED, actor=SYSTEM, key="R1", details={"item": "R1"})
        assert note(held, What.POSTED, actor=SYSTEM, key="R1", details={"item": "R1"}) is None
        assert note(held, What.POSTED, actor=SYSTEM, key="R2", details={"item": "R2"})
    assert timeline(delivery) == ["begun", "posted", "posted"]


def test_each_event_is_bound_to_the_one_before_and_the_first_to_the_document(delivery):
    first, second, third = delivery.events.order_by("number")
    assert first.previous == delivery.document.sha256
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert [each.number for each in (first, second, third)] == [1, 2, 3]


def test_a_sound_house_is_found_sound(delivery, person, capsys):
    begun(person)
    assert verify(capsys) == (0, {"documents": 2, "events": 4, "broken": []})
    assert main(["proof", "verify"]) == 0
    assert capsys.readouterr().out == "2 documents, 4 events, 0 of them broken\n"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE delivery_deliveryevent SET at = at - interval '1 day' WHERE number = 2",
            "event 2 (sent) was changed",
        ),
        (
            "UPDATE delivery_deliveryevent SET details = details || '{\"bytes\": 1}' WHERE number = 3",
            "event 3 (downloaded) was changed",
        ),
        (
            "UPDATE delivery_deliveryevent SET hash = repeat('0', 64) WHERE number = 1",
            "event 1 (begun) was changed",
        ),
        ("DELETE FROM delivery_deliveryevent WHERE number = 2", "event 2 is missing"),
        (
            "DELETE FROM delivery_deliveryevent WHERE number = 3",
            "is served, and its events tell of 0 services",
        ),
        ("DELETE FROM delivery_deliveryevent", "has no beginning"),
        (
            "UPDATE delivery_delivery SET served_on = served_on - 3",
            "is served, and its events tell of 1 services",
        ),
        (
            "UPDATE delivery_delivery SET state = 'waiting', served_on = NULL, served_at = NULL, served_by = ''",
            "is waiting, and its events tell of 1 services",
        ),
        (
            "UPDATE delivery_delivery SET destination = 'other@example.bg'",
            "goes elsewhere than its first event says",
        ),
        (
            "UPDATE documents_issueddocument SET sha256 = repeat('0', 64)",
            "event 1 (begun) does not follow the one before it",
        ),
    ],
)
def test_what_was_forged_is_found_and_named(delivery, capsys, statement, found):
    forge(statement)
    code, answer = verify(capsys)
    assert code == 1
    assert {each["document"] for each in answer["broken"]} == {delivery.document.outgoing_number}
    assert any(found in each["what"] for each in answer["broken"]), answer["broken"]
    assert main(["proof", "verify"]) == 1
    assert found in capsys.readouterr().err


def test_verifying_asks_the_database_by_the_thousand(person, capsys, django_assert_num_queries):
    for _ in range(3):
        begun(person)
    with django_assert_num_queries(3):
        verify(capsys)
