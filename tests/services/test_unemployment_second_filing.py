"""What is filed again counts from the first filing for the three months of Art. 54a (S1.10)."""

from datetime import UTC, date, datetime

import pytest

from nssi.applications.actions.begin_second_filing import begin_second_filing
from nssi.applications.services import service
from nssi.foundation import clock
from nssi.proceedings.models import Proceeding
from nssi.services.unemployment_benefit.models import BenefitDecision
from tests.services.test_unemployment_benefit import START, declare, to_submit
from tests.services.unemployment_case import ASSESSED, OK, act, inspector, worked
from tests.support.officials import at_work

__all__ = ["act", "at_work", "inspector", "worked"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worked")]

TERMINATED = date(2026, 3, 16)
FIRST, LAST_DAY, A_DAY_LATE = date(2026, 3, 20), date(2026, 6, 16), date(2026, 6, 17)
MUCH_LATER = date(2026, 7, 20)


def on(day: date):
    """Let it be ten o'clock of that day."""
    return clock.shift(datetime(day.year, day.month, day.day, 8, tzinfo=UTC) - clock.now())


@pytest.mark.parametrize(
    ("first", "again", "applied_on", "start"),
    [
        (FIRST, None, FIRST, TERMINATED),
        (FIRST, date(2026, 4, 1), FIRST, TERMINATED),
        (FIRST, MUCH_LATER, FIRST, TERMINATED),
        (LAST_DAY, A_DAY_LATE, LAST_DAY, TERMINATED),
        (A_DAY_LATE, MUCH_LATER, A_DAY_LATE, A_DAY_LATE),
        (MUCH_LATER, None, MUCH_LATER, MUCH_LATER),
    ],
    ids=[
        "in time, once",
        "both in time",
        "the second after the three months",
        "the first on their last day, the second after it",
        "the first a day late: from that day and not from the second",
        "late, once",
    ],
)
def test_the_first_filing_counts(visit, person, act, first: date, again: date | None, applied_on, start):
    with on(first):
        to_submit(visit(person)).submit(button="Подай с ПИК")
        proceeding = Proceeding.objects.get()
        act(proceeding, "Регистрирайте лицето")
        act(proceeding, "Прегледайте документите", **OK)
        if again is not None:
            act(proceeding, "Изпратете писмо за нередности", Нередности="Актът не е подписан")
    with on(again or first):
        if again is not None:
            begin_second_filing(
                person, service("obezshtetenie-bezrabotitsa"), proceeding.application.registry_uid
            )
            declare(visit(person).get(f"{START}proverka/")).submit(button="Подай с ПИК")
            proceeding.refresh_from_db()
            assert clock.local(proceeding.application.filed_at).date() == again
            act(proceeding, "Прегледайте документите", **OK)
        act(proceeding, "Решете по заявлението", **ASSESSED)
    decision = BenefitDecision.objects.get()
    assert decision.facts["applied_on"] == str(applied_on)
    assert decision.receipt["answer"]["from"] == str(start)


def test_what_came_with_the_second_filing_is_examined_before_it_is_decided(
    visit, person, act, at_work, inspector
):
    with on(FIRST):
        to_submit(visit(person)).submit(button="Подай с ПИК")
        proceeding = Proceeding.objects.get()
        act(proceeding, "Регистрирайте лицето")
        act(proceeding, "Прегледайте документите", **OK)
        act(proceeding, "Изпратете писмо за нередности", Нередности="Актът не е подписан")
        begin_second_filing(
            person, service("obezshtetenie-bezrabotitsa"), proceeding.application.registry_uid
        )
        declare(visit(person).get(f"{START}proverka/")).submit(button="Подай с ПИК")
        case = f"/sluzhiteli/prepiski/{proceeding.pk}/"
        assert "Първо прегледайте документите." in at_work(inspector).get(case).text
        act(proceeding, "Прегледайте документите", **OK)
        assert "Първо прегледайте документите." not in at_work(inspector).get(case).text
