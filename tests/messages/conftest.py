"""Settings that lead to a mail server of the test."""

import socket
from functools import partial

import pytest

from tests.messages.post import running_server


@pytest.fixture
def port(settings):
    """Where the mail server is to listen."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    return settings.EMAIL_PORT


@pytest.fixture
def server(port):
    """Run a mail server while the block runs: `with server() as mailbox`."""
    return partial(running_server, port)
