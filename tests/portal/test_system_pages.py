"""What a person sees when something stands in the way (X-01…X-09)."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.test import Client
from django.urls import path

from nssi.config import urls
from nssi.look.page_checks import problems
from nssi.look.page_client import PageClient


def raising(error: Exception):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("zabraneno/", raising(PermissionDenied("само за пенсии"))),
    path("losho/", raising(SuspiciousOperation("лошо"))),
    path("golyamo/", raising(RequestDataTooBig("голямо"))),
    path("schupeno/", raising(RuntimeError("тайна"))),
    path("bez-baza/", raising(OperationalError("няма връзка"))),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize(
    ("address", "status", "heading", "text"),
    [
        ("/nyama/", 404, "Страницата не е намерена", "Ако сте въвели адреса ръчно, проверете го."),
        ("/zabraneno/", 403, "Нямате достъп до тази страница", ""),
        ("/losho/", 400, "Не разбрахме заявката", ""),
        ("/golyamo/", 413, "Изпратеното е твърде голямо", "Качените файлове са над 5\xa0МБ общо."),
    ],
)
def test_what_stands_in_the_way_is_said_in_words(page_client: PageClient, address, status, heading, text):
    page = page_client.get(address)
    assert (page.status, page.h1) == (status, heading)
    assert text in page.text
    assert "само за пенсии" not in page.html, "nothing of what lies behind is given away"


@pytest.mark.parametrize(("address", "status"), [("/schupeno/", 500), ("/bez-baza/", 503)])
def test_trouble_on_our_side_is_said_without_asking_the_database(address: str, status: int):
    # X-06; no access to a database is granted to this test: a query would fail it
    client = Client(raise_request_exception=False)
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert problems(html) == []
    assert "Възникна проблем при нас" in html
    assert "Заявление, за което вече имате УРИ, е прието." in html
    assert "тайна" not in html
    assert response.has_header("Retry-After") == (status == 503)


@pytest.mark.django_db
def test_a_page_that_was_open_too_long_is_explained():
    #
    client = Client(enforce_csrf_checks=True)
    response = client.post("/proverka/", {"registry_uid": "x", "access_code": "y"})
    html = response.content.decode()
    assert response.status_code == 403
    assert problems(html) == []
    assert "Върнете се и опитайте отново – въведеното в чернова е запазено." in html


@pytest.mark.django_db
def test_whoever_was_idle_too_long_is_told_so_and_led_back(page_client: PageClient):
    #
    page = page_client.get("/sesiya-iztekla/", {"next": "/moite/"})
    assert page.h1 == "Излязохте от системата"
    assert "Черновата е запазена." in page.text
    assert page.links["Вход"] == "/vhod/"
    assert '"/vhod/?next=%2Fmoite%2F"' in page.html
    assert "evil" not in page_client.get("/sesiya-iztekla/", {"next": "https://evil.example/"}).html


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/dostapnost/", "Декларация за достъпност"),
        ("/lichni-danni/", "Защита на личните данни"),
        ("/biskvitki/", "Бисквитки"),
    ],
)
def test_each_statement_is_linked_from_the_foot_of_every_page(page_client: PageClient, address, heading):
    #
    page = page_client.get("/pik/kak/").follow(heading)
    assert (page.path, page.h1) == (address, heading)


@pytest.mark.parametrize(
    ("at_once", "starts"), [(True, "Кодът важи веднага."), (False, "Кодът важи от следващия ден.")]
)
def test_the_ways_to_a_pik_are_told_with_what_each_asks_for(page_client, settings, at_once, starts):
    """P-07, S4.7"""
    settings.PIK_AT_COUNTER_AT_ONCE = at_once
    page = page_client.get("/pik/kak/")
    headings = [heading.text for heading in page.root.xpath("//main//h2")]
    ways = ["С телефон и мобилен подпис", "На място", "Чрез представител"]
    assert headings == [*ways, "С квалифициран електронен подпис (КЕП)"]
    assert "изнесен офис. Носете само личната си карта. " + starts in page.text
    assert "с изрично, нотариално заверено пълномощно – без изключения за близки. " + starts in page.text
    assert page.links["Поискайте ПИК с КЕП"] == "/pik/s-kep/"
    assert page.links["Вижте как се издава ПИК по електронен път"] == "/uslugi/pik/"


def test_help_stands_in_the_same_place_on_every_page(page_client: PageClient, settings):
    # G6
    feet = {
        page_client.get(address).html.partition("<footer")[2]
        for address in ("/", "/pik/kak/", "/dostapnost/", "/nyama/")
    }
    assert len(feet) == 1
    assert settings.INSTITUTION_PHONE in feet.pop()


def test_only_a_demonstration_says_that_it_is_one(page_client: PageClient, settings):
    assert "Не подавайте истински лични данни." not in page_client.get("/").html
    settings.DEMO = True
    assert "Не подавайте истински лични данни." in page_client.get("/pik/kak/").html


def test_every_cookie_that_is_set_is_named(page_client: PageClient, settings):
    page = page_client.get("/biskvitki/")
    assert settings.SESSION_COOKIE_NAME in page.text
    assert settings.CSRF_COOKIE_NAME in page.text
    assert settings.LANGUAGE_COOKIE_NAME in page.text


def test_pages_forbid_what_is_not_ours(client):
    policy = client.get("/pik/kak/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_what_files_must_be_like_is_said_on_one_page(page_client: PageClient):
    # P-03, S1.5
    page = page_client.get("/").follow("Изисквания към файловете")
    assert page.path == "/faylove/"
    kinds = ".doc .docx .rtf .odt .xls .xlsx .ods .pdf .jpg .jpeg .png .tif .eml"
    assert kinds in page.text and ".tiff" not in page.text
    for said in (
        "не трябва да е с парола или шифрован",
        "с връзки към други електронни адреси няма да бъдат разгледани",
        "черно-бяло, 300 dpi",
        "Файлове с вирус не се приемат",
        "Един файл – до 2,5 МБ",
        "заедно – до 5 МБ",
    ):
        assert said in page.text.replace("\u00a0", " ")
