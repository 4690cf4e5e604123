"""kill -9 of whoever serves the official's page, at each point of an act: the order is there whole, with its number, its
delivery, its payments and the state that follows, or nothing of it; the same page sent again does it once (issue 7).

Each case is walked to its end, and every act of it dies at each of its writes and commits before it lives. What a worker that
dies makes of an issued document stands in test_issuing_survives_a_kill.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from nssi.access.models import Official
from nssi.applications.models import IdentifiedBy
from nssi.delivery.models import Delivery
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.institution.actions.enter_value import enter_value
from nssi.look.page_client import Page
from nssi.payments.actions.record_counter_payment import AlreadySettled, record_counter_payment
from nssi.payments.models import AmountDue, CashBenefit, Fee
from nssi.pensions.models import PensionRecalculation
from nssi.proceedings.actions.file_appeal import file_appeal
from nssi.proceedings.models import Appeal, Proceeding, ProceedingEvent
from nssi.records.models import Record
from nssi.services.archive_certificate.kinds import DUPLICATE_FEE
from nssi.services.unemployment_benefit.models import BenefitDecision, UndulyReceivedOrder
from nssi.services.unemployment_benefit.unduly import unduly_in
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.kinds import by_name
from nssi.terms.models import Term
from tests.archive.holdings import deposit, insurer
from tests.services.archive_case import confirm, read
from tests.services.archive_case import filed as filed_for_archive
from tests.services.test_appeals import served
from tests.services.test_archive_certificate_duplicate import DUPLICATE
from tests.services.test_pension_procedure import filed, head, officer, pension, served_letter
from tests.services.unemployment_case import ASSESSED, FILED, OK, inspector, proceeding, worked
from tests.support.benefits import paid
from tests.support.kills import dies_and_lives
from tests.support.officials import Role, at_work, make_official

__all__ = [
    "at_work",
    "filed",
    "head",
    "inspector",
    "officer",
    "pension",
    "proceeding",
    "worked",
]

pytestmark = pytest.mark.django_db(transaction=True)

APPEAL = "Доходът ми за юли не е взет."


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


@pytest.fixture
def act(at_work) -> Callable[..., None]:
    """Let an official do an act by its page: `act(proceeding, official, title, **typed)`."""

    def do(proceeding: Proceeding, official: Official, title: str, **typed: Any) -> None:
        page = at_work(official).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow(title)
        assert page.submit(typed, title).errors == []
        proceeding.refresh_from_db()

    return do


@pytest.fixture
def dying(at_work) -> Callable[..., None]:
    """Let an official do an act by its page, from which it is sent until it lives."""

    def do(proceeding: Proceeding, official: Official, title: str, **typed: Any) -> None:
        page: Page = at_work(official).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow(title)
        events = ProceedingEvent.objects.filter(proceeding=proceeding).count()
        revision = proceeding.revision
        labels = page.form(title).labels
        sent = {
            next((each for each in labels if each.startswith(words)), words): typed[words] for words in typed
        }
        dies_and_lives(lambda: page.submit(sent, title), lambda: _again(proceeding).revision > revision)
        assert ProceedingEvent.objects.filter(proceeding=proceeding).count() == events + 1
        all_is_issued_once()

    return do


def _again(proceeding: Proceeding) -> Proceeding:
    proceeding.refresh_from_db()
    return proceeding


def all_is_issued_once() -> None:
    """Check that each document has its number without a gap, its one delivery, and its one job."""
    documents = IssuedDocument.objects.all()
    for document in documents.filter(state="preparing"):
        jobs = ProcrastinateJob.objects.filter(
            task_name="documents.make_document", args={"document_id": str(document.pk)}
        )
        assert (jobs.count(), Delivery.objects.filter(document=document).count()) == (1, 1), document.kind
    serials: dict[str, list[int]] = {}
    for number in Record.objects.values_list("registry_uid", flat=True):  # also of what came in
        serials.setdefault(number[:4], []).append(int(number[5:11]))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in serials.values())
    assert Record.objects.filter(subject_kind="issued_document").count() == documents.count()


def kinds() -> list[str]:
    return [
        kind.partition(".")[2]
        for kind in IssuedDocument.objects.order_by("issued_at", "outgoing_number").values_list(
            "kind", flat=True
        )
    ]


def test_a_benefit_from_its_registration_to_the_order_that_asks_it_back(proceeding, act, dying, inspector):
    act(proceeding, inspector, "Регистрирайте лицето")
    act(proceeding, inspector, "Прегледайте документите", **OK)
    dying(proceeding, inspector, "Решете по заявлението", **ASSESSED)
    assert (proceeding.state, BenefitDecision.objects.get().kind) == ("granted", "grant")
    assert AmountDue.objects.count() == len(set(AmountDue.objects.values_list("month", flat=True))) == 5
    with clock.shift(datetime(2026, 6, 10, 9, tzinfo=UTC) - clock.now()):
        paid(date(2026, 5, 1), make_official(Role.UNEMPLOYMENT_INSPECTOR), inspector, date(2026, 6, 15))
        event = {"Какво се промени?": "започна работа", "От коя дата?": date(2026, 5, 4)}
        dying(proceeding, inspector, "Впишете промяна в обстоятелствата", **event, Доказателство="справка")
        assert (proceeding.state, BenefitDecision.objects.last().kind) == ("interrupted", "stop")
        over = unduly_in(proceeding).answer.money.cents
        bad = {
            "Как са получени сумите?": "недобросъвестно: дължи се и лихва",
            "Защо не са били дължими": "Започната работа.",
        }
        dying(proceeding, inspector, "Издайте разпореждане за недължимо получени суми", **bad)
    assert UndulyReceivedOrder.objects.get().cents == CashBenefit.objects.get().asked_back == over
    assert sorted(kinds()) == ["order", "order", "statement", "unduly"]


def test_a_refusal_and_the_decision_on_its_appeal(proceeding, act, dying, inspector, at_work, person):
    act(proceeding, inspector, "Регистрирайте лицето")
    act(proceeding, inspector, "Прегледайте документите", **OK)
    dying(
        proceeding, inspector, "Решете по заявлението", **{"Доказателство за прекратяването": "заповед № 12"}
    )
    assert (proceeding.state, proceeding.decided) == ("refused", True)
    order = served(Delivery.objects.get(document__kind="unemployment_benefit.order"))
    dies_and_lives(lambda: file_appeal(order.pk, person, APPEAL, IdentifiedBy.PIK), Appeal.objects.exists)
    appeal = Appeal.objects.get()
    assert Term.objects.filter(kind="proceedings.appeal_decision", state="running").count() == 1
    page = at_work(make_official(Role.DIRECTOR)).get(f"/sluzhiteli/zhalbi/{appeal.pk}/")
    typed = {
        "Какво решавате?": "Отменя разпореждането и връща преписката за ново решаване",
        "Мотиви": "Да се вземе доходът.",
    }
    dies_and_lives(
        lambda: page.submit(typed, "Издай решението"), lambda: _again(proceeding).state == "registered"
    )
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.decision.kind) == ("returned", "proceedings.appeal_decision")
    assert list(BenefitDecision.objects.values_list("kind", flat=True)) == ["refuse", "revoke"]
    all_is_issued_once()


def test_a_recalculation_from_its_letter_through_the_clock_to_its_order(
    filed, dying, officer, head, monkeypatch
):
    waited_for = [by_name("pension_recalculation.originals")]
    monkeypatch.setattr("nssi.terms.actions.sweep_terms.all_kinds", lambda: waited_for)
    with clock.shift(datetime(2026, 5, 11, 9, tzinfo=UTC) - clock.now()):
        proceeding = filed(scans=True)
        dying(proceeding, officer, "Изпратете писмо за оригинали")
        served_letter(clock.today())
        with clock.shift(timedelta(days=40)):
            dies_and_lives(sweep_terms, lambda: _again(proceeding).state == "to_decide", least=2)
            assert ProceedingEvent.objects.filter(act="not_presented").count() == 1
            dying(proceeding, officer, "Изгответе проект на разпореждане")
            dying(proceeding, head, "Издайте разпореждането")
    assert (proceeding.state, PensionRecalculation.objects.count()) == ("ordered", 1)
    assert sorted(kinds()) == ["order", "originals_letter"]


def test_what_the_archive_issues_and_a_duplicate_of_it(person, act, dying):
    archivist = make_official(Role.ARCHIVE_OFFICER)
    himko = insurer("Химко АД", eik="103000007", by=archivist)
    deposit(himko, date(1967, 3, 1), date(1999, 12, 1), by=archivist)
    asked = ["insurable_service", "insurable_income", "employment_service"]
    application = filed_for_archive(person, certificate={"wanted": "document", "kinds": asked})
    lines = "01.1979..12.1980; м; 3; 140; 140; 0; 12; 13"
    confirm(read(application, himko, lines, archivist), make_official(Role.ARCHIVE_OFFICER))
    proceeding = Proceeding.objects.get()
    dying(proceeding, archivist, "Издай поисканите документи")
    assert sorted(kinds()) == ["insurable_income", "insurable_service", "no_data"]
    original = IssuedDocument.objects.get(kind="archive_certificate.insurable_income")
    make_document(original.pk)
    enter_value(DUPLICATE_FEE, date(2026, 1, 1), "2.56", "EUR", act="Тарифа", source="Тарифа", verified=True)
    proceeding = Proceeding.objects.get(application=filed_for_archive(person, **DUPLICATE))
    chosen = {"Издаден документ": f"{original.title}, {original.outgoing_number}"}
    act(proceeding, archivist, "Поискай таксата за дубликат", **chosen)
    fee = Fee.objects.get()

    def pay() -> None:
        with suppress(AlreadySettled):
            record_counter_payment(fee.pk, "КБ-17", archivist)

    dies_and_lives(pay, lambda: _again(proceeding).state == "paid")
    dying(proceeding, archivist, "Издай дубликата")
    assert (proceeding.state, len(kinds())) == ("issued", 4)
