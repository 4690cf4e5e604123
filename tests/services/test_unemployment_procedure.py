"""From the application for unemployment benefit to orders with reasons, and what events make of them (S1.8-S1.12, J1)."""

from datetime import date, timedelta

import pytest

from nssi.applications.actions.begin_second_filing import begin_second_filing
from nssi.applications.models import ApplicationFile
from nssi.applications.services import service
from nssi.delivery.models import Delivery
from nssi.documents.actions.make_document import make_document
from nssi.foundation import clock
from nssi.proceedings.models import Proceeding
from nssi.services.unemployment_benefit.models import BenefitDecision, Registration
from tests.services.test_unemployment_benefit import START, to_submit
from tests.services.unemployment_case import ASSESSED, FILED, OK, act, inspector, proceeding, worked
from tests.services.walks import words_of
from tests.support.officials import Role, at_work, make_official

__all__ = ["act", "at_work", "inspector", "proceeding", "worked"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


def words_of_last(title: str) -> str:
    """Return the words of the last document of this title, made and sealed."""
    delivery = Delivery.objects.filter(document__title=title).order_by("created_at").last()
    assert delivery is not None, title
    make_document(delivery.document_id)
    delivery.document.refresh_from_db()
    with delivery.document.content.open() as file:
        return words_of(file.read())


STATEMENT = "Справка за приети, върнати и липсващи документи"


def registered(proceeding: Proceeding, act) -> Registration:
    act(proceeding, "Регистрирайте лицето")
    assert proceeding.state == "registered"
    return Registration.objects.get(proceeding=proceeding)


def test_the_registration_has_the_number_of_its_local_office(proceeding, act):  # S1.8
    assert registered(proceeding, act).number == "031-00-0001/20.03.2026"


def test_the_statement_says_what_was_accepted_returned_and_is_missing(proceeding, act, person):  # S1.8
    registration = registered(proceeding, act)
    page = act(proceeding, "Прегледайте документите", **OK, **{"Липсващи документи": "U1 в оригинал"})
    assert page.errors == []
    words = words_of_last(STATEMENT)
    for told in (registration.number, "акта за прекратяване", "U1 в оригинал", "Върнати документи Няма."):
        assert told in words
    delivery = Delivery.objects.get(document__title=STATEMENT)
    assert (delivery.addressee, delivery.method) == (person, "electronic")


def test_a_document_is_returned_with_its_reason(proceeding, act):
    registered(proceeding, act)
    document = next(iter(OK))
    page = act(proceeding, "Прегледайте документите", **{document: "върнат"})
    assert page.errors == ["Напишете защо се връща документът"]
    act(proceeding, "Прегледайте документите", **{document: "върнат", "Защо се връща?": "нечетлив"})
    assert "нечетлив" in words_of_last(STATEMENT)


def test_each_document_needs_a_result(proceeding, act):  # O-06
    registered(proceeding, act)
    page = act(proceeding, "Прегледайте документите")
    assert page.errors == ["Отбележете резултат за всеки документ"]


def test_no_decision_before_the_documents_are_examined(proceeding, act, at_work, inspector):
    registered(proceeding, act)
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{proceeding.pk}/deystviya/decide/")
    assert "Първо прегледайте документите." in page.text


def examined(proceeding: Proceeding, act) -> Registration:
    registration = registered(proceeding, act)
    act(proceeding, "Прегледайте документите", **OK)
    return registration


def test_irregularities_open_the_application_for_second_filing(
    proceeding, act, person, visit
):  # S1.10, J1 x3
    registration = examined(proceeding, act)
    act(proceeding, "Изпратете писмо за нередности", Нередности="Актът не е подписан\nЛипсва страница")
    assert proceeding.state == "irregular"
    words = words_of_last("Уведомително писмо за отстраняване на нередности")
    first = proceeding.application
    for told in ("Актът не е подписан", "Липсва страница", first.registry_uid, registration.number):
        assert told in words
    begin_second_filing(person, service("obezshtetenie-bezrabotitsa"), first.registry_uid)
    page = visit(person).get(f"{START}proverka/")
    assert "Актът не е подписан" in visit(person).get(f"{START}nachalo/").text or page
    page.submit(dict.fromkeys(page.form("Продължи").labels, True), "Продължи").submit(button="Подай с ПИК")
    proceeding.refresh_from_db()
    assert (proceeding.state, proceeding.application.replaces) == ("registered", first)
    assert Registration.objects.get().number == registration.number


def test_a_grant_says_how_each_figure_was_reached(proceeding, act):  # S1.11
    registration = examined(proceeding, act)
    page = act(proceeding, "Решете по заявлението", **ASSESSED)
    assert page.errors == []
    assert proceeding.state == "granted"
    decision = BenefitDecision.objects.get()
    answer = decision.receipt["answer"]
    assert (decision.kind, answer["from"], answer["months"]) == ("grant", "2026-03-16", 4)
    words = words_of_last("Разпореждане за отпускане на парично обезщетение за безработица")
    for told in (registration.number, "16.03.2026", "чл. 54а", "заповед № 12", "Как е изчислено", "обжалва"):
        assert told in words
    assert decision.receipt["steps"][0]["text"] in words


def test_without_registration_at_the_employment_agency_it_is_refused(proceeding, act):
    examined(proceeding, act)
    act(proceeding, "Решете по заявлението", **{"Доказателство за прекратяването": "заповед № 12"})
    assert (proceeding.state, proceeding.decided) == ("refused", True)
    words = words_of_last("Разпореждане за отказ за отпускане на парично обезщетение за безработица")
    assert "няма право на парично обезщетение" in words


def test_without_insurance_it_is_refused_with_the_months_that_there_are(visit, person, act):
    to_submit(visit(person)).submit(button="Подай с ПИК")
    proceeding = Proceeding.objects.get()
    examined(proceeding, act)
    act(proceeding, "Решете по заявлението", **ASSESSED)
    assert proceeding.state == "refused"
    reasons = BenefitDecision.objects.get().receipt["answer"]["reasons"]
    assert "0,00 месеца" in reasons[0]["text"]


EVENTS = [
    ("започна работа", date(2026, 5, 4), "interrupted", "stop"),
    ("започна временна неработоспособност", date(2026, 5, 4), "suspended", "suspend"),
    ("отпусната е пенсия", date(2026, 5, 4), "stopped", "stop"),
    ("лицето почина", date(2026, 5, 4), "stopped", "stop"),
]


@pytest.mark.parametrize(("event", "on", "state", "kind"), EVENTS, ids=[event for event, *_ in EVENTS])
def test_an_event_brings_an_order_of_its_own(proceeding, act, event, on, state, kind):  # Art. 54g, 54d
    examined(proceeding, act)
    act(proceeding, "Решете по заявлението", **ASSESSED)
    with clock.shift(timedelta(days=60)):
        page = act(
            proceeding,
            "Впишете промяна в обстоятелствата",
            **{"Какво се промени?": event, "От коя дата?": on, "Доказателство": "декларация"},
        )
        assert page.errors == []
    decision = BenefitDecision.objects.last()
    assert (proceeding.state, decision.kind) == (state, kind)
    assert "декларация" in words_of_last(decision.get_kind_display())


def test_the_clerk_of_another_office_sees_nothing_of_it(proceeding, at_work):
    stranger = make_official(Role.UNEMPLOYMENT_INSPECTOR, body="02")
    assert at_work(stranger).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").status == 403


def test_what_is_proof_never_changes(proceeding, act):
    registration = registered(proceeding, act)
    registration.number = "1"
    with pytest.raises(Exception, match="append-only"):
        registration.save()


def test_all_files_of_the_application_are_asked_for(proceeding, act, at_work, inspector):
    registered(proceeding, act)
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{proceeding.pk}/deystviya/examine_documents/")
    for file in ApplicationFile.objects.filter(application=proceeding.application):
        assert file.title in page.text
