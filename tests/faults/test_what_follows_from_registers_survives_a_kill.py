"""kill -9 of what follows from the registers after a grant: the annulment is there whole or not at all, and once; the hourly look
proposes an order once, passes over no proceeding, and the next one goes on where it was killed (issue 7, Art. 54d-54zh)."""

from datetime import UTC, date, datetime

import pytest

from nssi.foundation import clock
from nssi.insurance.models import InsuranceDataRecord
from nssi.law.calendar import Month
from nssi.payments.models import AmountDue
from nssi.proceedings.models import Proceeding
from nssi.services.unemployment_benefit.actions.look_at_registers import look_at_registers
from nssi.services.unemployment_benefit.models import BenefitDecision, RegisterLook
from nssi.services.unemployment_benefit.service import UNEMPLOYMENT_BENEFIT
from nssi.terms.models import Task
from tests.faults.test_deciding_survives_a_kill import _on_the_day_of_filing, act, dying, kinds
from tests.services.unemployment_case import ANSWERS, ASSESSED, NUMBER, OK, inspector, proceeding, worked
from tests.services.walks import filed_at_once
from tests.support.benefits import paid
from tests.support.kills import deaths
from tests.support.officials import Role, at_work, make_official
from tests.support.register import declare, merged_file
from tests.support.visitors import make_person

__all__ = ["_on_the_day_of_filing", "act", "at_work", "dying", "inspector", "proceeding", "worked"]

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = "8032056031"


def test_a_grant_without_a_right_is_annulled_once(proceeding, act, dying, inspector):
    """What is due, what was paid and the state turn with the order, or nothing does (Art. 54zh(2))."""
    act(proceeding, inspector, "Регистрирайте лицето")
    act(proceeding, inspector, "Прегледайте документите", **OK)
    act(proceeding, inspector, "Решете по заявлението", **ASSESSED)
    with clock.shift(datetime(2026, 6, 10, 9, tzinfo=UTC) - clock.now()):
        paid(date(2026, 5, 1), make_official(Role.UNEMPLOYMENT_INSPECTOR), inspector, date(2026, 6, 15))
        forget_the_work(clock.now())
        why = {"На какво се основава отмяната?": "заличени декларации"}
        dying(proceeding, inspector, "Отменете отпускането по сегашните данни", **why)
    assert (proceeding.state, list(BenefitDecision.objects.values_list("kind", flat=True))) == (
        "annulled",
        ["grant", "annul"],
    )
    assert not AmountDue.objects.filter(superseded_at=None, cents__gt=0).exists()
    assert sorted(kinds()) == ["order", "order", "statement"]


def test_a_look_at_the_registers_proposes_once_and_never_passes_over_a_proceeding(
    proceeding, act, inspector, monkeypatch
):
    """Killed at each of its writes, the hourly look leaves a proceeding unlooked at, or its proposal there; the next one goes on."""
    monkeypatch.setattr("nssi.services.unemployment_benefit.actions.look_at_registers.AT_ONCE", 1)
    grants = [proceeding, filed_by_another()]
    for each in grants:
        act(each, inspector, "Регистрирайте лицето")
        act(each, inspector, "Прегледайте документите", **OK)
        act(each, inspector, "Решете по заявлението", **ASSESSED)
    with clock.shift(datetime(2026, 6, 10, 9, tzinfo=UTC) - clock.now()):
        look_at_registers()
        before = clock.now()
    with clock.shift(datetime(2026, 6, 11, 9, tzinfo=UTC) - clock.now()):
        for number in (NUMBER, OTHER):
            declare(number, Month(2026, 5), merged_file(clock.now(), Month(2026, 5)))
        seen, died = [], 0
        for point in deaths(look_at_registers):
            died += point is not None
            proposed, looked = told(), looked_at_after(before)
            assert len(proposed) == len(set(proposed)) and looked <= set(proposed), f"point {point}"
            seen.append(len(proposed))
        assert (seen[0], seen[-1], seen == sorted(seen)) == (0, 2, True)
        assert died >= 4 and looked_at_after(before) == {str(each.pk) for each in grants}


def filed_by_another() -> Proceeding:
    file = merged_file()
    for back in range(25):
        declare(OTHER, Month(2026, 2).plus(-back), file, insurable_income=200_000)
    person = make_person(OTHER)
    return Proceeding.objects.get(
        application=filed_at_once(person, UNEMPLOYMENT_BENEFIT, ANSWERS, {"termination_act": "акт.pdf"})
    )


def forget_the_work(moment: datetime) -> None:
    """Let the insurer delete so many months that there never were twelve of eighteen."""
    months = [Month(2025, 11).plus(-back) for back in range(22)]
    file = merged_file(moment, *months)
    deleting = InsuranceDataRecord.Correction.DELETING
    for month in months:
        declare(NUMBER, month, file, correction_code=deleting, insurable_income=0)


def told() -> list[str]:
    """Return the proceedings for which an order is proposed, one entry a proposal."""
    waiting = Task.objects.filter(kind="unemployment_benefit.by_registers", done_at=None)
    return list(waiting.values_list("subject_id", flat=True))


def looked_at_after(moment: datetime) -> set[str]:
    """Return the proceedings of which is kept that they were looked at since `moment`."""
    found = RegisterLook.objects.filter(known_at__gt=moment)
    return {str(pk) for pk in found.values_list("proceeding_id", flat=True)}
