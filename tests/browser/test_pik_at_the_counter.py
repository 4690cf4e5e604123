"""A PIK at the counter in a real browser, from the clerk's form to the login with what was printed (O-14, S4.7)."""

import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from nssi.operate.installation import Installation
from tests.support.browser import AT_A_DESK, choose_files
from tests.support.journeys import Visit
from tests.support.officials import logs_in_demo_official
from tests.support.scans import scanned_act

pytestmark = pytest.mark.browser

NUMBERS = {360: "6101057509", 1280: "7501020018"}
BEGINNING = date(2026, 11, 2)


@AT_A_DESK
def test_a_pik_for_a_representative_is_printed_spoiled_printed_again_and_handed_over(
    installation: Installation, open_page: Callable[..., Page], tmp_path: Path, width: int, scripts: bool
):
    visit = Visit(installation, open_page(width=width, scripts=scripts), scripts)
    page = visit.page
    visit.go("/sluzhiteli/pik/")
    logs_in_demo_official(visit, "gishe")
    visit.is_at("ПИК на гише")
    visit.is_accessible()
    visit.follow("Издай ПИК")
    visit.press("Продължи")
    visit.sees("Изберете кой е на гишето")
    visit.is_accessible()
    page.get_by_label("Представител", exact=True).check()
    visit.press("Продължи")
    visit.sees("ПИК се издава на представител само с изрично, нотариално заверено пълномощно")
    visit.is_accessible()
    page.get_by_label("Пълномощното е изрично").check()
    page.get_by_label("Номер на пълномощното").fill("1234/2026")
    visit.types_a_date(BEGINNING)
    page.get_by_label("Нотариус").fill("Иван Иванов, № 123")
    choose_files(page, "Копие на пълномощното", scanned_act(tmp_path))
    for kind in page.get_by_label("ЕГН", exact=True).all():
        kind.check()
    page.get_by_label("Личен номер на представителя").fill("7523169263")
    page.get_by_label("Собствено име на представителя").fill("Георги")
    page.get_by_label("Фамилно име на представителя").fill("Петров")
    page.get_by_label("Проверих личната карта").check()
    page.get_by_label("Личен номер на лицето").fill(NUMBERS[width])
    page.get_by_label("Собствено име", exact=True).fill("Стоян")
    page.get_by_label("Фамилно име (ако има)").fill("Колев")
    visit.press("Продължи")
    visit.sees("с пълномощно № 1234/2026")
    visit.is_accessible()
    spoiled = prints(visit, "Отпечатай удостоверението")
    page.reload()
    visit.is_accessible()
    good = prints(visit, "Отпечатай нов лист")
    assert good != spoiled
    page.reload()
    visit.press("Предадено срещу подпис")
    visit.sees("Предаването е записано.")
    visit.sees("Важи от")
    visit.is_accessible()
    visit.go("/sluzhiteli/pik/anulirane/")
    visit.is_accessible()


def prints(visit: Visit, button: str) -> str:
    """Press the button and return the PIK on the paper."""
    with visit.page.expect_download() as download:
        visit.press(button)
    told = subprocess.run(
        ["pdftotext", "-layout", download.value.path(), "-"], capture_output=True, check=True, text=True
    )
    return re.search(r"^\s*([A-Z2-9]{10})\s*$", told.stdout, re.MULTILINE)[1]
