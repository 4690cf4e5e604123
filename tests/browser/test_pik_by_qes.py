"""A PIK asked for with a QES in a real browser that shows its certificate, up to the login with what was downloaded (P-08)."""

import re
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from nssi.operate.installation import Installation
from tests.support.browser import ON_A_PHONE
from tests.support.journeys import Visit
from tests.support.qes import Holder, officials_do

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-qes")]


@ON_A_PHONE
def test_a_qes_holder_asks_for_a_pik_and_downloads_it(
    installation: Installation, open_page: Callable[..., Page], width: int, scripts: bool
):
    holder = Holder.new(installation)
    visit = Visit(installation, open_page(width=width, scripts=scripts, qes=holder.browser), scripts)
    visit.go("/pik/kak/")
    visit.follow("Поискайте ПИК с КЕП")
    visit.press("Към избора на удостоверение")
    visit.wait_until_done()
    visit.press("Влезте")
    visit.sees("Искате издаване на ПИК за")
    visit.is_accessible()
    visit.press("Подай искането")
    visit.sees("Изберете териториално поделение")
    visit.is_accessible()
    visit.page.get_by_label("E-mail").fill("maria@example.bg")
    visit.page.get_by_label("Кое териториално поделение").select_option(label="ТП на НОИ – Варна")
    visit.press("Подай искането")
    visit.sees("Заявлението е заведено")
    visit.is_accessible()
    uri = re.search(r"1005-\d{6}-\d\d\.\d\d\.\d{4}", visit.page.content())[0]
    officials_do(installation, uri, "gishe:grant:{}")
    visit.go("/moite/zayavleniya/")
    visit.page.get_by_role("main").locator("a[href*='/moite/zayavleniya/']").first.click()
    visit.follow("Изтеглете удостоверението за ПИК")
    visit.sees("Кодът се изготвя в момента на изтеглянето")
    visit.is_accessible()
    with visit.page.expect_download() as download:
        visit.press("Изтегли удостоверението за ПИК")
    told = subprocess.run(
        ["pdftotext", "-layout", download.value.path(), "-"], capture_output=True, check=True, text=True
    )
    assert re.search(r"^\s*[A-Z2-9]{10}\s*$", told.stdout, re.MULTILINE) and holder.number in told.stdout
    visit.go("/moite/sigurnost/")
    visit.sees("Издаден Ви е ПИК с удостоверение")
    visit.is_accessible()
