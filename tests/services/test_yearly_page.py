"""The yearly recalculation for officials: who asked for it, the run, its report, what could not be computed (O-33)."""

from datetime import UTC, date, datetime

import pytest

from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.pensions.models import PensionRecalculation, YearlyBlock, YearlyRun
from nssi.services.pension_recalculation.actions.do_yearly_block import do_yearly_block, end_yearly_run
from tests.support.officials import Role, at_work, make_official
from tests.support.pensions import grant
from tests.support.register import declare, merged_file
from tests.support.visitors import make_person

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

PAGE = "/sluzhiteli/pensii/ezhegodno/"
BEGIN = "Започнете преизчисляването за 2026\N{NO-BREAK SPACE}г."


@pytest.fixture(autouse=True)
def _after_1_april_2026():
    with clock.shift(datetime(2026, 4, 10, 9, tzinfo=UTC) - clock.now()):
        yield


def rows(page) -> dict[str, str]:
    """Return the report of the first run that is shown."""
    (report, *_others) = page.root.xpath("//dl[@class='govuk-summary-list']")
    return {
        " ".join(row[0].text_content().split()): " ".join(row[1].text_content().split())
        for row in report.xpath("./div")
    }


def test_a_head_begins_it_and_both_read_how_far_it_is_and_what_it_found(at_work):
    officer, head = make_official(Role.PENSION_OFFICER), make_official(Role.PENSION_HEAD)
    grant(make_person("8502124512"), yearly_since=date(2025, 5, 1))
    grant(make_person("7906058746", first="Георги"), "П-2", granted_on=date(2019, 5, 1))
    for number in ("8502124512", "7906058746"):
        declare(number, Month(2025, 1), merged_file())
    page = at_work(officer).get("/sluzhiteli/").follow("Ежегодно преизчисляване")
    assert "Започва го ръководителят" in page.text
    assert BEGIN not in page.buttons
    assert "Мария Петрова Иванова" in page.text and "Георги" not in page.text
    assert "няма за 2026" in page.text
    page = at_work(head).get(PAGE).submit(button=BEGIN)
    assert "Преизчисляването за 2026" in page.text and "Прегледани са 0 от 2 пенсии" in page.text
    assert BEGIN not in page.buttons
    run = YearlyRun.objects.get()
    assert run.begun_by == head
    for block in YearlyBlock.objects.values_list("pk", flat=True):
        do_yearly_block(block)
    end_yearly_run(run.pk)
    page = at_work(officer).get(PAGE)
    row = PensionRecalculation.objects.get()
    found = rows(page)
    assert found["Увеличени пенсии"].startswith("1, общо с ")
    assert f"{(row.after - row.before) // 100}," in found["Увеличени пенсии"]
    assert (found["УП-26.1 без коефициент с новия доход"], found["Не можаха да се изчислят"]) == ("1", "1")
    assert "П-2" in page.text


def test_before_1_april_nobody_begins_it(at_work):
    with clock.shift(datetime(2026, 3, 20, 9, tzinfo=UTC) - clock.now()):
        browser = at_work(make_official(Role.PENSION_HEAD))
        page = browser.get(PAGE)
        assert "може да започне на 1" in page.text
        assert "Никой не е заявил ежегодно преизчисляване." in page.text
        browser.post(PAGE, {})
    assert not YearlyRun.objects.exists()


def test_sent_twice_it_is_begun_once_and_an_officer_does_not_begin_it(at_work):
    head = at_work(make_official(Role.PENSION_HEAD))
    for _ in range(2):
        head.post(PAGE, {})
    assert YearlyRun.objects.count() == 1
    assert at_work(make_official(Role.PENSION_OFFICER)).client.post(PAGE).status_code == 403
    assert at_work(make_official(Role.UNEMPLOYMENT_INSPECTOR)).client.get(PAGE).status_code == 403
