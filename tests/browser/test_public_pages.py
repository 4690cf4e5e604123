"""The public pages: both widths, with and without scripts, by keyboard, on paper, and near the end of a session."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nssi.operate.installation import Installation
from tests.support.browser import BOTH_WAYS, violations
from tests.support.journeys import Visit
from tests.support.people import gets_a_pik_at_once
from tests.support.phone import Phone

pytestmark = pytest.mark.browser

PATHS = [
    "/",
    "/?q=безработица",
    "/?q=дърводобив",
    "/uslugi/pik/",
    "/uslugi/obezshtetenie-bezrabotitsa/",
    "/pik/kak/",
    "/proverka/",
    "/proverka-na-dokument/",
    "/dostapnost/",
    "/lichni-danni/",
    "/biskvitki/",
    "/sesiya-iztekla/",
    "/nyama/",
]


@pytest.fixture
def visit(installation: Installation, open_page: Callable[..., Page]) -> Callable[..., Visit]:
    """A visit: `visit(width=360, scripts=False)`."""
    return lambda **how: Visit(installation, open_page(**how), how.get("scripts", True))


@BOTH_WAYS
def test_every_public_page_is_accessible(visit: Callable[..., Visit], width: int, scripts: bool):
    visitor = visit(width=width, scripts=scripts)
    for path in PATHS:
        visitor.go(path)
        assert violations(visitor.page) == [], path


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.full)])
def test_every_public_page_is_accessible_in_english(visit: Callable[..., Visit], width: int):
    visitor = visit(width=width)
    visitor.go("/proverka/")
    visitor.press("English")
    visitor.sees_title("Check by registration number (URI) and access code – E-services")
    for path in PATHS:
        visitor.go(path)
        assert violations(visitor.page) == [], path
        assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_after_an_error_the_focus_stands_on_the_summary_and_leads_to_the_field(visit: Callable[..., Visit]):
    # G4
    visitor = visit()
    visitor.go("/proverka/")
    visitor.press("Провери")
    expect(visitor.page.locator(".govuk-error-summary")).to_be_focused()
    visitor.is_accessible()
    visitor.page.get_by_role("link", name="Въведете код за достъп").click()
    expect(visitor.page.get_by_label("Код за достъп")).to_be_focused()


def test_the_skip_link_comes_first_and_leads_to_the_content(visit: Callable[..., Visit]):
    # WCAG 2.4.1
    visitor = visit()
    visitor.go("/")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("link", name="Към основното съдържание")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/uslugi/pik/", "/biskvitki/", "/proverka/"])
def test_pages_fit_320_pixels_and_letters_set_far_apart(visit: Callable[..., Visit], path: str):
    # WCAG 1.4.10, 1.4.12
    visitor = visit(width=320)
    visitor.go(path)
    visitor.page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* {line-height: 1.5 !important; letter-spacing: .12em !important;
                word-spacing: .16em !important} p {margin-bottom: 2em !important}`);
            document.adoptedStyleSheets.push(sheet);
        }"""
    )
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_shows_the_content_and_nothing_to_press(visit: Callable[..., Visit]):
    visitor = visit()
    visitor.go("/uslugi/obezshtetenie-bezrabotitsa/")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    expect(visitor.page.get_by_text("отпечатано на")).to_be_visible()
    for hidden in (".govuk-service-navigation", ".govuk-button", ".nssi-footer", ".govuk-back-link"):
        expect(visitor.page.locator(hidden).first).to_be_hidden()


def test_the_menu_of_a_phone_opens_and_without_scripts_is_open(visit: Callable[..., Visit]):
    entry = {"name": "Проверка по УРИ", "exact": True}
    visitor = visit(width=360)
    visitor.go("/pik/kak/")
    expect(visitor.page.get_by_role("link", **entry)).to_be_hidden()
    visitor.press("Меню")
    expect(visitor.page.get_by_role("link", **entry)).to_be_visible()
    visitor.is_accessible()
    without_scripts = visit(width=360, scripts=False)
    without_scripts.go("/pik/kak/")
    expect(without_scripts.page.get_by_role("link", **entry)).to_be_visible()


def test_an_idle_person_is_warned_may_stay_and_is_told_when_out(visit: Callable[..., Visit], phone: Phone):
    # L-04, X-09
    visitor = visit()
    pik = gets_a_pik_at_once(visitor.installation, phone.number)
    visitor.go("/vhod/pik/")
    visitor.logs_in(phone.number, pik)
    page = visitor.page
    page.clock.install()
    visitor.go("/pik/kak/")
    visitor.sees("Ще излезете автоматично в")
    warning = page.get_by_role("dialog")
    page.clock.run_for("27:50")
    expect(warning).to_be_hidden()
    page.clock.run_for("00:20")
    expect(warning).to_contain_text("Ще излезете след 2 минути. Искате ли да останете?")
    visitor.is_accessible()
    with page.expect_response("**/ostani/") as answer:
        warning.get_by_role("button", name="Остани").click()
    assert answer.value.status == 204
    expect(warning).to_be_hidden()
    page.clock.run_for("27:30")
    expect(warning).to_be_hidden()
    page.clock.run_for("02:40")
    expect(page).to_have_url(re.compile(r"/sesiya-iztekla/\?next=%2Fpik%2Fkak%2F$"))
