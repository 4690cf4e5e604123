"""J6: a clerk's day by the keyboard alone, on a narrow screen: the home, the queue, the case, its documents, an act."""

import pytest
from playwright.sync_api import Page, expect

from nssi.applications.models import Application
from nssi.proceedings.models import Proceeding
from tests.services.test_unemployment_benefit import to_submit
from tests.support.officials import Role, make_official
from tests.support.portal import desk_of, portal
from tests.support.post import mailbox, port
from tests.support.visitors import own_attachments, person, visit

__all__ = ["mailbox", "own_attachments", "person", "port", "portal", "visit"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-proceedings"),
    pytest.mark.django_db(transaction=True),
]

MOST_KEYS = 60


def test_an_official_works_through_the_queue_with_the_keyboard_alone(portal, open_page, visit, person):
    """Every act is at most three steps away from the queue; each page is accessible at 360 px."""
    to_submit(visit(person)).submit(button="Подай с ПИК")
    application = Application.objects.get()
    inspector = make_official(Role.UNEMPLOYMENT_INSPECTOR)
    desk = desk_of(inspector, portal, open_page(width=360))
    desk.go("/sluzhiteli/")
    desk.is_accessible()
    presses(desk.page, "link", "Отворете опашката")
    desk.is_at("Опашка")
    desk.is_accessible()

    # step 1: taken; step 2: the act; step 3: done
    presses(desk.page, "button", "Вземи следващата")
    desk.sees(application.registry_uid)
    presses(desk.page, "button", "Регистрирайте лицето")
    desk.is_accessible()
    presses(desk.page, "button", "Регистрирайте лицето")
    desk.sees("Лицето е регистрирано")

    presses(desk.page, "button", "Прегледайте документите")
    presses(desk.page, "button", "Прегледайте документите")
    desk.sees("Отбележете резултат за всеки документ")
    desk.is_accessible()
    expect(desk.page.locator(":focus")).to_contain_text("Има проблем")
    chooses(desk.page, "върнат")
    types(desk.page, "Защо се връща?", "Нечетлив.")
    presses(desk.page, "button", "Прегледайте документите")
    desk.sees("Издадена е справка за приети, върнати и липсващи документи")

    # the tabs of the case
    for tab in ("Документи", "Кореспонденция", "Срокове", "История"):
        presses(desk.page, "link", tab)
        desk.is_accessible()
    desk.sees("Лицето е регистрирано")

    # and the next one: there is none
    desk.go("/sluzhiteli/opashka/")
    desk.is_accessible()
    presses(desk.page, "button", "Вземи следващата")
    desk.sees("Няма преписки, които Ви чакат.")
    desk.is_accessible()
    assert Proceeding.objects.get().assignee == inspector


def presses(page: Page, role: str, name: str) -> None:
    """Go with Tab to what has this role and name, and press Enter on it."""
    reaches(page, lambda: page.get_by_role(role, name=name, exact=True), name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def chooses(page: Page, label: str) -> None:
    """Go to a group of radio buttons, and choose the one with this label by the arrow keys."""
    reaches(page, lambda: page.get_by_role("radio").first, label)
    page.keyboard.press("Space")
    while not page.get_by_label(label, exact=True).is_checked():
        page.keyboard.press("ArrowDown")


def types(page: Page, label: str, text: str) -> None:
    reaches(page, lambda: page.get_by_label(label), label)
    page.keyboard.type(text)


def reaches(page: Page, target, name: str) -> None:
    page.wait_for_load_state("load")
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if target().last.evaluate("element => element === document.activeElement") or target().first.evaluate(
            "element => element === document.activeElement"
        ):
            return
    raise AssertionError(f"the keyboard does not reach „{name}“")
