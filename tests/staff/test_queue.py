"""The queue: what waits for officials of a body and role, the most urgent first; taking the next (O-02)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from nssi.applications.models import Application
from nssi.foundation import clock
from nssi.proceedings.actions.let_go import park
from nssi.proceedings.actions.take_proceeding import take_next, take_proceeding
from nssi.proceedings.models import NEVER, Proceeding
from nssi.proceedings.queue import ROWS
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def fill(application):
    """Put more proceedings into the queue, copies of one: `fill(count, body="03", days=…)`."""

    def more(count: int, *, days: int = 30, **changed: object) -> list[Proceeding]:
        made = []
        application.refresh_from_db()
        for _ in range(count):
            copy = Application.objects.get(pk=application.pk)
            copy.pk, copy.draft_id = Proceeding._meta.pk.default(), Proceeding._meta.pk.default()
            copy.document = None
            copy.registry_uid = f"9901-{Proceeding.objects.count() + 100:06d}-01.01.2026"
            copy._state.adding = True
            copy.save(force_insert=True)
            fields = {
                "service": copy.service,
                "person": copy.person,
                "body_id": "03",
                "state": "examined",
                "role": Role.CLERK,
                "due_on": clock.today() + timedelta(days=days),
                "opened_at": copy.filed_at,
            } | changed
            made.append(Proceeding.objects.create(application=copy, **fields))
        return made

    return more


def test_the_queue_shows_what_waits_the_most_urgent_first(at_work, clerk, proceeding, fill):
    (late,) = fill(1, days=-2)
    (today,) = fill(1, days=0)
    (elsewhere,) = fill(1, body_id="02")
    (closed,) = fill(1, closed_at=clock.now() + timedelta(hours=1))
    (heads,) = fill(1, role=Role.PENSION_HEAD)
    (waiting,) = fill(1, waits=True)
    page = at_work(clerk).get("/sluzhiteli/opashka/")
    shown = [text for text in page.links if text.startswith("9901-")]
    numbers = {
        each: each.application.registry_uid for each in (late, today, elsewhere, closed, heads, waiting)
    }
    assert shown[:2] == [numbers[late], numbers[today]]
    assert len(shown) == 3
    assert "Просрочена с 2\xa0дни" in page.text
    assert "Изтича днес" in page.text
    assert "Остават 30\xa0дни" in page.text
    assert (
        "За работа: 3, от тях невзети 3, взети от Вас 0. Просрочени: 1, с последен ден днес: 1." in page.text
    )


def test_an_empty_queue_says_so(at_work, clerk):
    page = at_work(clerk).get("/sluzhiteli/opashka/")
    assert "Няма преписки, които Ви чакат." in page.text
    assert "Няма преписки, които Ви чакат." in page.submit(button="Вземи следващата").text


@pytest.mark.parametrize(
    ("shown", "count"),
    [
        ("Всички за работа", 3),
        ("Взети от мен", 1),
        ("Невзети", 2),
        ("Просрочени", 1),
        ("Отложени", 1),
        ("Чакат лицето", 1),
    ],
)
def test_the_queue_is_filtered(at_work, clerk, proceeding, fill, shown, count):
    fill(1, days=-1)
    fill(1, waits=True)
    fill(1, assignee=clerk)
    fill(1, parked_until=clock.today() + timedelta(days=9), parked_why="чака справка")
    page = at_work(clerk).get("/sluzhiteli/opashka/").submit({"Покажи": shown}, "Покажи избраните")
    assert len([text for text in page.links if text.startswith("9901-")]) == count


def test_the_queue_is_turned_page_by_page_and_each_row_is_shown_once(at_work, clerk, proceeding, fill):
    fill(ROWS + 5, days=7)
    browser = at_work(clerk)
    first = browser.get("/sluzhiteli/opashka/")
    second = first.follow("Следващи")
    assert "Следващи" not in second.links
    shown = [text for page in (first, second) for text in page.links if text.startswith("9901-")]
    assert len(shown) == len(set(shown)) == ROWS + 6
    assert second.follow("Към началото").links.keys() == first.links.keys()


@pytest.mark.parametrize("after", ["x", "99999999-0", "20261301-" + "0" * 32, "%00", "-"])
def test_a_place_that_is_none_shows_the_beginning(at_work, clerk, proceeding, after):
    page = at_work(clerk).get(f"/sluzhiteli/opashka/?sled={after}&pokazhi=nishto&usluga=x&rolya=x")
    assert page.status == 200
    assert proceeding.application.registry_uid in page.links


def test_the_queue_costs_the_same_number_of_queries_whatever_it_holds(at_work, clerk, proceeding, fill):
    fill(ROWS)
    browser = at_work(clerk)
    with CaptureQueriesContext(connection) as seen:
        browser.get("/sluzhiteli/opashka/")
    assert len(seen) == 5, [q["sql"][:80] for q in seen]


def test_take_next_takes_the_most_urgent_that_nobody_has(clerk, proceeding, fill):
    (urgent,) = fill(1, days=1)
    (taken,) = fill(1, days=0, assignee=make_official())
    assert take_next(clerk) == urgent.pk
    assert take_next(clerk) == proceeding.pk
    assert take_next(clerk) is None
    taken.refresh_from_db()
    assert taken.assignee != clerk


def test_take_next_opens_the_case(at_work, clerk, proceeding):
    page = at_work(clerk).get("/sluzhiteli/opashka/").submit(button="Вземи следващата")
    assert page.h1 == "Мария Петрова Иванова"
    assert f"Работи по нея {clerk.full_name}." in page.text


@pytest.mark.django_db(transaction=True)
def test_twenty_officials_at_once_take_different_ones(fill, clerk):
    fill(60)
    officials = [make_official() for _ in range(20)]

    def take(official):
        try:
            return [take_next(official) for _ in range(3)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as threads:
        taken = [each for found in threads.map(take, officials) for each in found]
    assert len(taken) == len(set(taken)) == 60


def test_the_counts_renew_themselves(at_work, clerk, proceeding):
    response = at_work(clerk).client.get("/sluzhiteli/opashka/broy/", headers={"HX-Request": "true"})
    assert "За работа: 1" in response.content.decode()
    assert at_work(clerk).get("/sluzhiteli/opashka/broy/").path == "/sluzhiteli/opashka/"


def test_the_administrator_has_no_queue(at_work):
    admin = make_official(Role.ADMINISTRATOR)
    assert at_work(admin).get("/sluzhiteli/opashka/").status == 403


def test_a_stand_in_sees_the_queue_of_the_absent_head(at_work, clerk, head, fill):
    from tests.proceedings.test_rights import away

    (waiting,) = fill(1, role=Role.PENSION_HEAD, state="drafted", due_on=NEVER)
    away(head, stand_in=clerk)
    page = at_work(clerk).get("/sluzhiteli/opashka/")
    heads = page.submit({"Роля": "ръководител „Пенсионно осигуряване“"}, "Покажи избраните")
    assert waiting.application.registry_uid in heads.links
    taken = heads.submit(button="Вземи следващата")
    assert f"Работи по нея {clerk.full_name}." in taken.text


def test_at_home_an_official_sees_what_waits(at_work, clerk, proceeding, travel):
    from nssi.terms.actions.sweep_terms import sweep_terms

    travel(days=45)
    sweep_terms()
    page = at_work(clerk).get("/sluzhiteli/")
    assert "За работа: 1, взети от Вас: 0, просрочени: 1." in page.text
    assert page.follow("Издайте: срокът изтече").h1 == "Мария Петрова Иванова"


def test_parked_and_taken_proceedings_do_not_count_as_free(clerk, proceeding, fill):
    (parked,) = fill(1)
    park(parked.pk, clerk, clock.today() + timedelta(days=2), "чака")
    take_proceeding(proceeding.pk, clerk)
    assert take_next(make_official()) is None
