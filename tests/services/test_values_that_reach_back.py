"""A value that reaches back counts the issued decisions whose receipt used it in its time, and no others (A-03)."""

from datetime import UTC, date, datetime

import pytest

from nssi.foundation import clock
from nssi.institution.models import EnteredValue
from nssi.institution.receipts import count_that_used
from nssi.pensions.models import PensionRecalculation, RevokedRecalculation
from nssi.services.unemployment_benefit.actions.look_at_registers import look_at_registers
from nssi.services.unemployment_benefit.models import BenefitDecision
from nssi.staff.actions.decide_proposal import approve_proposal
from nssi.staff.actions.propose_value import propose_value
from nssi.staff.models import ProposedValue
from nssi.terms.models import Task
from tests.services.unemployment_case import FILED, act, granted, inspector, proceeding, worked
from tests.support.officials import Role, at_work, make_official
from tests.support.pensions import grant

__all__ = ["act", "at_work", "granted", "inspector", "proceeding", "worked"]

pytestmark = pytest.mark.django_db

MAXIMUM = "unemployment_daily_maximum"
BACK = {"За кое време важи?": "И за минало време", "Коя разпоредба му дава обратна сила?": "§ 5 от акта"}


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


def used(name: str, since: date, value: str = "40.00", currency: str = "EUR") -> int:
    row = EnteredValue(name=name, since=since, value=value, currency=currency, entered_at=clock.now())
    return count_that_used(row)


def test_only_what_used_that_parameter_in_that_time_is_counted(granted):
    names = {row["name"] for row in BenefitDecision.objects.get().receipt["parameters"]}
    assert MAXIMUM in names and "fee_duplicate_certificate" not in names
    assert used(MAXIMUM, date(2026, 2, 1)) == 1
    assert used(MAXIMUM, date(2026, 1, 1)) == 1  # in the place of the one that was used
    assert used(MAXIMUM, date(2020, 1, 1), currency="BGN") == 0  # it would end before
    assert used("pension_minimum", date(2026, 2, 1)) == 0
    day = EnteredValue.WORKING_DAY
    assert (used(day, date(2026, 3, 16), "0", ""), used(day, date(2019, 3, 15), "0", "")) == (1, 0)


def test_a_recalculation_that_was_revoked_is_not_counted(person):
    pension = grant(person)
    made = PensionRecalculation.objects.create(
        pension=pension, kind="UP26", proceeding_id=pension.pk, applied_on="2026-01-05", effective_from="2026-02-01",
        counted_until=pension.granted_on, service_years=0, service_months=0, service_days=0, coefficient="1.3",
        chosen="length_and_income", before=1, after=2, currency="EUR", made_at=clock.now(),
        receipt={"parameters": [{"name": "pension_indexation", "from": "2025-07-01", "until": None}]},
    )  # fmt: skip
    assert used("pension_indexation", date(2025, 8, 1), "8.6", "") == 1
    RevokedRecalculation.objects.create(recalculation=made, revoked_at=clock.now())
    assert used("pension_indexation", date(2025, 8, 1), "8.6", "") == 0


def test_the_page_says_how_many_and_the_benefits_among_them_are_proposed_for_a_change(granted, at_work):
    first, second = make_official(Role.ADMINISTRATOR), make_official(Role.ADMINISTRATOR)
    with clock.shift(datetime(2026, 4, 10, 9, tzinfo=UTC) - clock.now()):
        look_at_registers()
        assert not Task.objects.filter(kind="unemployment_benefit.by_registers").exists()
        typed = {
            "В сила от": date(2026, 4, 1),
            "Стойност": "5,00",
            "Акт": "ЗБДОО",
            "Източник": "ДВ, бр. 99",
            **BACK,
        }
        page = at_work(first).get(f"/admin-portal/razmeri/{MAXIMUM}/").submit(typed, "Предложи")
        assert "за времето, за което ще важи новата стойност: 1." in page.text
        proposal = propose_value(
            first, name=MAXIMUM, since=date(2026, 4, 2), value="5.00", currency="EUR", act="ЗБДОО", source="ДВ",
            verified=True, ground="§ 5",
        )  # fmt: skip
        approve_proposal(ProposedValue, proposal.pk, second)
        look_at_registers()
        task = Task.objects.get(kind="unemployment_benefit.by_registers", done_at=None)
        assert "Разпореждане за изменение" in task.title
