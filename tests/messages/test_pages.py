"""The administrator's page of messages that did not leave, and sending them again (A-11)."""

from datetime import timedelta

import pytest

from nssi.access.models import Official
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.messages.models import OutgoingMessage
from nssi.messages.outbox import claim_due
from tests.support.officials import at_work, make_official
from tests.support.post import TO, write

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

UNSENT = "/admin-portal/saobshteniya/"
Role = Official.Role


@pytest.fixture
def admin(at_work):
    return at_work(make_official(Role.ADMINISTRATOR))


def resting(state, **changed):
    sent = {"sent_at": clock.now(), "text": "", "html": ""} if state in {"sent", "bounced"} else {}
    bounced = {"bounced_at": clock.now()} if state == "bounced" else {}
    return write(
        **{"state": state, "next_attempt_at": None, "subject": f"Съобщение {state}", **sent, **bounced}
        | changed
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_it_is_the_administrators_page(at_work, role):
    assert at_work(make_official(role)).get(UNSENT).status == 403


def test_an_administrator_finds_it_in_the_navigation(admin):
    assert UNSENT in admin.get("/sluzhiteli/").html


def test_it_shows_what_did_not_leave_with_masked_addresses_and_without_texts(
    admin, django_assert_num_queries
):
    for state in OutgoingMessage.State:
        resting(state, last_error="550" if state == "given_up" else "")
    with django_assert_num_queries(4):
        page = admin.get(UNSENT)
    for state in ("waiting", "handing_over", "uncertain", "given_up", "bounced"):
        assert f"Съобщение {state}" in page.text
    assert "Съобщение sent" not in page.text
    assert "m•••@example.bg" in page.text and TO not in page.html
    assert "550" in page.text
    assert "Код за достъп" not in page.text


@pytest.mark.parametrize("state", ["waiting", "handing_over", "uncertain", "given_up", "bounced"])
def test_it_can_show_those_of_one_state(admin, state):
    for each in OutgoingMessage.State:
        resting(each)
    page = admin.get(UNSENT).submit({"Състояние": OutgoingMessage.State(state).label}, button="Покажи")
    assert f"Съобщение {state}" in page.text
    assert page.text.count("Съобщение ") == page.text.count(f"Съобщение {state}") + 1, (
        "and the head of the table"
    )


def test_it_says_that_there_are_none(admin):
    assert "Няма такива съобщения." in admin.get(UNSENT).text
    assert admin.get(UNSENT, {"sastoyanie": "nyama-takova"}).status == 200


@pytest.mark.parametrize("state", ["waiting", "uncertain", "given_up"])
def test_a_message_is_sent_again_after_a_question(admin, state):
    message = resting(state, attempts=125, times_uncertain=2)
    page = admin.get(UNSENT).follow(message.subject)
    assert ("втори път" in page.text) == (state == "uncertain")
    page = page.submit(button="Изпрати отново")
    assert page.h1 == "Непратени съобщения"
    assert "1 съобщение ще бъде изпратено до две минути." in page.text
    message.refresh_from_db()
    assert (message.state, message.attempts, message.times_uncertain) == ("waiting", 0, 0)
    assert claim_due(10) == [message]
    entry = AuditEntry.objects.get(event="messages.send_again")
    assert (entry.actor_kind, entry.subject_id) == ("official", str(message.pk))


@pytest.mark.parametrize("state", ["sent", "bounced", "handing_over"])
def test_what_has_no_text_any_more_or_is_on_its_way_cannot_be_sent_again(admin, state):
    message = resting(state)
    page = admin.get(f"{UNSENT}{message.pk}/")
    assert "Изпрати отново" not in page.buttons
    assert ("не може да се изпрати отново" in page.text) == (state != "handing_over")
    assert "0 съобщения" in admin.post(f"{UNSENT}{message.pk}/", {}).text
    message.refresh_from_db()
    assert message.state == state


def test_all_of_a_state_are_sent_again_after_a_question(admin):
    for _ in range(3):
        resting("given_up")
    resting("bounced")
    page = admin.get(UNSENT, {"sastoyanie": "given_up"}).follow("Изпрати отново всички от това състояние")
    assert "Ще бъдат изпратени отново 3 съобщения." in page.text
    assert "3 съобщения ще бъдат изпратени" in page.submit(button="Изпрати отново").text
    assert len(claim_due(10)) == 3
    assert admin.get(f"{UNSENT}vsichki/bounced/").status == 404


def test_many_messages_are_shown_page_by_page(admin):
    now = clock.now()
    for number in range(51):
        resting("given_up", created_at=now - timedelta(minutes=number), subject=f"Съобщение № {number}")
    page = admin.get(UNSENT, {"sastoyanie": "given_up"})
    assert "Съобщения: 51" in page.text and "Съобщение № 50" not in page.text
    assert "Съобщение № 50" in page.follow("Следваща").text
