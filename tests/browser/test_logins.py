"""The two logins in a real browser: L-01, L-02, O-01 at both widths, with and without scripts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nssi.demo.people import PEOPLE
from nssi.operate.installation import Installation
from tests.support.browser import BOTH_WAYS
from tests.support.journeys import Visit
from tests.support.officials import logs_in_demo_official

pytestmark = [
    pytest.mark.browser,
    BOTH_WAYS,
]

PERSON = next(person for person in PEOPLE if person.has_pik)


@pytest.fixture
def secrets(installation: Installation) -> dict[str, str]:
    """PIKs by personal number and passwords by user name, as the demonstration gives them away."""
    return json.loads((Path(installation.environment["NSSI_VAR"]) / "demonstration.json").read_text())


@pytest.fixture
def visit(installation: Installation, open_page: Callable[..., Page], width: int, scripts: bool) -> Visit:
    return Visit(installation, open_page(width=width, scripts=scripts), scripts)


def test_a_person_errs_and_then_logs_in(visit: Visit, secrets: dict[str, str]):
    visit.go("/vhod/?next=/moite/")
    visit.is_accessible()
    visit.page.get_by_role("button", name="Вход с ПИК").click()
    visit.is_accessible()
    visit.logs_in(PERSON.number, "")
    visit.sees("Въведете ПИК")
    visit.is_accessible()
    visit.logs_in(PERSON.number, secrets[PERSON.number].lower())
    visit.sees(PERSON.full_name)
    visit.press("Изход")
    visit.sees("Вход")


def test_the_pik_can_be_shown_and_pasted(visit: Visit):
    visit.go("/vhod/pik/")
    field = visit.page.get_by_label("ПИК", exact=True)
    field.fill("AC2DE 3FH4K")
    if visit.scripts:
        visit.page.get_by_role("button", name="Покажи").click()
        expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value("AC2DE 3FH4K")


def test_an_official_errs_and_then_logs_in(visit: Visit):
    visit.go("/sluzhiteli/")
    visit.is_accessible()
    visit.press("Вход")
    visit.sees("Въведете парола")
    visit.is_accessible()
    logs_in_demo_official(visit, "inspektor")
    visit.sees("ТП на НОИ – Варна")
    visit.is_accessible()
    visit.press("Изход")
    visit.sees_title("Вход за служители – Е-услуги")
