"""Nothing personal reaches the log, whatever people do (the whole log of the installation is read)."""

import re
from pathlib import Path

import pytest

from tests.support.journeys import Visit
from tests.support.phone import Phone
from tests.support.scans import scanned_act

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-application")]


def test_the_journeys_leave_nothing_personal_in_the_log(installation, open_page, log: Path, tmp_path):
    visit = Visit(installation, open_page())
    phone = Phone.register_new(installation.simulator_url)
    pik = visit.gets_a_pik(phone)
    visit.go("/vhod/pik/")
    visit.logs_in(phone.number, pik[::-1])
    visit.sees("Грешно ЕГН/ЛНЧ или ПИК.")
    visit.begins_an_application(phone.number, pik)
    visit.fills_in_an_application(scanned_act(tmp_path), mail := "maria.taina@example.bg")
    uri, access_code = visit.files_the_application()
    visit.looks_up_the_state(uri, access_code)
    visit.go("/nyama-takava-stranitsa/" + phone.number + "/")

    written = log.read_text()
    assert written, "the processes do write a log"
    for personal in (
        phone.number,
        phone.phone,
        phone.phone[-9:],
        pik,
        pik[::-1],
        mail,
        access_code,
        "Иванова",
    ):
        assert personal not in written
    assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", written)
