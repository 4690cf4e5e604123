"""J5: a document is sent, its days run from the sending, and one of the ends comes (S1.9, S2.6, S3.6)."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.delivery.statuses import status_of
from nssi.foundation import clock
from nssi.law.parameters import shipped
from nssi.messages.actions.note_bounce import note_bounce
from nssi.messages.models import OutgoingMessage
from nssi.terms.actions.move_terms import move_terms
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.models import Task, Term
from tests.support.clocks import kept, run_out
from tests.support.deliveries import (
    ARCHIVE_CERTIFICATE,
    MAIL,
    PENSION_RECALCULATION,
    UNEMPLOYMENT_BENEFIT,
    again,
    begun,
    download,
    go_to,
    let_leave,
    message_of,
    prepared,
    sent,
    timeline,
)

pytestmark = pytest.mark.django_db

State = Delivery.State
ALL = [UNEMPLOYMENT_BENEFIT, ARCHIVE_CERTIFICATE, PENSION_RECALCULATION]


@pytest.fixture
def news(monkeypatch) -> list[tuple[str, str]]:
    """What the rooms above were told."""
    from nssi.delivery import events

    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(events, "_when_served", [lambda each: heard.append(("served", str(each.id)))])
    monkeypatch.setattr(
        events, "_when_not_fetched", [lambda each: heard.append(("not fetched", str(each.id)))]
    )
    return heard


# Sending


def test_nothing_leaves_before_the_document_is_there(person):
    delivery = prepared(person)
    assert delivery.state == State.PREPARING
    assert timeline(delivery) == [] and not OutgoingMessage.objects.exists()


def test_the_message_has_a_link_and_nothing_personal_and_no_attachment(person, mailbox):
    delivery = sent(person)
    (mail,) = mailbox.received
    assert mail["To"] == MAIL
    assert mail["Subject"] == "Имате документ от НОИ"
    assert not list(mail.iter_attachments())
    for part in ("plain", "html"):
        text = mail.get_body([part]).get_content()
        assert f"/d/{delivery.token}/" in text
        assert "Разпореждане" in text and "с ПИК на НОИ или с КЕП" in text
        for personal in (
            person.first_name,
            person.last_name,
            "8502124512",
            delivery.document.outgoing_number,
        ):
            assert personal not in text
        assert not re.search(r"\d\s*€", text)


def test_the_message_says_what_service_is_and_what_follows(person, mailbox):
    delivery = sent(person)
    text = " ".join(mailbox.received[0].get_body(["plain"]).get_content().split())
    assert f"Изтеглете го до {delivery.due_on:%d.%m.%Y}" in text
    assert "С изтеглянето документът се смята за връчен (чл. 26, ал. 2" in text
    assert "връчването става по реда на чл. 5, ал. 3 от Наредбата" in text


def test_for_certificates_and_pensions_the_seven_days_are_no_service_by_law(person, mailbox):
    sent(person, ARCHIVE_CERTIFICATE)
    sent(person, PENSION_RECALCULATION)
    for mail in mailbox.received:
        text = mail.get_body(["plain"]).get_content()
        assert "ще го изпратим по пощата" in text and "чл. 5, ал. 3" not in text
    assert [mail["Subject"].strip() for mail in mailbox.received] == [
        "Удостоверението Ви е готово",
        "Имате документ от НОИ",
    ]


def test_the_days_run_from_the_sending_and_not_from_the_writing(person, mailbox, travel):
    delivery = begun(person)
    assert not Term.objects.exists()
    travel(days=1)
    message = let_leave(delivery)
    term = Term.objects.get()
    delivery = again(delivery)
    assert term.started_on == clock.local(message.sent_at).date()
    assert term.due_on >= term.started_on + timedelta(days=7)
    assert (delivery.state, delivery.due_on, delivery.sent_at) == (
        State.WAITING,
        term.due_on,
        message.sent_at,
    )


@pytest.mark.parametrize(
    ("sent_on", "last_day"),
    [
        (date(2027, 1, 11), date(2027, 1, 18)),  # a Monday
        (date(2027, 1, 9), date(2027, 1, 18)),  # seven days later is a Saturday
        (date(2026, 12, 17), date(2026, 12, 29)),  # Christmas, and Monday for its Saturday
    ],
)
def test_the_day_that_is_shown_is_the_one_that_counts(person, mailbox, travel, visit, sent_on, last_day):
    go_to(travel, sent_on)
    delivery = sent(person)
    assert delivery.due_on == last_day
    shown = f"{last_day:%d.%m.%Y}\xa0г."
    assert f"Изтеглете го до {shown}" in mailbox.received[0].get_body(["plain"]).get_content()
    assert f"Чака изтегляне до {shown}" in visit(person).get("/moite/dokumenti/").root.text_content()
    go_to(travel, last_day, hour=23)
    sweep_terms()
    assert download(again(delivery)), "the whole last day is in time"


def test_a_message_that_left_days_late_is_followed_by_the_day_that_counts(person, server, port, travel):
    go_to(travel, date(2027, 1, 11))
    delivery = begun(person)
    let_leave(delivery)  # no server answers
    travel(days=2)
    with server() as mailbox:
        let_leave(delivery)
        (correction,) = OutgoingMessage.objects.filter(key=f"delivery.the_day:{delivery.id}")
        assert "20.01.2027" in correction.subject
    assert again(delivery).due_on == date(2027, 1, 20)
    assert len(mailbox.received) == 1


def test_the_same_news_of_a_message_counts_once(person, mailbox, travel):
    from nssi.messages.events import tell_sent

    delivery = sent(person)
    due_on = delivery.due_on
    travel(days=3)
    tell_sent(message_of(delivery))
    assert timeline(delivery) == ["begun", "sent"]
    assert Term.objects.count() == 1 and again(delivery).due_on == due_on


# Service by download


@pytest.mark.parametrize("policy", ALL, ids=lambda policy: policy.name)
def test_the_first_complete_download_serves_and_later_ones_change_nothing(
    person, mailbox, travel, news, policy
):
    delivery = sent(person, policy)
    travel(days=2)
    assert download(delivery)
    served = again(delivery)
    assert (served.state, served.served_by) == (State.SERVED, "download")
    assert served.served_at == pytest.approx(clock.now(), abs=timedelta(seconds=5))
    assert served.served_on == clock.today()
    kept(Term.objects.get(subject_id=str(delivery.id)).kind)
    travel(days=1)
    assert not download(served)
    assert again(served).served_at == served.served_at
    assert timeline(served) == ["begun", "sent", "downloaded"]
    assert news == [("served", str(delivery.id))]
    travel(days=30)
    sweep_terms()
    assert timeline(served) == ["begun", "sent", "downloaded"], "no reminder, no end"
    assert not Task.objects.filter(done_at=None).exists()


def test_whoever_is_quicker_than_the_message_is_served_and_no_days_run(person, mailbox):
    delivery = begun(person)
    assert download(delivery)
    let_leave(delivery)
    assert timeline(delivery) == ["begun", "downloaded", "sent"]
    assert not Term.objects.exists()


def test_bytes_time_and_way_of_identification_are_kept(person, mailbox):
    delivery = sent(person)
    download(delivery)
    event = delivery.events.get(what="downloaded")
    assert event.details["bytes"] == delivery.document.size > 0
    assert event.details["identified_by"] == "pik"
    assert event.by == f"person {person.id}"


# Not downloaded in time


def test_a_reminder_comes_two_days_before_the_last_one(person, mailbox, travel):
    go_to(travel, date(2027, 1, 11))
    delivery = sent(person)
    go_to(travel, date(2027, 1, 15), hour=23)
    sweep_terms()
    assert timeline(delivery) == ["begun", "sent"]
    go_to(travel, date(2027, 1, 16), hour=1)
    sweep_terms()
    sweep_terms()
    assert timeline(delivery) == ["begun", "sent", "reminded"]
    reminder = OutgoingMessage.objects.get(key=f"delivery.reminder:{delivery.id}")
    assert reminder.subject == "Документ от НОИ Ви чака до 18.01.2027\u00a0г."
    assert f"/d/{delivery.token}/" in reminder.text and person.last_name not in reminder.text


def test_unemployment_is_flagged_and_served_otherwise_also_after_a_week_of_downtime(
    person, mailbox, travel, news
):  # S1.9
    delivery = sent(person)
    with run_out(Term.objects.get(subject_id=str(delivery.id)).kind):
        late = again(delivery)
        assert late.state == State.NOT_FETCHED
        assert timeline(late)[-1] == "not_fetched"
        task = Task.objects.get()
        assert (task.kind, task.role, task.body_id) == (
            "delivery.serve_otherwise",
            "unemployment_inspector",
            "03",
        )
        assert not download(late), "a copy, and no service"
        assert again(late).state == State.NOT_FETCHED
        assert news == [("not fetched", str(delivery.id))]


def test_a_download_after_the_last_day_is_too_late_even_before_the_sweeper(person, mailbox, travel):  # S1.9
    delivery = sent(person)
    travel(days=21)
    assert not download(delivery)
    sweep_terms()
    assert again(delivery).state == State.NOT_FETCHED


@pytest.mark.parametrize("policy", [ARCHIVE_CERTIFICATE, PENSION_RECALCULATION], ids=lambda each: each.name)
def test_certificates_and_pensions_go_by_post_then_and_a_late_download_serves(
    person, mailbox, travel, policy
):  # S2.6, S3.6
    delivery = sent(person, policy)
    travel(days=21)
    sweep_terms()
    assert again(delivery).state == State.NOT_FETCHED
    assert list(Task.objects.values_list("kind", "role")) == [("delivery.post", policy.role)]
    assert download(delivery)
    assert again(delivery).state == State.SERVED
    assert not Task.objects.filter(done_at=None).exists()


# The message does not arrive


def test_a_bounce_gives_an_official_the_task_at_once_and_the_days_fall_away(person, mailbox, travel):  # J1 x6
    delivery = sent(person)
    note_bounce(message_of(delivery).pk, "5.1.1")
    bounced = again(delivery)
    assert (bounced.state, bounced.due_on) == (State.UNDELIVERED, None)
    assert (status_of(bounced).text, status_of(bounced).colour) == ("Недоставено", "red")
    assert list(Task.objects.values_list("kind", flat=True)) == ["delivery.not_delivered"]
    travel(days=30)
    sweep_terms()
    assert timeline(delivery) == ["begun", "sent", "bounced"]
    assert download(bounced), "the person logged in and took it: no days were over"


def test_an_address_that_is_refused_starts_no_days(person, server):
    from tests.support.post import Mailbox

    delivery = begun(person)
    with server(Mailbox(to_address="550 no such user")):
        let_leave(delivery)
    assert again(delivery).state == State.UNDELIVERED
    assert not Term.objects.exists()
    assert Task.objects.get().kind == "delivery.not_delivered"


def test_a_message_that_leaves_after_all_starts_the_days_and_closes_the_task(person, server):
    from tests.support.post import Mailbox

    delivery = begun(person)
    with server(Mailbox(to_address="550 no such user")):
        message = let_leave(delivery)
    OutgoingMessage.objects.filter(pk=message.pk).update(
        state="waiting", next_attempt_at=clock.now()
    )  # an administrator lets it leave again
    with server():
        let_leave(delivery)
    assert again(delivery).state == State.WAITING
    assert Term.objects.get().state == "running"
    assert not Task.objects.filter(done_at=None).exists()


# What is asked for must be possible


@pytest.mark.parametrize(
    ("policy", "method", "destination"),
    [
        (PENSION_RECALCULATION, DeliveryMethod.COUNTER, ""),
        (PENSION_RECALCULATION, DeliveryMethod.POST, "гр. Варна"),
        (UNEMPLOYMENT_BENEFIT, DeliveryMethod.ELECTRONIC, ""),
        (UNEMPLOYMENT_BENEFIT, DeliveryMethod.ELECTRONIC, "гр. Варна"),
        (UNEMPLOYMENT_BENEFIT, DeliveryMethod.ELECTRONIC, "m@example.bg\nBcc: all@example.bg"),
        (UNEMPLOYMENT_BENEFIT, DeliveryMethod.POST, " \n "),
        (UNEMPLOYMENT_BENEFIT, DeliveryMethod.COUNTER, "гр. Варна"),
    ],
)
def test_a_way_or_a_destination_that_cannot_be_is_refused_and_nothing_is_issued(
    person, policy, method, destination
):
    with pytest.raises(ValidationError):
        prepared(person, policy, method, destination=destination)
    assert not Delivery.objects.exists()


def test_the_same_document_again_to_the_same_person_is_the_same_delivery(person):
    delivery = begun(person)
    same = deliver_document(
        delivery.document,
        addressee=person,
        method=DeliveryMethod.COUNTER,
        destination="",
        policy=UNEMPLOYMENT_BENEFIT,
    )
    assert same == delivery and timeline(delivery) == ["begun"]


def test_the_rooms_above_hear_of_it_in_the_same_transaction(person, mailbox, monkeypatch):
    from nssi.delivery import events

    def fail(delivery):
        raise ZeroDivisionError

    monkeypatch.setattr(events, "_when_served", [fail])
    delivery = sent(person)
    with pytest.raises(ZeroDivisionError):
        download(delivery)
    assert again(delivery).state == State.WAITING and "downloaded" not in timeline(delivery)


def test_a_document_that_waits_until_a_day_that_becomes_a_day_off_waits_a_day_longer(person, mailbox):
    """ГПК 60(6): the day off was decided after the message had left."""
    delivery = sent(person)
    day = delivery.due_on
    calendar = shipped().laid_over(decisions={day: False}).calendar
    after = calendar.next_working_day(day)
    assert after > day and move_terms(day, calendar) == 1
    assert again(delivery).due_on == after
    with clock.shift(timedelta(days=(after - clock.today()).days)):
        sweep_terms()
        assert again(delivery).state == State.WAITING
    with clock.shift(timedelta(days=(after - clock.today()).days + 1)):
        sweep_terms()
        assert again(delivery).state == State.NOT_FETCHED
