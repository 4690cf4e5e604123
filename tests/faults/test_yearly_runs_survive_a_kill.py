"""kill -9 of whoever begins the yearly run, and of a worker at each point of it: it goes on where it was, and each pension
is recalculated once (issue 7)."""

from datetime import UTC, datetime
from functools import partial

import pytest

from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.pensions.models import PensionRecalculation, YearlyBlock, YearlyRun
from nssi.pensions.queries import report_of
from nssi.services.pension_recalculation.actions.begin_yearly_run import begin_yearly_run
from nssi.services.pension_recalculation.actions.do_yearly_block import do_yearly_block, end_yearly_run
from nssi.services.pension_recalculation.jobs import continue_yearly_runs
from tests.support.kills import deaths, dies_and_lives
from tests.support.pensions import grant
from tests.support.register import declare, merged_file
from tests.support.visitors import make_person
from tests.support.work import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)

NUMBERS = ("8502124512", "7906058746", "8032056031")
DONE = YearlyBlock.State.DONE


@pytest.fixture(autouse=True)
def _after_1_april_2026(monkeypatch):
    monkeypatch.setattr("nssi.services.pension_recalculation.actions.begin_yearly_run.PENSIONS_IN_BLOCK", 1)
    with clock.shift(datetime(2026, 4, 10, 9, tzinfo=UTC) - clock.now()):
        yield


@pytest.fixture
def pensions(db) -> None:
    file = merged_file()
    for serial, number in enumerate(NUMBERS):
        grant(make_person(number, first=f"Лице{serial}"), f"П-{serial}")
        declare(number, Month(2025, 1), file)


@pytest.mark.usefixtures("pensions")
def test_a_run_goes_on_wherever_it_was_killed_and_doubles_nothing():
    dies_and_lives(lambda: begin_yearly_run(2026), YearlyRun.objects.exists)
    run = YearlyRun.objects.get()
    blocks = list(YearlyBlock.objects.order_by("first").values_list("pk", flat=True))
    assert len(blocks) == len(NUMBERS)
    for block in blocks[:2]:
        for point in deaths(partial(work_on, block)):
            done = YearlyBlock.objects.filter(state=DONE).count()
            assert PensionRecalculation.objects.count() == done, f"point {point}"
            assert report_of(run)["higher"] == done, f"point {point}"
    continue_yearly_runs(0)
    run_jobs()
    run.refresh_from_db()
    assert run.ended_at is not None
    assert sorted(PensionRecalculation.objects.values_list("pension__file_number", flat=True)) == [
        "П-0",
        "П-1",
        "П-2",
    ]


def work_on(block: int) -> None:
    """Do what the job of a block does."""
    do_yearly_block(block)
    end_yearly_run(YearlyBlock.objects.values_list("run_id", flat=True).get(pk=block))
