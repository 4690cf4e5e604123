"""The signing provider of the tests: the simulator, spoken to over real HTTP. `tests.support.phone` is its people's side."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import urllib3

from evrotrust_simulator.config import Config, Settings
from evrotrust_simulator.server import serve

VENDOR_NUMBER = "TESTVENDOR000001"
API_KEY = "00000000-0000-4000-8000-000000000000"

_AT_ONCE = {"delay_appear": 0.0, "delay_sign": 0.0, "hang_seconds": 1.0}
_AS_AT_START = {**_AT_ONCE, "package": "rijndael", "version": "1.0.154", "outage": "none"}


@dataclass(frozen=True)
class RunningSimulator:
    """A running simulator; `anchor` is the certificate by which its signatures can be trusted."""

    url: str
    anchor: Path

    @property
    def vendor_url(self) -> str:
        """The base URL of the provider's API."""
        return f"{self.url}/vendor"

    def use(self, settings: Any) -> None:
        """Make Django's `settings` (the fixture) name this simulator as the signing provider."""
        settings.SIGNING_BASE_URL = self.vendor_url
        settings.SIGNING_VENDOR_NUMBER = VENDOR_NUMBER
        settings.SIGNING_API_KEY = API_KEY
        settings.SIGNING_TRUST_ANCHORS = settings.QES_TRUST_ANCHORS = [self.anchor]
        settings.SIGNING_CALLBACK_URL = "http://127.0.0.1:9"  # nobody listens: polling must do alone

    def change(self, **values: Any) -> None:
        """Change the package, the version, the delays, or let the provider be down (`outage`)."""
        self._tell("settings", values)

    def reset(self) -> None:
        """Forget requests and plans, keep the people, answer at once again."""
        self._tell("reset", {})
        self.change(**_AS_AT_START)

    def _tell(self, control: str, values: dict[str, Any]) -> None:
        answer = urllib3.request("POST", f"{self.url}/control/{control}", json=values, timeout=20)
        assert answer.status == 200, answer.data.decode()


@contextmanager
def running_simulator(**settings: Any) -> Iterator[RunningSimulator]:
    """Run a simulator in threads of this process while the block runs; it answers at once unless told otherwise."""
    with tempfile.TemporaryDirectory(prefix="simulator-") as folder:
        chosen = Settings().changed({**_AT_ONCE, **settings})
        with serve(Config(Path(folder), VENDOR_NUMBER, API_KEY, port=0, settings=chosen)) as server:
            yield RunningSimulator(server.url, server.anchor)
