"""A worker that is killed at any point loses nothing, sends nothing twice and activates nothing twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from nssi.access.models import PikCredential
from nssi.foundation import clock
from nssi.pik.actions.perform_step import perform_step
from nssi.pik.models import StepRun
from nssi.signing.actions.read_due_requests import read_due_requests
from nssi.signing.actions.sweep_requests import sweep_requests
from tests.pik.conftest import Visitor

ROOT = Path(__file__).parents[2]
SENDING, STEP = "nssi.signing.sending._note", "nssi.pik.actions.perform_step.settle_run"
ISSUE = "nssi.pik.actions.issue_certificate"
CONFIRM = "nssi.pik.actions.confirm_signature"


def perform_in_a_worker_that_dies_at(place: str, run_id: int, settings: Any) -> None:
    """Perform the run in a process of its own that kills itself where `place` (a function) would be called."""
    database = connection.settings_dict
    variables = {
        "DJANGO_SETTINGS_MODULE": "nssi.config.settings",
        "DATABASE_URL": f"postgresql:///{database['NAME']}?host={quote(database['HOST'])}&user={database['USER']}",
        "NSSI_SIGNING_BASE_URL": settings.SIGNING_BASE_URL,
        "NSSI_SIGNING_CALLBACK_URL": settings.SIGNING_CALLBACK_URL,
        "NSSI_SIGNING_VENDOR_NUMBER": settings.SIGNING_VENDOR_NUMBER,
        "NSSI_SIGNING_API_KEY": settings.SIGNING_API_KEY,
        "NSSI_SIGNING_PRIVATE_KEY_FILE": str(settings.SIGNING_PRIVATE_KEY_FILE),
        "NSSI_SIGNING_TRUST_ANCHORS": str(settings.SIGNING_TRUST_ANCHORS[0]),
        "NSSI_PIK_PEPPER": " ".join(settings.PIK_PEPPERS.values()),
    }
    command = [sys.executable, "-m", "tests.pik.dying_worker", place, str(run_id)]
    died = subprocess.run(
        command, env=os.environ | variables, cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()


def goes_on(visitor: Visitor) -> None:
    """Choose the active step until the procedure is through, as a patient person would."""
    for _ in range(8):
        page = visitor.opens()
        if page.path == "/pik/gotovo/":
            return
        buttons = [button for button in page.buttons if button[0].isdigit()]
        if any(not request["isOver"] for request in visitor.phone.requests()):
            visitor.phone.sign()
        visitor.chooses(int(buttons[0][0]))
    raise AssertionError("the procedure never came to its end")


def nothing(_: Visitor) -> None:
    """The repeat finds all it needs."""


def called_back(visitor: Visitor) -> None:
    """The answer is lost: the callback tells the transaction id, and the sweeper that nobody is sending any more."""
    visitor.provider_calls_back()
    with clock.shift(timedelta(minutes=3)):
        sweep_requests()
        read_due_requests()


@pytest.mark.parametrize(
    ("step", "place", "then"),
    [
        (2, "nssi.pik.actions.request_identity.send_identity_request", nothing),
        (2, SENDING, called_back),
        pytest.param(2, STEP, nothing, marks=pytest.mark.full),
        pytest.param(3, f"{ISSUE}.fetch_signed_document", nothing, marks=pytest.mark.full),
        (3, f"{ISSUE}.issue_pik", nothing),
        pytest.param(3, f"{ISSUE}.make_certificate", nothing, marks=pytest.mark.full),
        (3, f"{ISSUE}.send_document", nothing),
        (3, SENDING, called_back),
        pytest.param(3, STEP, nothing, marks=pytest.mark.full),
        pytest.param(4, f"{CONFIRM}.fetch_signed_document", nothing, marks=pytest.mark.full),
        (4, f"{CONFIRM}.activate_pik", nothing),
        pytest.param(4, f"{CONFIRM}.end_procedure", nothing, marks=pytest.mark.full),
        (4, STEP, nothing),
    ],
)
def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    visitor: Visitor, settings, step: int, place: str, then: Callable[[Visitor], None]
):
    """S0.6, F08: the job is given to another worker, and the person goes on."""
    visitor.comes_to(step)
    if step > 2:
        visitor.phone.sign()
    visitor.presses(step)
    run_id = StepRun.objects.latest("pk").pk
    perform_in_a_worker_that_dies_at(place, run_id, settings)
    perform_step(run_id)  # as the next worker does with a job whose worker has died
    then(visitor)
    goes_on(visitor)
    assert [request["kind"] for request in visitor.phone.requests()] == ["identification", "document"]
    states = sorted(PikCredential.objects.values_list("state", flat=True))
    assert states in (["active"], ["active", "destroyed"])
