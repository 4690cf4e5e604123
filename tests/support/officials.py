"""Officials for tests, and browsers in which they are logged in. A conftest that wants the fixtures imports them."""

from collections.abc import Callable
from itertools import count

import pytest
from django.test import Client

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.look.page_client import PageClient

Role = Official.Role
_numbers = count(1)


def make_official(
    role: Role = Role.CLERK, body: str = "03", name: str = "Ирина Петрова", **more: object
) -> Official:
    """Return a new official who works in the body with this code."""
    return Official.objects.create(
        username=f"official{next(_numbers)}",
        password="!",
        full_name=name,
        role=role,
        competent_body_id=body,
        **more,
    )


def log_in_as(client: Client, official: Official) -> Client:
    """Log the official in, without the page of the login."""
    session = client.session
    session["access.official"] = official.pk
    session["access.official_password"] = official.get_session_auth_hash()
    session["access.seen_at"] = clock.now().isoformat()
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


@pytest.fixture
def at_work(db) -> Callable[[Official], PageClient]:
    """A browser in which this official is logged in: `at_work(official)`."""
    return lambda official: PageClient(log_in_as(Client(), official))
