"""The ePayment system of the tests: the simulator, spoken to over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from epayment_simulator.app import Config, RunningServer, serve

CLIENT_ID = "TESTCLIENT"
SECRET = "тайна на клиента"


@contextmanager
def running_epayment(settings: Any, hurry: float = 1000) -> Iterator[RunningServer]:
    """Run a simulator in threads of this process, and let Django's `settings` (the fixture) name it, while the block runs."""
    with serve(Config(CLIENT_ID, SECRET, port=0, hurry=hurry)) as server:
        settings.EPAYMENT_URL = settings.EPAYMENT_PORTAL_URL = server.url
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {
            "DIRECTIVES": {**policy, "form-action": [*policy["form-action"], server.url]}
        }
        settings.EPAYMENT_CLIENT_ID, settings.EPAYMENT_SECRET = CLIENT_ID, SECRET
        settings.EPAYMENT_BANK, settings.EPAYMENT_BIC = "Банка", "BNBGBGSD"
        settings.EPAYMENT_IBAN = "BG80BNBG96611020345678"
        settings.EPAYMENT_NOTICE_URL = "http://127.0.0.1:9"  # nobody listens: asking must do alone
        yield server
