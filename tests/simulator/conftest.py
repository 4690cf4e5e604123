"""One simulator for each module, cleared and without delays for each test."""

import io
from collections.abc import Iterator
from threading import Event

import pikepdf
import pytest

from evrotrust_simulator.config import Config, Settings
from evrotrust_simulator.server import RunningServer, serve
from evrotrust_simulator.simulator import SIGNING_THREADS
from tests.simulator.vendor import API_KEY, MARIA, VENDOR_NUMBER, Vendor


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    settings = Settings(delay_appear=0, delay_sign=0, hang_seconds=0.5)
    folder = tmp_path_factory.mktemp("simulator")
    with serve(Config(folder, VENDOR_NUMBER, API_KEY, port=0, settings=settings)) as running:
        yield running


@pytest.fixture
def vendor(server: RunningServer) -> Vendor:
    """A vendor of the simulator in which Maria alone is registered."""
    vendor = Vendor(server.url)
    assert vendor.control("reset").code == 200
    assert vendor.control("people", **MARIA).code == 200
    return vendor


@pytest.fixture
def signing_held(server: RunningServer) -> Iterator[Event]:
    """Whatever is signed stays in processing until the test sets this: those who would do it are kept busy."""
    let_go = Event()
    for _ in range(SIGNING_THREADS):
        server.simulator._signing.run(let_go.wait)
    yield let_go
    let_go.set()


@pytest.fixture(scope="session")
def pdf() -> bytes:
    """A small PDF to be signed."""
    document = pikepdf.new()
    document.add_blank_page()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
