"""Officials for tests, their apps, and browsers in which they are logged in. A conftest that wants the fixtures imports them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from secrets import token_bytes

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData

from nssi.access.actions.enrol_app import keep_app
from nssi.access.models import Official, SecurityKey
from nssi.access.second_factor.app_codes import code_at, new_secret
from nssi.foundation import clock
from nssi.look.page_client import PageClient
from nssi.operate.installation import Installation
from tests.support.journeys import Visit

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
    session["access.seen_at"] = session["access.began_at"] = clock.now().isoformat()
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def give_app(official: Official) -> str:
    """Give the official an authenticator app that has spent no code yet; return its secret."""
    secret = new_secret()
    keep_app(official, secret)
    return secret


def give_key(official: Official) -> SecurityKey:
    """Give the official a security key that nobody holds."""
    public_key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid.NONE, token_bytes(16), public_key)
    return SecurityKey.objects.create(
        official=official,
        name="син",
        credential_id=credential.credential_id,
        credential=bytes(credential),
        sign_count=0,
        added_at=clock.now(),
    )


def code_of(secret: str, *, later: int = 0) -> str:
    """Return the code that an app with this secret shows now, or `later` seconds after."""
    return code_at(secret, datetime.now(UTC) + timedelta(seconds=later))


def logs_in_official(visit: Visit, username: str, password: str, secret: str) -> None:
    """Log an official in from the page of the login, as people do (O-01)."""
    visit.page.get_by_label("Потребителско име").fill(username)
    visit.page.get_by_label("Парола", exact=True).fill(password)
    visit.page.get_by_role("button", name="Вход", exact=True).click()
    visit.is_at("Втора стъпка на входа")
    visit.page.get_by_label("Код от приложението").fill(code_of(secret))
    visit.page.get_by_role("button", name="Вход", exact=True).click()


def logs_in_demo_official(visit: Visit, username: str) -> None:
    """Log an official of the demonstration in, whose last code may be younger than half a minute: it is as if it were not."""
    known = demo_secrets(visit.installation)
    with psycopg.connect(visit.installation.environment["DATABASE_URL"], autocommit=True) as database:
        database.execute("UPDATE access_authenticatorapp SET last_step = 0")
    logs_in_official(visit, username, known[username], known[f"{username}:app"])


def demo_secrets(installation: Installation) -> dict[str, str]:
    """Return what the demonstration gives away: passwords by user name, and the secrets of apps."""
    return json.loads((Path(installation.environment["NSSI_VAR"]) / "demonstration.json").read_text())


@pytest.fixture
def at_work(db) -> Callable[[Official], PageClient]:
    """A browser in which this official is logged in: `at_work(official)`."""
    return lambda official: PageClient(log_in_as(Client(), official))
