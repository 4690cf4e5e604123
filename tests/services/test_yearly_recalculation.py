"""The yearly recalculation on 1 April: length only for all, with income for those who filed УП-26.1 (S3.2, Art. 102(2)-(3))."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.pensions.models import (
    IncomeCoefficient,
    PensionRecalculation,
    YearlyBlock,
    YearlyFailure,
    YearlyRun,
)
from nssi.pensions.queries import report_of
from nssi.services.pension_recalculation.actions.begin_yearly_run import TooEarly, begin_yearly_run
from nssi.services.pension_recalculation.actions.do_yearly_block import do_yearly_block, end_yearly_run
from tests.support.pensions import grant
from tests.support.register import declare, merged_file
from tests.support.visitors import make_person

pytestmark = pytest.mark.django_db

NUMBER = "8502124512"


@pytest.fixture(autouse=True)
def _after_1_april_2026():
    with clock.shift(datetime(2026, 4, 10, 9, tzinfo=UTC) - clock.now()):
        yield


def work_of(year: int, *months: int, number: str = NUMBER, file=None) -> None:
    for month in months:
        declare(number, Month(year, month), file or merged_file())


def run_of(year: int) -> YearlyRun:
    run = begin_yearly_run(year)
    for block in YearlyBlock.objects.filter(run=run).values_list("pk", flat=True):
        do_yearly_block(block)
    end_yearly_run(run.pk)
    run.refresh_from_db()
    return run


def test_a_year_of_work_makes_the_pension_higher_from_1_april():  # S3.2
    pension = grant(make_person(NUMBER))
    work_of(2025, *range(1, 13))
    run = run_of(2026)
    assert report_of(run) | {"rise": 0} == {
        "higher": 1, "unchanged": 0, "without_service": 0, "excluded": 0, "failed": 0, "without_coefficient": 0,
        "rise": 0, "blocks": 1, "blocks_done": 1, "looked_at": 1,
    }  # fmt: skip
    row = PensionRecalculation.objects.get(pension=pension)
    assert (row.kind, str(row.effective_from), str(row.service)) == (
        "EX_OFFICIO",
        "2026-04-01",
        "1\xa0г. 0\xa0м. 0\xa0д.",
    )
    # R1: 889.88 → 913.30 leva at the grant; both × 1.11 is not due (granted in 2024), × 1.086, in euro
    assert (row.before, row.after, row.currency) == (49412, 50712, "EUR")
    assert row.receipt["rule"] == "pension-recalculation"
    assert row.receipt["answer"]["chosen"] == "length_only"


def test_what_was_counted_is_not_counted_again():
    grant(make_person(NUMBER))
    work_of(2025, *range(1, 13))
    run_of(2026)
    with clock.shift(timedelta(days=365)):
        run = run_of(2027)
    assert report_of(run)["without_service"] == 1


def test_work_of_this_year_waits_for_the_next():  # Art. 102(2): to 31 December
    grant(make_person(NUMBER))
    work_of(2026, 1, 2, 3)
    assert report_of(run_of(2026))["without_service"] == 1


def test_what_was_declared_after_the_run_began_changes_nothing_in_it():
    grant(make_person(NUMBER))
    run = begin_yearly_run(2026)
    work_of(2025, 1, file=merged_file(clock.now() + timedelta(hours=1)))
    for block in YearlyBlock.objects.filter(run=run).values_list("pk", flat=True):
        do_yearly_block(block)
    assert report_of(run)["without_service"] == 1


def test_with_income_where_it_was_asked_for_and_is_more_favourable():  # S3.1
    pension = grant(make_person(NUMBER), yearly_since=datetime(2025, 5, 1).date())  # noqa: DTZ001
    IncomeCoefficient.objects.create(
        pension=pension, year=2026, coefficient=Decimal("1.3"), imported_at=clock.now()
    )
    work_of(2025, *range(1, 13))
    run_of(2026)
    row = PensionRecalculation.objects.get()
    assert (row.kind, row.chosen, str(row.coefficient)) == ("UP26_1", "length_and_income", "1.3000")


def test_without_its_coefficient_the_length_alone_is_counted_and_the_report_says_so():
    grant(make_person(NUMBER), yearly_since=datetime(2025, 5, 1).date())  # noqa: DTZ001
    work_of(2025, 1)
    report = report_of(run_of(2026))
    assert (report["higher"], report["without_coefficient"]) == (1, 1)


def test_a_pension_recalculated_by_application_is_left_out():  # Art. 102(2)
    pension = grant(make_person(NUMBER))
    work_of(2025, *range(1, 13))
    PensionRecalculation.objects.create(
        pension=pension, kind="UP26", proceeding_id=pension.pk, applied_on="2026-02-01", effective_from="2026-02-01",
        counted_until="2025-06-30", service_years=0, service_months=6, service_days=0, coefficient="1.2",
        chosen="length_only", before=1, after=2, currency="EUR", receipt={}, made_at=clock.now(),
    )  # fmt: skip
    assert report_of(run_of(2026))["excluded"] == 1


def test_one_that_cannot_be_computed_stops_no_other():
    grant(make_person(NUMBER), granted_on=datetime(2019, 5, 1).date())  # noqa: DTZ001
    grant(make_person("7906058746", first="Георги"), "П-2")
    work_of(2025, 1)
    work_of(2025, 1, number="7906058746")
    report = report_of(run_of(2026))
    assert (report["higher"], report["failed"]) == (1, 1)
    assert YearlyFailure.objects.get().why


def test_a_run_is_begun_once_and_a_block_is_done_once():
    grant(make_person(NUMBER))
    work_of(2025, 1)
    assert run_of(2026).pk == run_of(2026).pk
    assert PensionRecalculation.objects.count() == 1
    assert YearlyRun.objects.get().ended_at is not None


def test_a_run_begins_on_its_day_and_not_before():
    with pytest.raises(TooEarly):
        begin_yearly_run(2027)
