"""What the registers say after a grant makes a proposal of an order by itself; an inspector issues it or leaves it (issue 7, Art. 54d-54zh)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nssi.applications.models import IdentifiedBy
from nssi.delivery.models import Delivery
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.insurance.models import InsuranceDataRecord
from nssi.law.calendar import Month
from nssi.law.recompute import recompute
from nssi.payments.models import AmountDue
from nssi.proceedings.actions.decide_appeal import decide_appeal
from nssi.proceedings.actions.file_appeal import file_appeal
from nssi.proceedings.models import Appeal
from nssi.services.unemployment_benefit.actions import look_at_registers as looking
from nssi.services.unemployment_benefit.actions.look_at_registers import look_at_registers
from nssi.services.unemployment_benefit.models import BenefitDecision, UndulyReceivedOrder
from nssi.terms.models import Task
from tests.services.test_appeals import served
from tests.services.unemployment_case import (
    ASSESSED,
    FILED,
    NUMBER,
    act,
    granted,
    inspector,
    proceeding,
    worked,
)
from tests.services.walks import words_of
from tests.support.benefits import paid
from tests.support.officials import Role, at_work, make_official
from tests.support.pensions import grant
from tests.support.register import declare, merged_file

__all__ = ["act", "at_work", "granted", "inspector", "proceeding", "worked"]

pytestmark = pytest.mark.django_db

DELETING = InsuranceDataRecord.Correction.DELETING
MAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


@pytest.fixture
def in_june(granted):
    """In June, after the registers were looked at once and had nothing to say."""
    with clock.shift(datetime(2026, 6, 10, 9, tzinfo=UTC) - clock.now()):
        look_at_registers()
        assert proposed() == []
        yield


def proposed() -> list[str]:
    """Return the titles of the proposals that wait."""
    kinds = ("unemployment_benefit.by_registers", "unemployment_benefit.by_payments")
    return list(
        Task.objects.filter(kind__in=kinds, done_at=None).order_by("pk").values_list("title", flat=True)
    )


def learn(*months: Month, **fields) -> None:
    """Let a file come in now that says this of the person for these months."""
    file = merged_file(clock.now(), *months)
    for month in months:
        declare(NUMBER, month, file, **fields)


def delete_the_work() -> None:
    """Let the insurer delete all months but three: there never were twelve of eighteen."""
    learn(*(Month(2025, 11).plus(-back) for back in range(22)), correction_code=DELETING, insurable_income=0)


def nothing_decided(granted) -> bool:
    granted.refresh_from_db()
    orders = IssuedDocument.objects.filter(kind="unemployment_benefit.order").count()
    return (granted.state, BenefitDecision.objects.count(), orders) == ("granted", 1, 1)


def test_work_that_an_insurer_declares_proposes_the_order_that_stops(
    in_june, granted, act, at_work, inspector
):
    learn(Month(2026, 5), days_insured_on=((1 << 31) - 1) ^ 0b111, insured_days=18)
    assert look_at_registers() == 1
    assert proposed() == [
        "Осигурител е декларирал работа от 04.05.2026\N{NO-BREAK SPACE}г. Предложение: "
        "Разпореждане за прекратяване на парично обезщетение за безработица"
    ]
    assert nothing_decided(granted)
    assert look_at_registers() == 1  # what came within the overlap is looked at again, and proposed once
    assert len(proposed()) == 1
    assert "Осигурител е декларирал работа" in at_work(inspector).get("/sluzhiteli/").text
    title = "Впишете промяна в обстоятелствата"
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/").follow(title)
    assert "Предложение по регистрите: Разпореждане за прекратяване" in page.text
    assert "декларация обр. № 1 от 175074752" in page.html
    assert page.submit({}, title).errors == []
    granted.refresh_from_db()
    decision = BenefitDecision.objects.last()
    assert (granted.state, decision.kind, decision.receipt["answer"]["to"]) == (
        "interrupted",
        "stop",
        "2026-05-03",
    )
    assert proposed() == []
    look_at_registers()
    assert proposed() == []


def test_a_pension_in_the_register_proposes_the_order_that_stops(in_june, granted, person):
    grant(person, granted_on=date(2026, 5, 20))
    look_at_registers()
    assert "има пенсия от 20.05.2026" in proposed()[0]
    assert "Разпореждане за прекратяване" in proposed()[0]
    assert nothing_decided(granted)


def test_another_income_proposes_the_order_that_changes(in_june, granted, act):
    learn(Month(2025, 7), insurable_income=50_000, correction_code=1)
    look_at_registers()
    assert proposed()[0].startswith(
        "По сегашните данни преценката е друга. Предложение: Разпореждане за изменение"
    )
    assert nothing_decided(granted)
    act(
        granted,
        "Издайте разпореждане за изменение по сегашните данни",
        **{"На какво се основава изменението?": "коригирана декларация"},
    )
    assert (granted.state, BenefitDecision.objects.last().kind, proposed()) == ("granted", "change", [])


def test_where_there_was_no_right_it_is_proposed_to_annul_the_grant_and_then_to_ask_back(
    in_june, granted, act, at_work, inspector, visit, person
):
    paid(MAY, make_official(Role.UNEMPLOYMENT_INSPECTOR), inspector, date(2026, 6, 15))
    delete_the_work()
    look_at_registers()
    assert proposed()[0].startswith("По сегашните данни в регистъра лицето не е имало право. Предложение: ")
    assert "Разпореждане за отмяна на отпуснато" in proposed()[0]
    assert nothing_decided(granted)
    title = "Отменете отпускането по сегашните данни"
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/").follow(title)
    assert page.submit({}, title).errors == ["Посочете на какво се основава отмяната"]
    typed = {"На какво се основава отмяната?": "заличени декларации"}
    drawn = page.submit(typed, "Преглед на документа (отваря се в нов прозорец)")
    assert "ПРОЕКТ" in words_of(drawn.response.content)
    assert act(granted, title, **typed).errors == []
    decision = BenefitDecision.objects.last()
    assert (granted.state, granted.decided, decision.kind) == ("annulled", True, "annul")
    assert recompute(decision.receipt).same
    assert not AmountDue.objects.filter(superseded_at=None, cents__gt=0).exists()
    words = words_of_order(decision.get_kind_display())
    for told in (
        "Отпускането с разпореждане от 20.03.2026 г. се отменя от началото си, 16.03.2026 г.",
        "няма право на парично обезщетение",
        "чл. 54ж, ал. 2 КСО",
        "заличени декларации",
        "Обжалване",
    ):
        assert told in words
    look_at_registers()
    assert proposed()[0].startswith("Платени са в повече ")
    assert "Разпореждане за възстановяване" in proposed()[0]
    title = "Издайте разпореждане за недължимо получени суми"
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/").follow(title)
    why = next(label for label in page.form(title).labels if label.startswith("Защо не са били дължими"))
    typed = {why: "Отменено отпускане.", "Как са получени сумите?": "добросъвестно: връщат се без лихва"}
    assert page.submit(typed, title).errors == []
    assert UndulyReceivedOrder.objects.count() == 1
    look_at_registers()
    assert proposed() == []
    assert "Отпускането е отменено" in visit(person).get("/moite/spravki/bezrabotitsa/").text


def test_an_annulment_that_an_appeal_revokes_is_decided_anew(in_june, granted, act, person):
    delete_the_work()
    act(granted, "Отменете отпускането по сегашните данни", **{"На какво се основава отмяната?": "заличени"})
    assert granted.state == "annulled"
    title = BenefitDecision.Kind.ANNUL.label
    order = served(Delivery.objects.get(document__title=title))
    appeal = file_appeal(order.pk, person, "Работила съм.", IdentifiedBy.PIK)
    decide_appeal(appeal.pk, make_official(Role.DIRECTOR), Appeal.Outcome.RETURNED, "Заличено е по грешка.")
    granted.refresh_from_db()
    assert (granted.state, granted.closed_at) == ("registered", None)
    learn(*(Month(2025, 11).plus(-back) for back in range(22)), insurable_income=200_000)
    assert act(granted, "Решете по заявлението", **ASSESSED).errors == []
    assert granted.state == "granted"
    assert AmountDue.objects.filter(superseded_at=None, cents__gt=0).exists(), "it is paid again"


def words_of_order(title: str) -> str:
    document = IssuedDocument.objects.get(title=title)
    make_document(document.id)
    document.refresh_from_db()
    with document.content.open() as content:
        return words_of(content.read())


def test_what_was_left_without_consequences_is_not_proposed_again_by_the_same_data(in_june, granted, act):
    learn(Month(2026, 5))
    look_at_registers()
    title = "Оставете предложение без последици"
    assert act(granted, title).errors == ["Напишете причината"]
    page = act(granted, title, **{"Защо разпореждането не се издава?": "еднодневен трудов договор"})
    assert page.errors == []
    assert granted.events.last().note == "еднодневен трудов договор"
    assert nothing_decided(granted)
    look_at_registers()
    assert proposed() == []
    learn(Month(2026, 6))
    learn(Month(2026, 5), correction_code=DELETING)
    look_at_registers()
    assert "от 01.06.2026" in proposed()[0]  # other data


def test_what_the_data_ask_for_no_more_is_withdrawn(in_june, granted):
    learn(Month(2026, 5))
    look_at_registers()
    assert len(proposed()) == 1
    with clock.shift(timedelta(hours=1)):
        learn(Month(2026, 5), correction_code=DELETING)
        look_at_registers()
        assert proposed() == []


def test_news_of_others_and_of_the_benefit_itself_propose_nothing(
    in_june, granted, django_assert_num_queries
):
    with clock.shift(timedelta(hours=1)):
        file = merged_file(clock.now(), Month(2026, 5))
        declare("6001010011", Month(2026, 5), file)
        assert look_at_registers() == 0
        learn(Month(2026, 4), insured_type=15, insurable_income=0)  # declared by who pays the benefit
        assert look_at_registers() == 1
        assert proposed() == []
    with clock.shift(timedelta(days=30)):
        look_at_registers()
        with django_assert_num_queries(4):  # nothing new: no register is read
            assert look_at_registers() == 0


def test_one_that_cannot_be_looked_at_holds_no_other_up_and_is_tried_again(in_june, granted, monkeypatch):
    learn(Month(2026, 5))

    def broken(proceeding_id) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(looking, "renew_proposals", broken)
        assert look_at_registers() == 1
    assert proposed() == []
    with clock.shift(timedelta(days=1)):
        look_at_registers()
        assert len(proposed()) == 1
