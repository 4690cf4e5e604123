"""Logging in with a QES in a real browser, which shows its certificate to the real TLS front (L-03, S1.1)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from nssi.demo.people import PEOPLE
from nssi.operate.installation import Installation
from tests.support.browser import WAYS
from tests.support.journeys import Visit

pytestmark = pytest.mark.browser

PERSON = PEOPLE[0]


@WAYS
def test_a_person_without_a_pik_logs_in_with_a_certificate(
    installation: Installation, open_page: Callable[..., Page], width: int, scripts: bool
):
    certificate = Path(installation.environment["NSSI_VAR"]) / "qes" / f"{PERSON.number}.pem"
    page = open_page(width=width, scripts=scripts, qes=(installation.qes_url, certificate))
    visit = Visit(installation, page, scripts)
    visit.go("/vhod/?next=/moite/zayavleniya/")
    page.get_by_role("button", name="Вход с КЕП").click()
    visit.is_accessible()
    visit.press("Към избора на удостоверение")
    visit.wait_until_done()
    visit.sees("Влизате като")
    visit.is_accessible()
    visit.press("Влезте")
    visit.sees("Още нямате подадени заявления.")


def test_a_browser_without_a_certificate_is_told_what_to_do(
    installation: Installation, open_page: Callable[..., Page]
):
    nobodys = Path(installation.environment["NSSI_VAR"]) / "qes" / f"{PERSON.number}.pem"
    page = open_page(qes=("https://elsewhere.example", nobodys))
    visit = Visit(installation, page, scripts=True)
    visit.go("/vhod/kep/")
    visit.press("Към избора на удостоверение")
    visit.sees("Браузърът не показа удостоверение.")
    visit.is_accessible()
