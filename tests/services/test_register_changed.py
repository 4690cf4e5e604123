"""The register changes between what the official saw and what they issue: the page says so and asks again, and nothing is
issued on what nobody looked at (issue 7, "Bad input and faults"). One test a service; of sums asked back see the benefit.
"""

from datetime import UTC, date, datetime

import pytest

from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.look.page_client import Page
from nssi.payments.models import AmountDue
from nssi.pensions.models import PensionRecalculation
from nssi.proceedings.models import Proceeding
from nssi.services.unemployment_benefit.models import BenefitDecision, UndulyReceivedOrder
from tests.archive.holdings import deposit, insurer
from tests.services.archive_case import confirm, read
from tests.services.archive_case import filed as filed_for_archive
from tests.services.test_pension_procedure import act as act_as
from tests.services.test_pension_procedure import drafted, filed, head, officer, pension
from tests.services.unemployment_case import (
    ASSESSED,
    FILED,
    NUMBER,
    OK,
    act,
    granted,
    inspector,
    proceeding,
    worked,
)
from tests.support.benefits import paid
from tests.support.officials import Role, at_work, make_official
from tests.support.register import declare, merged_file

__all__ = [
    "act",
    "act_as",
    "at_work",
    "filed",
    "granted",
    "head",
    "inspector",
    "officer",
    "pension",
    "proceeding",
    "worked",
]

pytestmark = pytest.mark.django_db

CHANGED = "Данните в регистъра се промениха, докато страницата беше отворена."


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


def asked_again(page: Page, title: str, **typed) -> Page:
    """Send the page: it says that the register changed, and has kept what was typed."""
    issued = IssuedDocument.objects.count()
    page = page.submit(typed, title)
    assert page.errors[0].startswith(CHANGED), page.errors
    assert IssuedDocument.objects.count() == issued
    return page


def test_a_declaration_comes_in_while_a_benefit_is_decided(proceeding, act, at_work, inspector):
    act(proceeding, "Регистрирайте лицето")
    act(proceeding, "Прегледайте документите", **OK)
    title = "Решете по заявлението"
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow(title)
    declare(NUMBER, Month(2026, 2), merged_file(), insurable_income=100_000)
    page = asked_again(page, title, **ASSESSED)
    assert not BenefitDecision.objects.exists()
    page = page.submit({}, title)
    assert page.errors == []
    assert BenefitDecision.objects.get().kind == "grant"


def test_what_is_due_changes_while_it_is_asked_back(granted, act, at_work, inspector):
    with clock.shift(datetime(2026, 6, 10, 9, tzinfo=UTC) - clock.now()):
        paid(date(2026, 5, 1), make_official(Role.UNEMPLOYMENT_INSPECTOR), inspector, date(2026, 6, 15))
        event = {"Какво се промени?": "започна работа", "От коя дата?": date(2026, 5, 4)}
        act(granted, "Впишете промяна в обстоятелствата", **event, Доказателство="справка")
        title = "Издайте разпореждане за недължимо получени суми"
        page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/").follow(title)
        ground = next(label for label in page.form(title).labels if label.startswith("Защо не са"))
        AmountDue.objects.filter(superseded_at=None, month=date(2026, 4, 1)).update(superseded_at=clock.now())
        typed = {ground: "Започната работа.", "Как са получени сумите?": "добросъвестно: връщат се без лихва"}
        page = page.submit(typed, title)
        assert page.errors == ["Платеното или дължимото се промени. Прегледайте страницата отново."]
        assert not UndulyReceivedOrder.objects.exists()
        assert page.submit({}, title).errors == []
    assert UndulyReceivedOrder.objects.exists()


def test_a_declaration_comes_in_while_a_recalculation_is_drafted(filed, at_work, officer):
    with clock.shift(datetime(2026, 5, 11, 9, tzinfo=UTC) - clock.now()):
        proceeding, title = filed(), "Изгответе проект на разпореждане"
        page = at_work(officer).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow(title)
        declare(NUMBER, Month(2026, 1), merged_file())
        page = asked_again(page, title)
        assert page.submit({}, title).errors == []


def test_the_pension_changes_between_the_draft_and_its_issue(filed, act_as, officer, head, pension):
    with clock.shift(datetime(2026, 5, 11, 9, tzinfo=UTC) - clock.now()):
        proceeding = filed()
        drafted(proceeding, act_as, officer)
        PensionRecalculation.objects.create(
            pension=pension, kind="UP26", proceeding_id=pension.pk, applied_on="2026-05-01", effective_from="2026-05-01",
            counted_until=pension.granted_on, service_years=0, service_months=0, service_days=0, coefficient="1.3",
            chosen="length_and_income", before=1, after=2, currency="EUR", receipt={}, made_at=clock.now(),
        )  # fmt: skip
        page = act_as(proceeding, head, "Издайте разпореждането")
        assert "Данните за пенсията в регистъра се промениха след проекта." in page.text
        assert (proceeding.state, IssuedDocument.objects.count()) == ("drafted", 0)
        act_as(proceeding, head, "Върнете проекта", Причина="нови данни")
        drafted(proceeding, act_as, officer)
        act_as(proceeding, head, "Издайте разпореждането")
    assert proceeding.state == "ordered"


def test_another_payroll_is_confirmed_while_a_certificate_is_issued(person, at_work):
    officer, second = make_official(Role.ARCHIVE_OFFICER), make_official(Role.ARCHIVE_OFFICER)
    himko = insurer("Химко АД", eik="103000007", by=officer)
    deposit(himko, date(1967, 3, 1), date(1999, 12, 1), by=officer)
    stroy = insurer("Строй АД", eik="103000008", by=officer)
    deposit(stroy, date(1967, 3, 1), date(1999, 12, 1), by=officer)
    application = filed_for_archive(person)
    confirm(read(application, himko, "01.1979..12.1979; м; 3; 140; 140; 0; 12; 13", officer), second)
    proceeding, title = Proceeding.objects.get(), "Издай поисканите документи"
    page = at_work(officer).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow(title)
    confirm(read(application, stroy, "01.1980..12.1980; м; 3; 150; 150; 0; 12; 14", officer), second)
    page = asked_again(page, title)
    assert page.submit({}, title).errors == []
    proceeding.refresh_from_db()
    assert (proceeding.state, IssuedDocument.objects.count()) == ("issued", 2)
