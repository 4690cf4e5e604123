"""A person with a browser and a phone, a real simulator of the provider behind real HTTP, a real worker for the jobs."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client

from nssi.look.page_client import Page, PageClient
from nssi.pik.models import PikProcedure
from nssi.pik.steps import WORDS, Step
from nssi.signing.actions.read_due_requests import read_due_requests
from nssi.signing.models import SigningRequest
from tests.support.phone import Phone
from tests.support.simulator import RunningSimulator, running_simulator
from tests.support.work import run_jobs


@dataclass
class Visitor:
    """A person before the portal. Every page they see is checked whole by the page client."""

    pages: PageClient
    phone: Phone
    simulator: RunningSimulator

    def opens(self, path: str = "/pik/stapki/") -> Page:
        return self.pages.get(path)

    def types_phone(self, typed: str | None = None) -> Page:
        page = self.opens("/pik/")
        return page.submit(
            {"Номер на мобилен телефон": self.phone.phone if typed is None else typed},
            button=str(WORDS[Step.CHECK].label),
        )

    def checks(self) -> Page:
        """Go through step 1."""
        self.types_phone()
        run_jobs()
        return self.opens()

    def presses(self, step: int) -> Page:
        """Press the button of a step; nothing is performed yet."""
        page = self.opens()
        (button,) = [button for button in page.buttons if button.startswith(f"{step}.")]
        return page.submit(button=button)

    def chooses(self, step: int) -> Page:
        """Press the button of a step and wait for what comes of it."""
        self.presses(step)
        run_jobs()
        return self.opens()

    def comes_to(self, step: int) -> Page:
        """Go through all steps before `step`, signing what is to be signed."""
        page = self.checks()
        if step > Step.REQUEST:
            page = self.chooses(Step.REQUEST)
        if step > Step.ISSUE:
            self.phone.sign()
            page = self.chooses(Step.ISSUE)
        return page

    def gets_a_pik(self) -> Page:
        """Go through the whole procedure."""
        self.comes_to(Step.CONFIRM)
        self.phone.sign()
        return self.chooses(Step.CONFIRM)

    def holds(self, **details: str) -> None:
        """Be somebody else on the phone: with another identity card, another number."""
        self.phone = Phone.register_new(self.simulator.url, **details)

    def provider_calls_back(self) -> None:
        """Let the provider tell the portal that a document may be ready, and the portal read its status."""
        request = SigningRequest.objects.latest("created_at")
        path = f"/signing/evrotrust/{request.callback_token}/document/ready"
        body = {"transactionID": self.phone.requests()[-1]["transactionID"], "status": 2}
        assert Client().post(path, body, content_type="application/json").status_code == 204
        read_due_requests()

    def certificate_will_be_refused(self) -> None:
        """Let the provider say „try again in 60 seconds“ (469), which for a certificate only its newer version says."""
        self.simulator.change(version="newer")
        self.phone.will(sending="busy")

    @property
    def procedure(self) -> PikProcedure:
        return PikProcedure.objects.latest("created_at")


@pytest.fixture(scope="session")
def running() -> Iterator[RunningSimulator]:
    with running_simulator() as simulator:
        yield simulator


@pytest.fixture
def simulator(running: RunningSimulator, settings) -> Iterator[RunningSimulator]:
    """The signing provider of this installation: it answers at once, unless a test says otherwise."""
    running.use(settings)
    yield running
    running.reset()


@pytest.fixture
def visitor(transactional_db, simulator: RunningSimulator) -> Visitor:
    """A visitor whose phone is registered with the app; no job of another test waits."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    return Visitor(PageClient(Client()), Phone.register_new(simulator.url), simulator)
