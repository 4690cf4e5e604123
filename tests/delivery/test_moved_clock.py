"""A clock that is moved, and put right again, loses no document and serves none by accident (issue 6, "Bad input and faults")."""

import json
from datetime import timedelta

import pytest

from nssi.delivery.models import Delivery
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.operate.command import main
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.models import Task
from tests.documents.specimen import issue
from tests.support.deliveries import (
    ARCHIVE_CERTIFICATE,
    UNEMPLOYMENT_BENEFIT,
    again,
    download,
    sent,
    timeline,
)

pytestmark = pytest.mark.django_db

BACK, AHEAD = timedelta(days=-400), timedelta(days=400)
State = Delivery.State


def is_sound(capsys) -> bool:
    assert main(["proof", "verify", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["broken"] == []


def test_put_back_while_a_document_waits_it_still_waits_and_its_day_is_the_same(person, mailbox, capsys):
    delivery = sent(person)
    due_on = delivery.due_on
    with clock.shift(BACK):
        sweep_terms()
        assert (again(delivery).state, again(delivery).due_on) == (State.WAITING, due_on)
        assert download(delivery), "whoever takes it is served"
    served = again(delivery)
    assert (served.state, timeline(served)) == (State.SERVED, ["begun", "sent", "downloaded"])
    assert not download(delivery)
    assert again(delivery).served_at == served.served_at
    assert is_sound(capsys)


@pytest.mark.parametrize(
    ("policy", "serves"),
    [(UNEMPLOYMENT_BENEFIT, False), (ARCHIVE_CERTIFICATE, True)],
    ids=["served otherwise by Art. 5(3)", "a late download serves"],
)
def test_put_ahead_and_right_again_what_the_timeline_says_holds(
    person, mailbox, visit, capsys, policy, serves
):
    """The days ended for the house: an official is at work on it, and the page says what a download is."""
    delivery = sent(person, policy)
    with clock.shift(AHEAD):
        sweep_terms()
    sweep_terms()
    assert clock.today() < delivery.due_on
    assert (again(delivery).state, Task.objects.filter(done_at=None).count()) == (State.NOT_FETCHED, 1)
    page = visit(person).get(f"/d/{delivery.token}/")
    assert ("Изтегли копие" in page.text) == (not serves)
    assert ("от този момент текат сроковете по него" in page.text) == serves
    assert download(delivery) is serves
    assert (again(delivery).state == State.SERVED) is serves
    assert is_sound(capsys)


@pytest.mark.parametrize("years", [-21, 21])
def test_while_it_is_outside_the_life_of_the_seal_nothing_is_issued_and_then_everything(years):
    with clock.shift(timedelta(days=years * 365)):
        document = issue()
        make_document(document.id)
        document.refresh_from_db()
        assert (document.is_issued, document.content) == (False, None)
    make_document(document.id)
    document.refresh_from_db()
    assert document.is_issued


def test_numbers_go_on_whatever_the_clock_says():
    numbers = []
    for by in (timedelta(), BACK, AHEAD, timedelta()):
        with clock.shift(by):
            numbers.append(issue().outgoing_number)
    assert len(set(numbers)) == IssuedDocument.objects.count() == 4
    first, *_moved, last = (int(number.split("-")[1]) for number in numbers)
    assert last == first + 1, "of this year"
