"""A mail server of the test."""

import pytest

from nssi.messages import jobs
from tests.support.post import mailbox, port, server

__all__ = ["mailbox", "port", "server"]


@pytest.fixture(autouse=True)
def _no_server_was_found_silent(monkeypatch):
    monkeypatch.setattr(jobs, "_server_rests_until", jobs._server_rests_until)
