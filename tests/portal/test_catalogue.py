"""The catalogue and the pages of the services (P-01, P-02, P-07)."""

import pytest
from django.test import Client

from nssi.applications.actions.start_draft import start_draft
from nssi.applications.services import all_services
from nssi.look.page_client import PageClient
from nssi.portal.cards import find_cards
from nssi.portal.pages import MOST_SEARCHED

pytestmark = pytest.mark.django_db

SERVICES = all_services()


def titles(query: str) -> list[str]:
    return [card.title for group in find_cards(query) for card in group.cards]


def test_every_registered_service_has_a_card_and_a_page(page_client: PageClient):
    # S0.9
    page = page_client.get("/")
    assert page.h1 == "Е-услуги и справки"
    assert len(SERVICES) >= 2
    for service in SERVICES:
        assert page.follow(str(service.title)).h1 == service.title


def test_what_the_portal_does_not_offer_is_named_with_where_it_is(page_client: PageClient, settings):
    # S0.9
    page = page_client.get("/")
    for name in ("БУЛСТАТ", "ПИК на НОИ", "НАП", "КЕП", "болнични листове", "парични обезщетения", "софтуер"):
        assert name in page.text
    assert "„Профилактика и рехабилитация“" in page.text
    assert page.links["Отворете сайта на НОИ"] == settings.INSTITUTION_SITE


@pytest.mark.parametrize("query", ["безработица", "БЕЗРАБОТИЦА", "  обезщетение   безработица ", "безработ"])
def test_a_search_finds_a_service_by_parts_of_its_words(page_client: PageClient, query: str):
    page = page_client.get("/", {"q": query})
    assert "Заявление за парично обезщетение за безработица" in page.links
    assert "Как да получа ПИК" not in page.links
    assert page.form().values["q"] == query.strip()


def test_every_word_of_a_search_must_be_there():
    assert titles("ПИК") != []
    assert titles("ПИК сняг") == []


def test_a_search_that_finds_nothing_says_so_and_shows_the_whole_list(page_client: PageClient):
    page = page_client.get("/", {"q": "дърводобив"})
    assert "Няма услуга, която отговаря на търсенето. Прегледайте целия списък." in page.text
    assert str(SERVICES[0].title) in page.links


@pytest.mark.parametrize("query", ["<script>", "%", "'", "\\", "\x00", "Ж" * 5000])
def test_whatever_is_searched_for_is_only_text(page_client: PageClient, query: str):
    page = page_client.get("/", {"q": query})
    assert page.status == 200
    assert len(page.form().values["q"]) <= MOST_SEARCHED


def test_whoever_is_logged_in_is_greeted_and_reminded_of_drafts(visit, person):
    assert "Здравейте, Мария Петрова Иванова." in visit(person).get("/").text
    assert "недовършена" not in visit(person).get("/").text
    unfinished = next(service for service in SERVICES if service.forms)
    start_draft(unfinished, person)
    page = visit(person).get("/")
    assert "Имате 1 недовършена чернова." in page.text
    assert page.links["Към моето табло"] == "/moite/"
    assert "Имам недовършена чернова" in visit(person).get(f"/uslugi/{unfinished.slug}/").links


def test_a_visitor_sees_no_greeting(page_client: PageClient):
    page = page_client.get("/")
    assert "Здравейте" not in page.text
    assert "Вход" in page.links
    assert "Моето табло" not in page.links


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.slug)
def test_the_page_of_a_service_says_all_that_must_be_known_before_the_form(page_client: PageClient, service):
    # S1.2, G7
    page = page_client.get(f"/uslugi/{service.slug}/")
    about = service.description
    assert page.text.lower().count("безплатн")
    for text in (
        about.summary,
        about.provider,
        about.competent_body,
        about.who_may_apply,
        about.fee,
        about.term,
    ):
        assert str(text) in page.text
    for entries in (
        about.legal_basis,
        about.how_to_apply,
        about.documents,
        about.how_result_is_received,
        about.what_happens_next,
        about.important_notes,
    ):
        assert all(str(entry) in page.text for entry in entries)
    assert page.links["Започни"] == service.start_address


def test_a_service_that_is_not_offered_is_not_found(page_client: PageClient):
    assert page_client.get("/uslugi/nyama-takava/").status == 404


def test_the_ways_to_get_a_pik_are_explained(page_client: PageClient):
    # S4.7
    page = page_client.get("/pik/kak/")
    assert "негов изнесен офис" in page.text
    assert "Носете само личната си карта." in page.text
    assert "изрично, нотариално заверено пълномощно – без изключения за близки" in page.text
    assert "квалифициран електронен подпис (КЕП)" in page.text
    assert page.follow("Вижте как се издава ПИК по електронен път").h1 == "Издаване на ПИК по електронен път"


@pytest.mark.parametrize("path", ["/", "/pik/kak/", "/proverka/", "/dostapnost/", "/biskvitki/"])
def test_a_visitor_costs_no_query(client: Client, django_assert_num_queries, path: str):
    with django_assert_num_queries(0):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/uslugi/pik/", "/uslugi/obezshtetenie-bezrabotitsa/"])
def test_a_visitor_of_a_service_costs_the_question_whether_it_is_paused(
    client: Client, django_assert_num_queries, path: str
):
    #
    with django_assert_num_queries(1):
        assert client.get(path).status_code == 200


def test_a_person_who_is_logged_in_costs_few_queries(visit, person, django_assert_max_num_queries):
    browser = visit(person)
    with django_assert_max_num_queries(4):
        browser.get("/")
    with django_assert_max_num_queries(4):
        browser.get("/uslugi/obezshtetenie-bezrabotitsa/")
