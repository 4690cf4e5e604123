"""J1 H 1-3: an application for unemployment benefit up to its УРИ, the message, and the state without a login (S1)."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import ON_A_PHONE
from tests.support.journeys import Visit
from tests.support.phone import Phone
from tests.support.scans import scanned_act

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-application")]


@ON_A_PHONE
def test_from_the_description_of_the_service_to_its_state_by_uri_and_code(
    installation, open_page, tmp_path, width: int, scripts: bool
):
    """Every page on the way is accessible, with its errors and without."""
    phone = Phone.register_new(installation.simulator_url)
    pik = Visit(installation, open_page(width=1280)).gets_a_pik(phone)
    visit = Visit(installation, open_page(width=width, scripts=scripts), scripts, examined=True)
    mail = f"maria.{phone.number[-5:]}@example.bg"

    visit.begins_an_application(phone.number, pik)
    assert phone.number not in visit.page.content(), "the number is masked"
    visit.fills_in_an_application(scanned_act(tmp_path), mail)
    uri, access_code = visit.files_the_application()
    visit.page.reload()
    visit.sees(uri)
    the_message_arrives(visit, mail, uri, access_code)

    visit.go("/moite/")
    visit.sees(uri)
    visit.is_accessible()
    visit.press("Изход")
    visit.go("/moite/")
    expect(visit.page).to_have_url(re.compile("/vhod/"))

    visit.looks_up_the_state(uri, access_code)
    for personal in (phone.number, "Иванова", "Примерна", mail):
        assert personal not in visit.page.content()


def the_message_arrives(visit: Visit, mail: str, uri: str, access_code: str) -> None:
    """S1.7: УРИ, access code and address; nothing else personal."""
    for _ in range(100):
        visit.go("/demo/poshta/")
        letter = visit.page.get_by_role("listitem").filter(has_text=mail)
        if letter.count():
            break
        visit.page.wait_for_timeout(200)
    letter.first.get_by_role("link").click()
    text = visit.page.get_by_role("main").inner_text()
    assert uri in text and access_code in text and "/proverka/" in text
    assert "ЕГН" not in text and "Примерна" not in text
    visit.is_accessible()
