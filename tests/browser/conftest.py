"""One installation and one chromium for all journeys of a test process."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, Page

from nssi.operate.installation import Installation, running_installation
from tests.support.browser import opened_page
from tests.support.database import copied_database
from tests.support.phone import Phone
from tests.support.work import no_jobs


@pytest.fixture(scope="session")
def log(tmp_path_factory) -> Path:
    """What all processes of the installation write."""
    return tmp_path_factory.mktemp("log") / "installation.log"


@pytest.fixture(scope="session")
def installation(log: Path, postgres_url: str, worker_id: str) -> Iterator[Installation]:
    """The whole product, as `make run` starts it, with a phone that is quicker than people are."""
    with TemporaryDirectory(prefix="nssi-installation-") as folder, ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DATABASE_URL", copied_database(postgres_url, f"installation_{worker_id}"))
            running = stack.enter_context(
                running_installation(
                    Path(folder) / "var",
                    simulator_options=("--delay-appear", "0.2", "--delay-sign", "0.5"),
                    log=log,
                )
            )
        yield running


@pytest.fixture
def jobs_held(installation: Installation) -> Callable[[], AbstractContextManager[None]]:
    """`with jobs_held():` what waits for a job goes on waiting, and its page stays to be seen."""
    return lambda: no_jobs(installation)


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page: `open_page(width=360, scripts=False)`; each has cookies of its own."""
    with ExitStack() as stack:
        yield lambda **how: stack.enter_context(opened_page(chromium, **how))


@pytest.fixture
def phone(installation: Installation) -> Iterator[Phone]:
    """The phone of a new person, registered at the simulator."""
    owner = Phone.register_new(installation.simulator_url)
    yield owner
    owner.settle()
