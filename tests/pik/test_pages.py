"""The pages of the procedure: what they say, what they cost, who may open them (K-01…K-08)."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nssi.foundation import clock
from nssi.look.page_client import Page, PageClient
from nssi.pik.actions.begin_procedure import CHECKS_FROM_AN_ADDRESS, CHECKS_OF_A_PHONE
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.step_list import seconds_to_next_warning, time_left_text
from nssi.staff.actions.pause_service import pause_service, resume_service
from tests.pik.conftest import Visitor
from tests.support.english import bulgarian_in
from tests.support.officials import Role, at_work, make_official
from tests.support.work import run_jobs

__all__ = ["at_work"]

WARNING = (
    "ако не потвърдите и последната стъпка, издаденият ПИК няма да се активира и няма да може да се използва."
)
HTMX = {"HX-Request": "true"}


def status(visitor: Visitor, query: str = ""):
    return visitor.pages.client.get(f"/pik/stapki/status/{query}", headers=HTMX)


# The phone


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Въведете номер на мобилен телефон"),
        ("   ", "Въведете номер на мобилен телефон"),
        *(
            (typed, "Въведете български мобилен номер, например +359\u00a0888\u00a0123\u00a0456")
            for typed in (
                "0888",
                "02 448 58 58",
                "+40 721 234 567",
                "телефон",
                "0" * 500,
                "<script>alert(1)</script>",
                "'; DROP TABLE",
            )
        ),
    ],
)
def test_what_is_no_mobile_number_is_refused_at_the_field_and_kept(visitor: Visitor, typed: str, told: str):
    """F01, F02"""
    page = visitor.types_phone(typed)
    assert page.errors == [told]
    assert page.form("Проверка на регистрацията").values["phone"].strip() == typed.strip()
    assert not PikProcedure.objects.exists()


def test_a_null_byte_is_refused_like_any_other_nonsense(visitor: Visitor):
    page = visitor.pages.post("/pik/", {"phone": "0888\x00123456"})
    assert page.status == 200
    assert page.errors


def test_who_checks_too_often_waits(visitor: Visitor, travel):
    """F06: of one number, and from one address."""
    for _ in range(CHECKS_OF_A_PHONE.tries):
        visitor.phone.will(check="not_registered")
        visitor.checks()
    page = visitor.types_phone()
    assert page.status == 429
    assert page.errors == ["Твърде много проверки. Опитайте отново след 15\u00a0минути."]
    travel(minutes=15)
    assert visitor.types_phone().status == 200


def test_who_checks_number_after_number_waits(visitor: Visitor):
    """F06: registrations are not to be found out in bulk."""
    for number in range(CHECKS_FROM_AN_ADDRESS.tries):
        assert Client().post("/pik/", {"phone": f"0888{number:06}"}).status_code == 302
    assert Client().post("/pik/", {"phone": "0888999999"}).status_code == 429
    assert StepRun.objects.count() == CHECKS_FROM_AN_ADDRESS.tries


def test_who_has_no_registration_is_helped_to_get_one_and_checks_again(visitor: Visitor):
    """S0.2, K-02: the number is kept."""
    visitor.phone.will(check="not_registered")
    page = visitor.checks()
    assert page.path == "/pik/"
    assert {"Приложение за Android", "Приложение за iPhone"} <= set(page.links)
    assert "Поставете личната карта стабилно на тъмен фон." in page.text
    page.submit(button="Проверка на регистрацията")
    run_jobs()
    assert "Имате регистрация и можете да заявите ПИК." in visitor.opens().text
    assert PikProcedure.objects.count() == 1


# The step at work


def test_the_page_answers_at_once_though_the_provider_hangs(visitor: Visitor):
    """S0.7, G2: progress within a second; no request waits on the provider."""
    visitor.simulator.change(outage="timeout")
    began = time.monotonic()
    page = visitor.types_phone()
    assert time.monotonic() - began < 1
    assert "Проверяваме регистрацията…" in page.text
    assert page.buttons == []
    assert page.follow("Провери сега").path == "/pik/stapki/"


def test_the_step_at_work_tells_only_news(visitor: Visitor, travel):
    """S0.7, K-03: nothing, then that it takes longer, then the page to go on with."""
    visitor.checks()
    page = visitor.presses(2)
    (box,) = page.root.xpath("//*[@hx-get='/pik/stapki/status/?etap=0']")
    assert (box.get("hx-trigger"), box.get("hx-swap")) == ("every 2s", "outerHTML")
    assert status(visitor, "?etap=0").status_code == 204
    travel(seconds=10)
    calm = status(visitor, "?etap=0")
    assert "Изпращаме документа към телефона Ви." in calm.content.decode()
    assert 'hx-get="/pik/stapki/status/?etap=1" hx-trigger="every 5s"' in calm.content.decode()
    travel(seconds=20)
    late = status(visitor, "?etap=1")
    assert (
        "Отнема повече от обичайното. Можете да изчакате – няма да подписвате отново."
        in late.content.decode()
    )
    assert 'hx-get="/pik/stapki/status/?etap=2" hx-trigger="every 5s"' in late.content.decode()
    assert status(visitor, "?etap=2").status_code == 204
    run_jobs()
    ended = status(visitor, "?etap=2")
    assert ended["HX-Redirect"] == "/pik/stapki/"
    assert ended.content == b""


def test_without_scripts_the_address_of_the_progress_is_a_page(visitor: Visitor):
    visitor.checks()
    visitor.presses(2)
    assert "Изпращаме документа към телефона Ви." in visitor.opens("/pik/stapki/status/").text
    assert visitor.opens("/pik/stapki/srok/").path == "/pik/stapki/"


# The list of steps


def test_done_steps_are_plain_text_and_one_step_has_a_button(visitor: Visitor):
    """S0.6, rules 1 and 2 of the list."""
    page = visitor.comes_to(4)
    forms = [form.get("action") for form in page.root.xpath("//main//form")]
    assert forms == ["/pik/stapki/4/", "/pik/otkaz/"]
    assert page.text.count("Изпълнена") == 3
    current = page.root.xpath("//li[@aria-current='step']")
    assert len(current) == 1


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("step", "told"),
    [(1, "Стъпка 1 вече е изпълнена."), (2, "Стъпка 2 вече е изпълнена."), (4, "Първо изпълнете стъпка 3.")],
)
def test_a_step_out_of_order_starts_nothing(visitor: Visitor, method: str, step: int, told: str):
    """F21, x9"""
    visitor.comes_to(3)
    runs = StepRun.objects.count()
    path = f"/pik/stapki/{step}/"
    page = visitor.opens(path) if method == "get" else visitor.pages.post(path, {})
    assert told in page.text
    assert StepRun.objects.count() == runs


def test_the_address_of_the_active_step_starts_nothing_when_it_is_only_opened(visitor: Visitor):
    """G1: a prefetch or a mail scanner must never start a step."""
    visitor.comes_to(3)
    page = visitor.opens("/pik/stapki/3/")
    assert "3. Издаване на ПИК" in page.buttons
    assert StepRun.objects.filter(step=3).count() == 0


@pytest.mark.parametrize("path", ["/pik/stapki/0/", "/pik/stapki/5/", "/pik/stapki/99999999999999999999/"])
def test_there_are_four_steps(visitor: Visitor, path: str):
    visitor.checks()
    assert visitor.pages.client.post(path).status_code == 404


@pytest.mark.parametrize("query", ["?izbrana=", "?izbrana=9", "?izbrana=x", "?izbrana=%00", "?izbrana=3"])
def test_a_made_up_notice_does_no_harm(visitor: Visitor, query: str):
    visitor.comes_to(3)
    assert "3. Издаване на ПИК" in visitor.opens(f"/pik/stapki/{query}").buttons


def test_the_procedure_waits_for_who_comes_back(visitor: Visitor):
    """K-01, x4"""
    visitor.comes_to(3)
    page = visitor.opens("/pik/")
    assert "Имате започната процедура, валидна до" in page.text
    assert "3. Издаване на ПИК" in page.follow("Продължи").buttons
    again = visitor.opens("/pik/").submit(button="Започни отначало")
    assert again.buttons == ["Проверка на регистрацията"]
    assert visitor.procedure.end_reason == PikProcedure.End.ABANDONED


def test_an_old_form_of_step_1_does_not_disturb_a_procedure_on_its_way(visitor: Visitor):
    """F21: the first page was left open in another tab."""
    visitor.comes_to(3)
    page = visitor.pages.post("/pik/", {"phone": "0888000000"})
    assert "Стъпка 1 вече е изпълнена." in page.text
    assert visitor.procedure.phone == visitor.phone.phone


# Time


@pytest.mark.parametrize(
    ("left", "told", "next_in"),
    [
        (timedelta(hours=2), "", 5400),
        (timedelta(minutes=31), "", 60),
        (timedelta(minutes=30), "Остават по-малко от 30\u00a0минути.", 1200),
        (timedelta(minutes=10), "Остават по-малко от 10\u00a0минути.", 480),
        (timedelta(minutes=2), "Остават по-малко от 2\u00a0минути.", 120),
        (timedelta(seconds=1), "Остават по-малко от 2\u00a0минути.", 1),
    ],
)
def test_the_end_is_announced_at_30_10_and_2_minutes(left: timedelta, told: str, next_in: int):
    """K-07"""
    now = clock.now()
    assert time_left_text(now + left, now) == told
    assert seconds_to_next_warning(now + left, now) == next_in


def test_the_warning_fetches_itself_when_it_is_due_and_leads_away_at_the_end(visitor: Visitor, travel):
    """K-07: a polite status region, no polling in between."""
    page = visitor.comes_to(3)
    (region,) = page.root.xpath("//*[@role='status']/div[@hx-get='/pik/stapki/srok/']")
    assert region.get("hx-trigger").startswith("load delay:5")
    travel(minutes=111)
    warned = visitor.pages.client.get("/pik/stapki/srok/", headers=HTMX).content.decode()
    assert "Остават по-малко от 10\u00a0минути." in warned
    travel(minutes=9)
    over = visitor.pages.client.get("/pik/stapki/srok/", headers=HTMX)
    assert over["HX-Redirect"] == "/pik/stapki/"


# Who may open what


PATHS = [
    "/pik/stapki/",
    "/pik/stapki/2/",
    "/pik/stapki/status/",
    "/pik/stapki/srok/",
    "/pik/gotovo/",
    "/pik/iztekla/",
]


@pytest.mark.parametrize("path", PATHS)
def test_another_browser_sees_nothing_of_the_procedure(visitor: Visitor, path: str):
    """F23, K-08"""
    visitor.gets_a_pik()
    page = PageClient(Client()).get(path)
    assert "Не намираме започната процедура в този браузър." in page.text
    assert visitor.procedure.credential.outgoing_number not in page.html


@pytest.mark.parametrize("path", ["/pik/stapki/2/", "/pik/otkaz/"])
def test_another_browser_changes_nothing_in_the_procedure(visitor: Visitor, path: str):
    """F23"""
    visitor.checks()
    PageClient(Client()).post(path, {})
    assert StepRun.objects.filter(step=2).count() == 0
    assert visitor.procedure.is_open


@pytest.mark.parametrize("path", ["/pik/", "/pik/stapki/2/", "/pik/otkaz/"])
def test_a_form_of_another_site_starts_nothing(visitor: Visitor, path: str):
    client = Client(enforce_csrf_checks=True)
    assert client.post(path, {"phone": visitor.phone.phone}).status_code == 403


@pytest.mark.parametrize("path", [*PATHS, "/pik/", "/pik/otkaz/"])
def test_other_methods_are_refused(visitor: Visitor, path: str):
    assert visitor.pages.client.put(path).status_code == 405


def test_giving_up_needs_a_button(visitor: Visitor):
    """G1"""
    visitor.checks()
    assert visitor.pages.client.get("/pik/otkaz/").status_code == 405
    assert visitor.procedure.is_open


@pytest.mark.parametrize("path", ["/pik/gotovo/", "/pik/iztekla/"])
def test_the_end_is_not_shown_before_the_end(visitor: Visitor, path: str):
    visitor.comes_to(3)
    assert visitor.opens(path).path == "/pik/stapki/"


# What every page has, and has not


def test_every_page_warns_and_none_tells_who_the_person_is(visitor: Visitor):
    """S0.1 and K-W; nothing of the person is on the screen but the end of the phone."""
    seen = [visitor.opens("/pik/"), visitor.opens()]
    seen += [visitor.types_phone()]
    run_jobs()
    for step in (2, 3, 4):
        seen += [visitor.opens(), visitor.presses(step)]
        run_jobs()
        seen += [visitor.opens()]
        if step < 4:
            visitor.phone.sign()
    seen += [visitor.opens("/pik/gotovo/")]
    for page in seen:
        assert WARNING in page.text, page.path
        assert visitor.phone.phone not in page.html
        assert visitor.phone.number not in page.html
        assert "Иванова" not in page.html
        assert page.response["Cache-Control"].startswith("max-age=0")


def queries(visitor: Visitor, path: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        visitor.pages.client.get(path, headers=headers)
    return len(captured)


def test_what_each_page_costs(visitor: Visitor):
    """At most 12 queries a page; these are what they take."""
    assert queries(visitor, "/pik/") == 1  # whether the service is stopped for a while
    assert queries(visitor, "/pik/stapki/") == 0
    visitor.types_phone()
    assert queries(visitor, "/pik/stapki/") == 3
    assert queries(visitor, "/pik/stapki/status/", **HTMX) == 2
    run_jobs()
    assert queries(visitor, "/pik/") == 3
    visitor.chooses(2)
    assert queries(visitor, "/pik/stapki/") == 3
    visitor.phone.sign()
    visitor.chooses(3)
    assert queries(visitor, "/pik/stapki/") == 4
    visitor.phone.sign()
    visitor.chooses(4)
    assert queries(visitor, "/pik/gotovo/") == 3
    assert queries(visitor, "/pik/iztekla/") == 2


# For who listens to the page


def focused(page: Page) -> list[str]:
    return ["".join(element.itertext()).strip() for element in page.root.xpath("//*[@autofocus]")]


def test_after_each_step_the_heading_takes_the_focus(visitor: Visitor):
    """x11; after a failure the error summary does, by its own script."""
    assert focused(visitor.checks()) == ["Издаване на ПИК по електронен път"]
    assert focused(visitor.chooses(2)) == ["Издаване на ПИК по електронен път"]
    unsigned = visitor.chooses(3)
    assert focused(unsigned) == [] and unsigned.errors
    visitor.phone.sign()
    visitor.chooses(3)
    visitor.phone.sign()
    assert focused(visitor.chooses(4)) == ["Вашият ПИК е активен"]


def test_at_the_end_of_its_time_the_heading_takes_the_focus(visitor: Visitor, travel):
    """x11, K-07"""
    visitor.comes_to(3)
    travel(hours=2)
    assert focused(visitor.opens()) == ["Процедурата изтече"]


# In English


def test_the_whole_procedure_can_be_read_in_english(visitor: Visitor):
    visitor.pages.client.cookies["django_language"] = "en"
    page = visitor.opens("/pik/")
    assert bulgarian_in(page) == []
    page = page.submit({"Mobile phone number": visitor.phone.phone}, button="Check your registration")
    assert "Checking your registration…" in page.text and bulgarian_in(page) == []
    run_jobs()
    assert bulgarian_in(visitor.chooses(2)) == []
    unsigned = visitor.chooses(3)
    assert unsigned.title.startswith("Error: Repeat step 3") and bulgarian_in(unsigned) == []
    visitor.phone.sign()
    assert bulgarian_in(visitor.chooses(3)) == []
    visitor.phone.sign()
    page = visitor.chooses(4)
    assert page.h1 == "Your PIK is active" and bulgarian_in(page) == []


# A service that is stopped for a while

STOPPED = "Услугата временно не приема заявления. Опитайте след "


@pytest.fixture
def stopped(visitor: Visitor):
    """Stop the issue of a PIK by phone for an hour; return the administrator who did."""
    by = make_official(Role.ADMINISTRATOR)
    pause_service(by, "pik", clock.now() + timedelta(hours=1))
    return by


def test_while_the_service_is_stopped_no_procedure_begins_and_everybody_reads_until_when(
    visitor: Visitor, stopped, travel
):
    """A-06 on P-02 and K-01; who had the form open before is told the same, and nothing was begun."""
    about = visitor.opens("/uslugi/pik/")
    assert STOPPED in about.text and "Започни" not in about.links
    page = visitor.opens("/pik/")
    assert page.status == 409 and STOPPED in page.text
    assert "Как да получа ПИК" in page.links and page.buttons.count("Проверка на регистрацията") == 0
    sent = visitor.pages.post("/pik/", {"phone": visitor.phone.phone})
    assert sent.status == 409 and STOPPED in sent.text
    assert not PikProcedure.objects.exists()
    travel(hours=1)
    assert visitor.types_phone().status == 200
    assert PikProcedure.objects.count() == 1


def test_what_was_begun_before_the_stop_is_gone_on_with_and_nothing_begins_after_it(visitor: Visitor):
    """A-06: a phone that was not registered may be checked again, every step comes to its end; what was given up is over."""
    visitor.phone.will(check="not_registered")
    visitor.checks()
    by = make_official(Role.ADMINISTRATOR)
    pause_service(by, "pik", clock.now() + timedelta(hours=1))
    assert visitor.opens("/pik/").status == 200
    visitor.gets_a_pik()
    assert visitor.procedure.end_reason == PikProcedure.End.ACTIVATED
    assert visitor.opens("/pik/").status == 409
    resume_service(by, "pik")
    visitor.checks()
    pause_service(by, "pik", clock.now() + timedelta(hours=1))
    assert "Имате започната процедура" in visitor.opens("/pik/").text
    visitor.opens("/pik/").submit(button="Започни отначало")
    assert visitor.opens("/pik/").status == 409
    assert PikProcedure.objects.count() == 2


def test_an_administrator_stops_the_issue_of_a_pik_by_phone(visitor: Visitor, at_work):
    page = at_work(make_official(Role.ADMINISTRATOR)).get("/admin-portal/uslugi/")
    page = page.follow("Издаване на ПИК по електронен път")
    assert "Започнатите процедури могат да бъдат завършени." in page.text
    day = clock.today() + timedelta(days=1)
    assert "спряна до" in page.submit({"До кой ден?": day, "До колко часа?": "16:30"}, "Спри приемането").text
    assert visitor.opens("/pik/").status == 409
