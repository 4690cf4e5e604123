"""An order is appealed: filed by the person or at the counter, put before the head, decided in its term, with its effect
(Art. 117 КСО; its terms are not verified, and the pages say so)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nssi.applications.models import IdentifiedBy
from nssi.delivery.models import Delivery
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.look.page_client import Page
from nssi.messages.models import OutgoingMessage
from nssi.payments.models import AmountDue
from nssi.pensions.models import PensionRecalculation
from nssi.pensions.queries import recalculations_of
from nssi.proceedings.actions.decide_appeal import decide_appeal
from nssi.proceedings.actions.file_appeal import file_appeal
from nssi.proceedings.models import Appeal, Proceeding
from nssi.proceedings.rights import ActRefused
from nssi.services.unemployment_benefit.models import BenefitDecision
from nssi.terms.models import Task, Term
from tests.services import test_unemployment_procedure as benefits
from tests.services.test_pension_procedure import filed, head, officer, pension
from tests.services.test_unemployment_procedure import inspector, proceeding, worked
from tests.services.walks import words_of
from tests.support.clocks import kept, run_out
from tests.support.deliveries import download
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work", "filed", "head", "inspector", "officer", "pension", "proceeding", "worked"]

pytestmark = pytest.mark.django_db

FILED = datetime(2026, 3, 20, 9, tzinfo=UTC)
GROUNDS = "Доходът ми за юли не е взет."


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


@pytest.fixture
def act_as(at_work):
    """Let an official do an act by its page: `act_as(official)(proceeding, title, **typed)`."""

    def acting(official):
        def do(proceeding: Proceeding, title: str, **typed) -> Page:
            page = at_work(official).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow(title)
            page = page.submit(typed, title)
            proceeding.refresh_from_db()
            return page

        return do

    return acting


@pytest.fixture
def act(act_as, inspector):
    return act_as(inspector)


@pytest.fixture
def director(db):
    return make_official(Role.DIRECTOR, name="Лилия Ганева")


@pytest.fixture
def order(proceeding, act) -> Delivery:
    """The order that grants the benefit, downloaded and so served on 20 March."""
    benefits.examined(proceeding, act)
    act(proceeding, "Решете по заявлението", **benefits.ASSESSED)
    return served(Delivery.objects.get(document__kind="unemployment_benefit.order"))


def served(delivery: Delivery) -> Delivery:
    make_document(delivery.document_id)
    delivery.refresh_from_db()
    Delivery.objects.filter(pk=delivery.pk, state="preparing").update(state="waiting", sent_at=clock.now())
    delivery.refresh_from_db()
    assert download(delivery)
    delivery.refresh_from_db()
    return delivery


def test_the_order_ends_with_to_whom_and_how_it_can_be_appealed(order):
    with order.document.content.open() as opened:
        words = words_of(opened.read())
    assert "дневен срок от връчването му" in words.split("Обжалване")[1]
    assert "непотвърдена редакция на закона" in words


def test_the_person_appeals_from_the_page_of_the_document(order, visit, person):  # C-30
    page = visit(person).get(f"/d/{order.token}/")
    assert "Можете да обжалвате до 03.04.2026" in page.text
    page = page.follow("Обжалвайте").submit({}, "Подай жалбата")
    assert page.errors == ["Опишете защо не сте съгласни"]
    field = "Защо не сте съгласни с разпореждането?"
    page = page.submit({field: GROUNDS}, "Подай жалбата")
    appeal = Appeal.objects.get()
    assert f"Жалбата е заведена с входящ номер {appeal.registry_uid}." in page.text
    assert "Ръководителят решава до 20.04.2026" in page.text
    assert (appeal.grounds, appeal.is_late, appeal.identified_by) == (GROUNDS, False, "pik")
    term, task = Term.objects.get(kind="proceedings.appeal_decision"), Task.objects.get(done_at=None)
    assert (term.due_on, task.role, task.due_on) == (date(2026, 4, 20), Role.DIRECTOR, date(2026, 4, 20))
    letter = OutgoingMessage.objects.get(subject__startswith="Жалбата Ви е заведена")
    assert appeal.registry_uid in letter.text and GROUNDS not in letter.text


TIMES = [
    ("on the last day", 14, None),
    ("a day later", 15, "Срокът за обжалване изтече."),
]


@pytest.mark.parametrize(("case", "days", "refused"), TIMES, ids=[case for case, *_ in TIMES])
def test_an_appeal_is_filed_within_its_term(order, person, visit, case, days, refused):
    with clock.shift(timedelta(days=days)):
        if refused is None:
            assert not file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK).is_late
            return
        with pytest.raises(ActRefused, match=refused):
            file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK)
        assert "Срокът за обжалване изтече на 03.04.2026" in visit(person).get(f"/d/{order.token}/").text


def test_a_late_one_is_taken_at_the_counter_and_marked(order, person, at_work, director):
    proceeding = Proceeding.objects.get()
    clerk = make_official(Role.CLERK)
    with clock.shift(timedelta(days=20)):
        page = at_work(clerk).get(f"/sluzhiteli/prepiski/{proceeding.pk}/korespondentsiya/")
        page = page.follow(f"Впишете жалба: {order.document.outgoing_number}")
        page = page.submit(
            {"Как постъпи?": "на гише", "Какво се казва в жалбата?": GROUNDS}, "Заведи жалбата"
        )
        assert "Жалбата е заведена" in page.text
        appeal = Appeal.objects.get()
        assert (appeal.is_late, appeal.official) == (True, clerk)
        page = at_work(director).get("/sluzhiteli/zhalbi/").follow(appeal.registry_uid)
        assert "След срока" in page.text
        typed = {"Какво решавате?": "Оставя жалбата без разглеждане", "Мотиви": "Подадена е след срока."}
        page.submit(typed, "Издай решението")
    proceeding.refresh_from_db()
    appeal.refresh_from_db()
    assert (proceeding.state, appeal.outcome) == ("granted", "not_considered")


def test_an_order_that_is_not_served_or_not_ones_own_is_not_appealed(proceeding, act, person, other_person):
    benefits.examined(proceeding, act)
    act(proceeding, "Решете по заявлението", **benefits.ASSESSED)
    order = Delivery.objects.get(document__kind="unemployment_benefit.order")
    with pytest.raises(ActRefused, match="след като бъде връчено"):
        file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK)
    with pytest.raises(ActRefused, match="не може да се обжалва"):
        file_appeal(served(order).pk, other_person, GROUNDS, IdentifiedBy.PIK)
    statement = Delivery.objects.get(document__kind="unemployment_benefit.statement")
    with pytest.raises(ActRefused, match="не може да се обжалва"):
        file_appeal(served(statement).pk, person, GROUNDS, IdentifiedBy.PIK)


def test_sent_twice_it_is_one(order, person):
    assert file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK) == file_appeal(
        order.pk, person, "друго", IdentifiedBy.PIK
    )
    assert Term.objects.filter(kind="proceedings.appeal_decision").count() == 1


def test_the_head_rejects_it_and_the_order_stays(order, person, at_work, director):
    appeal = file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK)
    page = (
        at_work(director)
        .get("/sluzhiteli/")
        .follow(f"Решете по жалба срещу {order.document.outgoing_number}")
    )
    typed = {"Какво решавате?": "Отхвърля жалбата; разпореждането остава", "Мотиви": "Доходът е взет."}
    shown = page.submit(typed, "Преглед на документа (отваря се в нов прозорец)")
    assert "Отхвърлям жалбата" in words_of(shown.response.content)
    assert IssuedDocument.objects.filter(kind="proceedings.appeal_decision").count() == 0
    page = page.submit(typed, "Издай решението")
    assert "Решението е издадено" in page.text
    appeal.refresh_from_db()
    proceeding = Proceeding.objects.get()
    assert (proceeding.state, appeal.outcome, appeal.decided_by) == ("granted", "rejected", director)
    kept("proceedings.appeal_decision")
    assert not Task.objects.filter(done_at=None).exists()
    decision = appeal.decision
    make_document(decision.pk)
    decision.refresh_from_db()
    with decision.content.open() as opened:
        words = words_of(opened.read())
    for told in (appeal.registry_uid, "Доходът е взет.", "пред административния съд", "непотвърдена"):
        assert told in words
    delivery = Delivery.objects.get(document=decision)
    assert (delivery.addressee, delivery.method) == (person, "electronic")


def test_revoked_the_benefit_is_decided_anew(order, person, act, director, visit):
    """Its effect on the order: nothing is due by it from this month on, and the inspector decides again."""
    appeal = file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK)
    decide_appeal(appeal.pk, director, Appeal.Outcome.RETURNED, "Да се вземе доходът за юли.")
    proceeding = Proceeding.objects.get()
    assert (proceeding.state, proceeding.closed_at) == ("registered", None)
    assert BenefitDecision.objects.last().kind == "revoke"
    due = AmountDue.objects.filter(superseded_at=None, month__gte=date(2026, 3, 1))
    assert due.exists() and not due.exclude(cents=0).exists()
    page = visit(person).get(f"/moite/zayavleniya/{proceeding.application_id}/")
    assert "По жалбата е решено" in page.text
    page = act(proceeding, "Решете по заявлението", **benefits.ASSESSED)
    assert page.errors == []
    assert (proceeding.state, BenefitDecision.objects.last().kind) == ("granted", "grant")
    assert due.exclude(cents=0).exists()


WHO = [
    ("the head of another body", {"role": Role.DIRECTOR, "body": "02"}, "Жалбата е до ръководителя"),
    ("an inspector", {"role": Role.UNEMPLOYMENT_INSPECTOR}, "решава ръководителят"),
    ("an administrator", {"role": Role.ADMINISTRATOR}, "решава ръководителят"),
]


@pytest.mark.parametrize(("case", "who", "why"), WHO, ids=[case for case, *_ in WHO])
def test_nobody_else_decides(order, person, case, who, why):
    appeal = file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK)
    with pytest.raises(ActRefused, match=why):
        decide_appeal(appeal.pk, make_official(**who), Appeal.Outcome.REJECTED, "…")


def test_who_worked_on_the_order_does_not_decide_and_nobody_decides_twice(order, person, inspector, director):
    appeal = file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK)
    inspector.role = Role.DIRECTOR
    inspector.save()
    with pytest.raises(ActRefused, match="Вие работихте по преписката"):
        decide_appeal(appeal.pk, inspector, Appeal.Outcome.REJECTED, "…")
    decide_appeal(appeal.pk, director, Appeal.Outcome.REJECTED, "Доходът е взет.")
    with pytest.raises(ActRefused):
        decide_appeal(appeal.pk, director, Appeal.Outcome.RETURNED, "…")
    assert IssuedDocument.objects.filter(kind="proceedings.appeal_decision").count() == 1


def test_an_appeal_that_is_not_decided_in_time_is_shown_as_late(order, person, director, at_work):
    file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK)
    assert "Просрочена" not in at_work(director).get("/sluzhiteli/zhalbi/").text
    with run_out("proceedings.appeal_decision"):
        assert Task.objects.get(kind="proceedings.appeal_decision").done_at is None
        assert "Просрочена" in at_work(director).get("/sluzhiteli/zhalbi/").text


def test_revoked_a_recalculation_leaves_the_register(filed, act_as, officer, head, person, pension, director):
    proceeding = filed()
    for official, title in ((officer, "Изгответе проект на разпореждане"), (head, "Издайте разпореждането")):
        act_as(official)(proceeding, title)
    order = served(Delivery.objects.get(policy="pension_recalculation"))
    appeal = file_appeal(order.pk, person, GROUNDS, IdentifiedBy.PIK)
    decide_appeal(appeal.pk, director, Appeal.Outcome.RETURNED, "Да се вземе и стажът от 2026 г.")
    proceeding.refresh_from_db()
    assert (proceeding.state, recalculations_of([pension.pk])) == ("to_decide", {})
    for official, title in ((officer, "Изгответе проект на разпореждане"), (head, "Издайте разпореждането")):
        act_as(official)(proceeding, title)
    assert (proceeding.state, PensionRecalculation.objects.count()) == ("ordered", 2)
    assert len(recalculations_of([pension.pk])[pension.pk]) == 1
