"""What a local office received, decided and has late: exact figures, a chart with its table, and CSV."""

from datetime import date, datetime, timedelta

import pytest

from nssi.foundation import clock
from nssi.look.chart import chart_of
from nssi.proceedings.statistics import MonthFigures, Period, ServiceFigures, by_month, by_service
from tests.staff.test_queue import fill

__all__ = ["fill"]

pytestmark = pytest.mark.django_db

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def at(day: str, hour: int = 12) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), clock.SOFIA) + timedelta(hours=hour)


@pytest.fixture
def office(fill, proceeding):
    """An office with one of each; the proceeding of the fixture was moved away."""
    type(proceeding).objects.update(body_id="02")
    decided = {"state": "issued", "role": "", "decided": True}
    fill(1, opened_at=at("2026-01-10"), closed_at=at("2026-01-20"), **decided)
    fill(1, opened_at=at("2026-02-10"), closed_at=at("2026-03-12"), **decided)
    fill(1, opened_at=at("2026-02-10"), closed_at=at("2026-04-21"), late_since="2026-03-12", **decided)
    fill(1, opened_at=at("2026-05-01"), closed_at=at("2026-05-02"), state="withdrawn", role="")
    fill(1, opened_at=at("2026-06-01"), days=-3, late_since=clock.today() - timedelta(days=3))
    fill(1, opened_at=at("2025-12-31", 23))
    fill(1, opened_at=at("2025-11-01"), closed_at=at("2025-12-31"), **decided)


def test_the_figures_are_exact(office):
    assert by_service("03", YEAR) == [
        ServiceFigures("tri-vaprosa", received=5, decided=3, ended=1, decided_late=1, late=1, median_days=30)
    ]


def test_months_are_those_of_sofia(office, fill):
    fill(1, opened_at=at("2026-02-01", 0))  # still January in UTC
    months = by_month("03", YEAR)
    assert len(months) == 12
    assert months[:2] == [MonthFigures(date(2026, 1, 1), 1, 1), MonthFigures(date(2026, 2, 1), 3, 0)]


def test_the_page_shows_them_with_a_chart_and_a_table(at_work, clerk, office):
    page = at_work(clerk).get("/sluzhiteli/statistika/?godina=2026")
    assert "ТП на НОИ – Варна" in page.text
    assert "Три въпроса 5 3 1 1 1 30" in page.text
    assert page.root.xpath("//svg[@role='img']/title")
    lines = page.follow("Изтеглете таблицата (CSV)").response.streaming_content
    rows = b"".join(lines).decode("utf-8-sig").splitlines()
    assert rows[1] == "Три въпроса;5;3;1;1;1;30"


def test_of_a_year_in_which_nothing_came_in_nothing_is_drawn(at_work, clerk, office, travel):
    travel(days=366)
    page = at_work(clerk).get("/sluzhiteli/statistika/?godina=2027")
    assert "Три въпроса 0 0 0 0" in page.text
    assert not page.root.xpath("//svg[@role='img']/title")


def test_an_office_without_proceedings(at_work, clerk):
    assert "Няма преписки за този период." in at_work(clerk).get("/sluzhiteli/statistika/").text


@pytest.mark.parametrize("year", ["1", "abc", "9999", "%00"])
def test_a_year_that_is_none_shows_this_one(at_work, clerk, office, year):
    assert at_work(clerk).get(f"/sluzhiteli/statistika/?godina={year}").status == 200


def test_a_bar_is_as_high_as_its_share():
    chart = chart_of([1, 2], {"received": [10, 0], "decided": [5, 0]})
    heights = {(bar.kind, bar.count): bar.height for bar in chart.bars}
    assert heights["received", 10] == 2 * heights["decided", 5] > 0
    assert all(bar.y + bar.height == chart.baseline for bar in chart.bars)
    assert chart_of([], {"received": []}).bars == ()
