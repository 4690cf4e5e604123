"""The pages of coming in and going out: L-01, L-02, L-04."""

import pytest
from django.test import Client

from nssi.access.pik import make_pik
from tests.support.people import ANOTHER_EGN, EGN, give_pik, log_in, make_person

pytestmark = pytest.mark.django_db

WRONG = "Грешно ЕГН/ЛНЧ или ПИК. Проверете ги и опитайте отново."


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def pik(person):
    return give_pik(person)


def test_the_login_shows_both_ways_and_the_way_to_a_pik(page_client):
    page = page_client.get("/vhod/")
    assert page.h1 == "Вход"
    assert "С ПИК на НОИ" in page.text
    assert "С КЕП" in page.text
    assert page.links["Вижте как да получите ПИК"] == "/pik/kak/"
    assert page.follow("Вход с ПИК").h1 == "Вход с ПИК"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("/d/nechiy/", "За да изтеглите документа, влезте с ПИК на НОИ или с КЕП."),
        ("/moite/", "За да продължите, влезте с ПИК на НОИ или с КЕП."),
        ("/nyama/takava/", "За да продължите, влезте с ПИК на НОИ или с КЕП."),
    ],
)
def test_the_login_says_why_it_is_asked_for(page_client, asked: str, why: str):
    # L-01
    assert why in page_client.get("/vhod/", {"next": asked}).text
    assert "влезте с ПИК на НОИ" not in page_client.get("/vhod/").text


def test_who_logs_in_comes_to_their_home_and_sees_their_name(page_client, person, pik):
    page = page_client.get("/vhod/pik/").submit({"ЕГН или ЛНЧ": EGN, "ПИК": pik.lower()})
    assert page.path == "/moite/"
    assert "Мария Иванова Петрова" in page.html


def test_who_logs_in_comes_back_to_the_page_that_asked_for_it(page_client, person, pik):
    page = page_client.get("/vhod/", {"next": "/proverka/?a=1"}).follow("Вход с ПИК")
    assert page.submit({"ЕГН или ЛНЧ": EGN, "ПИК": pik}).path == "/proverka/?a=1"


def test_to_go_back_does_not_lose_the_way_either(page_client):
    page = page_client.get("/vhod/pik/", {"next": "/proverka/?a=1&b=2"}).follow("Назад")
    assert page.links["Вход с ПИК"] == "/vhod/pik/?next=%2Fproverka%2F%3Fa%3D1%26b%3D2"


def test_a_mistake_does_not_lose_the_way_back(page_client, person, pik):
    page = page_client.get("/vhod/pik/", {"next": "/proverka/"})
    page = page.submit({"ЕГН или ЛНЧ": EGN, "ПИК": "x"})
    assert page.errors == [WRONG]
    assert page.submit({"ПИК": pik}).path == "/proverka/"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_nobody_is_led_to_another_site(person, pik, target):
    client = Client()
    assert b"evil" not in client.get("/vhod/", {"next": target}).content
    response = client.post("/vhod/pik/", {"number": EGN, "pik": pik, "next": target})
    assert response["Location"] == "/moite/"


def test_who_is_logged_in_is_led_on(client, person):
    log_in(client, person)
    for path in ("/vhod/", "/vhod/pik/"):
        assert client.get(path)["Location"] == "/moite/"
        assert client.get(path, {"next": "/proverka/"})["Location"] == "/proverka/"


@pytest.mark.parametrize(
    ("number", "pik", "errors"),
    [
        ("", "", ["Въведете ЕГН или ЛНЧ", "Въведете ПИК"]),
        (EGN, "", ["Въведете ПИК"]),
        ("", "AC2DE3FH4K", ["Въведете ЕГН или ЛНЧ"]),
        ("8032056032", "AC2DE3FH4K", [WRONG]),
        (ANOTHER_EGN, "AC2DE3FH4K", [WRONG]),
        (EGN, "кирилица", [WRONG]),
        (EGN, "☃" * 10, [WRONG]),
        (EGN, "123456789012", ["Това е ПИК на НАП. За вход тук е нужен ПИК, издаден от НОИ."]),
        (EGN, "1" * 41, ["ПИК има 10 знака"]),
        ("1" * 41, "AC2DE3FH4K", ["ЕГН и ЛНЧ имат 10 цифри"]),
    ],
)
def test_bad_input_gets_a_clear_text(page_client, person, number, pik, errors):
    page = page_client.get("/vhod/pik/").submit({"ЕГН или ЛНЧ": number, "ПИК": pik})
    assert page.errors == errors
    assert page.title.startswith("Грешка: ")


@pytest.mark.parametrize(
    "data",
    [{}, {"number": "\x00", "pik": "\x00"}, {"number": ["1", "2"], "pik": "1"}, {"pik": "x" * 100_000}],
)
def test_no_input_breaks_the_page(client, data):
    assert client.post("/vhod/pik/", data).status_code == 200


def test_the_pik_is_never_sent_back_and_the_hints_are_always_there(page_client, person):
    wrong = make_pik()
    page = page_client.get("/vhod/pik/").submit({"ЕГН или ЛНЧ": EGN, "ПИК": wrong})
    assert wrong not in page.html
    assert page.links["Издали сте ПИК, но не сте изпълнили стъпка 4?"] == "/pik/stapki/"
    assert "10\xa0знака – цифри и главни латински букви. ПИК на НАП (12\xa0цифри) не важи тук." in page.text


def test_a_password_manager_can_help(page_client):
    page = page_client.get("/vhod/pik/")
    number, pik = (page.root.get_element_by_id(f"id_{name}") for name in ("number", "pik"))
    assert number.get("autocomplete") == "username"
    assert (pik.get("type"), pik.get("autocomplete"), pik.get("autocapitalize")) == (
        "password",
        "current-password",
        "characters",
    )
    assert pik.get("maxlength") == "40"  # spaces that are pasted with a PIK cut nothing off


def test_after_the_fifth_wrong_try_the_login_is_stopped(page_client, person, travel):
    page = page_client.get("/vhod/pik/")
    for _ in range(5):
        page = page.submit({"ЕГН или ЛНЧ": EGN, "ПИК": make_pik()})
    assert page.errors == ["Входът е спрян за 15\xa0минути."]
    assert page.status == 429
    travel(minutes=14, seconds=30)
    page = page.submit({"ПИК": make_pik()})
    assert page.errors == ["Входът е спрян за 1\xa0минута."]


def test_login_pages_are_not_kept_by_browsers_and_proxies(client):
    for path in ("/vhod/", "/vhod/pik/", "/sluzhiteli/vhod/"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_the_logout_ends_the_session(client, person):
    log_in(client, person)
    assert client.post("/izhod/")["Location"] == "/"
    assert client.get("/moite/")["Location"].startswith("/vhod/")
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value


@pytest.mark.parametrize("path", ["/izhod/", "/ostani/", "/sluzhiteli/izhod/"])
def test_what_changes_something_is_no_link(client, path):
    assert client.get(path).status_code == 405


def test_forms_of_other_sites_log_nobody_in_or_out(person, pik):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/vhod/pik/", {"number": EGN, "pik": pik}).status_code == 403
    assert client.post("/izhod/").status_code == 403


def test_the_pages_take_few_queries(client, person, pik, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/vhod/pik/")
    with django_assert_num_queries(10):  # of them 4 keep the new session, 2 bound the transaction
        client.post("/vhod/pik/", {"number": EGN, "pik": pik})
