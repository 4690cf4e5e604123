"""C-19 in a browser: photographs of a phone become one black-and-white document, with scripts and without (S1.5)."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browser import choose_files, walked
from tests.support.journeys import Visit
from tests.support.people import gets_a_pik_at_once
from tests.support.phone import Phone
from tests.support.photographs import large_photograph, photograph
from tests.support.scans import scanned_act

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-application")]


def to_the_documents(visit: Visit, phone: Phone, pik: str, act: Path) -> None:
    """Fill in an application up to the end, and come back to its documents with none attached."""
    visit.begins_an_application(phone.number, pik)
    visit.fills_in_an_application(act, "maria@example.bg")
    visit.go("/zayavlenie/obezshtetenie-bezrabotitsa/dokumenti/")
    visit.press(f"Премахни {act.name}")
    visit.sees("Още няма качени файлове.")


@walked("360")
def test_two_photographs_become_one_document(
    installation, open_page, tmp_path, jobs_held, width: int, scripts: bool
):
    phone = Phone.register_new(installation.simulator_url)
    pik = gets_a_pik_at_once(installation, phone.number)
    visit = Visit(installation, open_page(width=width, scripts=scripts), scripts)
    to_the_documents(visit, phone, pik, scanned_act(tmp_path))

    first, second = tmp_path / "страница 1.jpg", tmp_path / "страница 2.jpg"
    first.write_bytes(large_photograph())
    second.write_bytes(photograph(askew=-4))
    if scripts:  # the control speaks Bulgarian, whatever the browser's language is (C-19)
        visit.sees("Няма избран файл")
        visit.sees("или пуснете файла тук")
    choose_files(visit.page, "Копие от акта за прекратяване", [first, second])
    if scripts:
        visit.sees("Избрани са 2 файла")
        visit.is_accessible()
    with jobs_held():
        visit.page.get_by_role("button", name=re.compile("^Качи")).first.click()
        expect(visit.page.get_by_text("Подготвяме черно-бял документ").first).to_be_visible()
        visit.is_accessible()
    visit.wait_until_done()
    expect(visit.page.get_by_role("heading", name="Черно-бял документ от 2 страници")).to_be_visible()
    for picture in visit.page.locator(".nssi-compare img").all():
        assert picture.evaluate("image => image.complete && image.naturalWidth > 300"), "the page may show it"
    visit.is_accessible()

    visit.page.get_by_role("button", name="Вземи черно-белия документ").click()
    visit.sees("Качен 1 файл")
    expect(visit.page.get_by_text("страница 1.jpg")).to_have_count(0)
    visit.is_accessible()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Копие от акта за прекратяване").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    visit.press("Продължи")
    visit.is_at("Начин на получаване")
