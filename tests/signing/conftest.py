"""A signing provider behind real HTTP, a person with its app, and the port by which the house speaks to it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from nssi.foundation import clock
from nssi.signing.port import SigningProvider
from nssi.signing.providers import signing_provider
from tests.signing.signatory import Authority, new_authority
from tests.support.phone import Phone
from tests.support.simulator import RunningSimulator, running_simulator


@pytest.fixture(scope="session")
def running() -> Iterator[RunningSimulator]:
    with running_simulator() as simulator:
        yield simulator


@pytest.fixture
def simulator(running: RunningSimulator, settings) -> Iterator[RunningSimulator]:
    """The provider that the settings name; every test finds it as at its start."""
    running.use(settings)
    yield running
    running.reset()


@pytest.fixture(scope="session")
def registered(running: RunningSimulator) -> Phone:
    return Phone.register_new(running.url)


@pytest.fixture
def phone(simulator: RunningSimulator, registered: Phone) -> Phone:
    """A person with the app, on whose phone nothing waits."""
    return registered


@pytest.fixture
def provider(simulator: RunningSimulator) -> SigningProvider:
    return signing_provider()


@pytest.fixture
def in_two_hours() -> datetime:
    return clock.now() + timedelta(hours=2)


@pytest.fixture(scope="session")
def authority() -> Authority:
    """A certificate authority of the test itself."""
    return new_authority()
