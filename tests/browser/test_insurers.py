"""An insurer at work in a real browser that shows the certificate of the organisation: I-01 → I-03 → I-04 → corrected (J6)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from nssi.demo.people import INSURERS
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.operate.installation import Installation
from tests.support.browser import AT_A_DESK, choose_files
from tests.support.journeys import Visit
from tests.support.register import INSURER, declaration_file

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-qes")]

FIRST = 40
"""So many months before the present one: nobody else declares from there on in this installation."""


@AT_A_DESK
def test_an_insurer_uploads_reads_the_protocol_and_corrects(
    installation: Installation, open_page: Callable[..., Page], tmp_path: Path, width: int, scripts: bool
):
    own = INSURERS[0].eik.encode()
    certificate = Path(installation.environment["NSSI_VAR"]) / "qes" / f"{INSURERS[0].eik}.pem"
    page = open_page(width=width, scripts=scripts, qes=(installation.qes_url, certificate))
    visit = Visit(installation, page, scripts)
    visit.go("/vhod/")
    visit.follow("Вход за осигурители")
    visit.is_accessible()
    visit.press("Към избора на удостоверение")
    visit.wait_until_done()
    visit.sees("Влизате като осигурител")
    visit.press("Влезте")
    visit.sees("Лица с данни в регистъра")
    visit.is_accessible()
    first = FIRST + 4 * (width == 360) + 2 * scripts
    month = _ago(first)
    wrong = declaration_file(month, broken=1).replace(INSURER.encode(), own, 2)
    sends(visit, tmp_path, wrong)
    visit.sees("Част от редовете не са приети")
    visit.is_accessible()
    visit.go("/osiguriteli/")
    visit.sees("Файлове с грешки за поправяне")
    visit.is_accessible()
    sends(visit, tmp_path, declaration_file(month, _ago(first + 1)).replace(INSURER.encode(), own))
    visit.sees("Всички редове са приети")
    visit.press("Потвърди протокола")
    visit.sees("Протоколът е потвърден.")
    visit.go("/osiguriteli/litse/")
    page.get_by_label("ЕГН или ЛНЧ на лицето").fill("8502124512")
    visit.press("Покажи")
    visit.sees("Данни от този осигурител")
    visit.is_accessible()
    visit.go("/osiguriteli/deklaratsii/redove/")
    visit.is_accessible()


def _ago(months: int) -> Month:
    return Month.of(clock.today()).plus(-months)


def sends(visit: Visit, folder: Path, content: bytes) -> None:
    """I-03 up to the protocol, which comes by itself."""
    file = folder / "EMPL2021.TXT"
    file.write_bytes(content)
    visit.go("/osiguriteli/deklaratsii/novo/")
    visit.sees("Данните по чл. 5, ал. 4, т. 1 КСО се подават в НАП.")
    visit.is_accessible()
    choose_files(visit.page, "Файл с декларации", file)
    visit.press("Подай файла")
    visit.wait_until_done()
