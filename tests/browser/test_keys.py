"""Secrets are rotated while everything runs: nobody is logged out, and every way in goes on (ASVS 11.1.1)."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from nssi.operate.installation import Installation
from tests.support.journeys import Visit
from tests.support.people import gets_a_pik_at_once
from tests.support.phone import Phone
from tests.support.qes import Holder, logs_in_with_qes

pytestmark = [pytest.mark.browser, pytest.mark.full]


def keys(installation: Installation, act: str) -> str:
    """Run `nssi keys` as the operator does, beside what runs; return what it tells."""
    done = subprocess.run(
        [sys.executable, "-m", "nssi.operate.command", "keys", act],
        env=installation.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stderr


def test_a_rotation_logs_nobody_out_and_every_way_in_goes_on(
    installation: Installation, open_page: Callable[..., Page]
):
    holder, number = Holder.new(installation), Phone.register_new(installation.simulator_url).number
    pik = gets_a_pik_at_once(installation, number)
    before = Visit(installation, open_page(), scripts=True)
    before.go("/vhod/pik/?next=/moite/")
    before.logs_in(number, pik)

    told = keys(installation, "rotate")
    assert told.count("is in use") == 7
    assert "stays: its successor is younger than" in keys(installation, "retire")

    before.go("/moite/zayavleniya/")
    before.sees("Още нямате подадени заявления.")
    anew = Visit(installation, open_page(), scripts=True)
    anew.go("/vhod/pik/?next=/moite/zayavleniya/")
    anew.logs_in(number, pik)
    anew.sees("Още нямате подадени заявления.")
    by_qes = Visit(installation, open_page(qes=holder.browser), scripts=True)
    by_qes.go("/vhod/?next=/moite/zayavleniya/")
    logs_in_with_qes(by_qes)  # the front still shows the old secret
    by_qes.sees("Още нямате подадени заявления.")
