"""Declared changes of circumstances, what follows from them, what is asked back, and the person's page of it all
(Art. 54d, 54e, 114; C-31, S1.12)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.law.recompute import recompute
from nssi.payments.benefit_queries import overpaid_in
from nssi.payments.models import CashBenefit
from nssi.services.unemployment_benefit.circumstances import declare_by
from nssi.services.unemployment_benefit.models import (
    BenefitDecision,
    DeclaredCircumstance,
    UndulyReceivedOrder,
)
from nssi.terms.models import Task
from tests.services.unemployment_case import FILED, NUMBER, act, granted, inspector, proceeding, worked
from tests.services.walks import words_of
from tests.support.benefits import drawn, paid
from tests.support.officials import Role, at_work, make_official
from tests.support.register import declare as declare_row
from tests.support.register import merged_file

__all__ = ["act", "at_work", "granted", "inspector", "proceeding", "worked"]

pytestmark = pytest.mark.django_db

MINE = "/moite/spravki/bezrabotitsa/"
IN_JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
MAY = date(2026, 5, 1)
WORK = {
    "Какво се промени?": "започнах работа или друга дейност, за която се осигурявам",
    "От коя дата?": date(2026, 5, 4),
}


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


@pytest.fixture
def in_june(granted):
    with clock.shift(IN_JUNE - clock.now()):
        yield


@pytest.fixture
def declare(visit, person, granted):
    """Let the person declare a change by their page; return the page after it."""

    def do(**typed):
        page = (
            visit(person)
            .get(MINE)
            .follow(f"Съобщете за промяна в обстоятелствата: {granted.registration.number}")
        )
        page = page.submit({**WORK, **typed}, "Подайте декларацията")
        granted.refresh_from_db()
        return page

    return do


def test_what_was_suspended_is_resumed_and_what_was_interrupted_is_stopped_for_good(
    in_june, granted, act, at_work, inspector
):
    title = "Впишете промяна в обстоятелствата"
    orders = [
        ("започна временна неработоспособност", date(2026, 4, 6), "suspended", "suspend"),
        ("приключи временната неработоспособност", date(2026, 4, 13), "granted", "resume"),
        ("започна работа", date(2026, 5, 4), "interrupted", "stop"),
        ("отпусната е пенсия", date(2026, 6, 1), "stopped", "stop"),
    ]
    for event, on, state, kind in orders:
        typed = {"Какво се промени?": event, "От коя дата?": on, "Доказателство": "справка"}
        page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/").follow(title)
        shown = page.submit(typed, "Преглед на документа (отваря се в нов прозорец)")
        assert "ПРОЕКТ" in words_of(shown.response.content)
        assert act(granted, title, **typed).errors == []
        assert (granted.state, BenefitDecision.objects.last().kind) == (state, kind)


def test_by_the_data_of_today_an_order_changes_the_amount_and_only_where_they_differ(
    in_june, granted, act, at_work, inspector
):
    title = "Издайте разпореждане за изменение по сегашните данни"
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/deystviya/assess_again/")
    assert "По сегашните данни преценката е същата." in page.text
    before = BenefitDecision.objects.get().receipt["answer"]["daily"][0]["amount"]
    declare_row(NUMBER, Month(2025, 7), merged_file(), insurable_income=50_000)
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/").follow(title)
    assert page.submit({}, title).errors == ["Посочете на какво се основава изменението"]
    page = page.submit({"На какво се основава изменението?": "коригирана декларация за 07.2025"}, title)
    assert "Издадено е разпореждане за изменение" in page.text
    decision = BenefitDecision.objects.last()
    assert (decision.kind, decision.receipt["answer"]["daily"][0]["amount"] != before) == ("change", True)
    assert granted.__class__.objects.get(pk=granted.pk).state == "granted"
    assert IssuedDocument.objects.filter(title=decision.get_kind_display()).count() == 1


TERMS = [(date(2026, 5, 4), date(2026, 5, 11)), (date(2026, 4, 24), date(2026, 5, 4))]


@pytest.mark.parametrize(("on", "due"), TERMS)
def test_seven_days_and_where_they_end_on_a_day_off_the_next_working_day(on, due):  # Art. 54d(3)
    assert declare_by(on) == due


def test_a_declaration_is_registered_and_put_before_the_inspector(
    declare, in_june, granted, at_work, inspector
):
    page = declare(**{"Какво искате да добавите? (по желание)": "при „Пример“ ЕООД"})
    declared = DeclaredCircumstance.objects.get()
    assert f"заведена с входящ номер {declared.registry_uid}" in page.text
    assert declared.registry_uid.startswith("1001-")
    assert (declared.on, declared.due_on, declared.in_time) == (date(2026, 5, 4), date(2026, 5, 11), False)
    task = Task.objects.get(done_at=None, subject_id=str(granted.pk))
    assert task.role == Role.UNEMPLOYMENT_INSPECTOR
    assert "започна работа от 04.05.2026" in task.title
    assert "Разпореждане за прекратяване" in task.title
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/deystviya/follow_event/")
    assert "Предложение по декларацията: Разпореждане за прекратяване" in page.text
    assert f"декларация {declared.registry_uid}" in page.html


def test_what_is_proposed_is_decided_with_an_order(declare, in_june, granted, act):
    declare()
    page = act(granted, "Впишете промяна в обстоятелствата")
    assert page.errors == []
    decision = BenefitDecision.objects.last()
    declared = DeclaredCircumstance.objects.get()
    assert (granted.state, decision.kind, declared.decision) == ("interrupted", "stop", decision)
    assert not Task.objects.filter(done_at=None, subject_id=str(granted.pk)).exists()
    for typed in (
        {"Какво се промени?": "престана да работи", "От коя дата?": date(2026, 5, 25)},
        {"Какво се промени?": "регистрира се отново в бюрото по труда", "От коя дата?": date(2026, 5, 27)},
    ):
        page = act(granted, "Впишете промяна в обстоятелствата", **typed, Доказателство="справка")
        assert page.errors == []
    assert (granted.state, BenefitDecision.objects.last().kind) == ("granted", "restore")  # Art. 54d


def test_the_same_change_declared_twice_is_registered_once(declare, in_june):
    declare()
    assert "заведена с входящ номер" in declare().text
    assert (
        DeclaredCircumstance.objects.count()
        == Task.objects.filter(kind="unemployment_benefit.circumstance").count()
        == 1
    )


def test_a_declaration_that_changes_nothing_is_left_as_it_is(declare, in_june, granted, act, visit, person):
    declare()
    declare(**{"Какво се промени?": "отпусната ми е пенсия", "От коя дата?": date(2026, 6, 1)})
    act(
        granted,
        "Приемете декларацията без последици",
        **{"Защо промяната не засяга обезщетението?": "договор за един ден"},
    )
    assert granted.state == "granted"
    assert [each.settled_at is None for each in DeclaredCircumstance.objects.order_by("declared_at")] == [
        False,
        True,
    ]
    assert Task.objects.filter(done_at=None, subject_id=str(granted.pk)).count() == 1
    page = visit(person).get(MINE)
    assert "приета без последици" in page.text
    assert "разглежда се" in page.text


WRONG = [
    ({"От коя дата?": date(2026, 6, 11)}, "Въведете днешния или минал ден"),
    ({"От коя дата?": date(2026, 3, 1)}, "Датата е преди началото на обезщетението"),
]


@pytest.mark.parametrize(("typed", "told"), WRONG, ids=["ahead", "before"])
def test_days_that_cannot_be_declared(declare, in_june, typed, told):
    assert declare(**typed).errors == [told]
    assert not DeclaredCircumstance.objects.exists()


def test_an_event_that_does_not_follow_is_told_in_words(in_june, granted, act):
    page = act(
        granted,
        "Впишете промяна в обстоятелствата",
        **{
            "Какво се промени?": "престана да работи",
            "От коя дата?": date(2026, 5, 4),
            "Доказателство": "справка",
        },
    )
    assert page.errors == ["Това не може да се случи след вписаното досега. Проверете промяната и датата."]


def test_nobody_declares_for_another(granted, visit, other_person, person):
    assert visit(other_person).get(f"{MINE}{granted.pk}/promyana/").status == 404
    page = visit(other_person).get(MINE)
    assert "Няма регистрация за обезщетение за безработица." in page.text


def test_before_a_grant_there_is_nothing_to_declare(proceeding, visit, person, act):
    act(proceeding, "Регистрирайте лицето")
    page = visit(person).get(f"{MINE}{proceeding.pk}/promyana/")
    assert page.status == 409
    assert "няма за какво да съобщите" in page.text


def test_the_registration_with_every_document_and_its_service(granted, visit, person):  # C-31
    for document in IssuedDocument.objects.all():
        make_document(document.id)
    page = visit(person).get(MINE)
    registration = granted.registration
    for told in (
        registration.number,
        "Отпуснато",
        "от 16.03.2026",
        "ТП на НОИ – Варна",
        "Справка за приети, върнати и липсващи документи",
    ):
        assert told in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        page.text.count("Подготвя се") + page.text.count("Чака изтегляне")
        == IssuedDocument.objects.count()
        == 2
    )
    order = IssuedDocument.objects.get(kind="unemployment_benefit.order")
    assert "/d/" in page.links[f"{order.title} {order.outgoing_number}"]


def test_what_was_received_without_ground_is_asked_back_once(
    in_june, granted, act, inspector, at_work, person
):  # Art. 54e, 114
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/deystviya/order_repayment/")
    assert "Няма платено в повече" in page.text
    paid(MAY, make_official(Role.UNEMPLOYMENT_INSPECTOR), inspector, date(2026, 6, 15))
    typed = {
        "Какво се промени?": "започна работа",
        "От коя дата?": date(2026, 5, 4),
        "Доказателство": "справка",
    }
    act(granted, "Впишете промяна в обстоятелствата", **typed)
    title = "Издайте разпореждане за недължимо получени суми"
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/").follow(title)
    asked = {"Как са получени сумите?": "недобросъвестно: дължи се и лихва"}
    page = page.submit(asked, title)
    assert page.errors == ["Напишете защо сумите не са били дължими"]
    label = next(label for label in page.form(title).labels if label.startswith("Защо не са били дължими"))
    page = page.submit({**asked, label: "Започната работа от 04.05.2026 г."}, title)
    assert "Издадено е разпореждане за възстановяване" in page.text
    order, benefit = UndulyReceivedOrder.objects.get(), CashBenefit.objects.get()
    assert benefit.asked_back == order.cents > 0
    assert recompute(order.receipt).same
    assert granted.__class__.objects.get(pk=granted.pk).state == "interrupted"
    document = IssuedDocument.objects.get(kind="unemployment_benefit.unduly")
    make_document(document.id)
    document.refresh_from_db()
    with document.content.open() as content:
        words = words_of(content.read())
    for told in (
        granted.registration.number,
        "чл. 113",
        "05.2026",
        "Обжалване",
        "Какво не е потвърдено",
    ):
        assert told in words
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/deystviya/order_repayment/")
    assert "Няма платено в повече" in page.text
    with clock.shift(timedelta(days=30)):
        assert overpaid_in(drawn(MAY, inspector), 10) == []
