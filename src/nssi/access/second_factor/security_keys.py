"""Security keys (WebAuthn): what is asked of a browser, and what its answer proves. The key is bound to the portal's name.

A question goes to the browser as JSON and leaves a state for the session; each is answered once.
"""

import ipaddress
import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from nssi.access.models import Official, SecurityKey

State = dict[str, Any]


class NotProven(Exception):  # noqa: N818 – the name says it
    """The answer of the browser does not prove what was asked."""


def host_of(request: HttpRequest) -> str:
    """Return the name that keys are bound to; empty where the portal is opened by a number, to which none can be."""
    host = request.get_host().rsplit(":", 1)[0]
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host
    return ""


def ask_for_new(host: str, official: Official) -> tuple[str, State]:
    """Return the question by which a browser makes a new key for the official, and its state."""
    user = PublicKeyCredentialUserEntity(
        id=str(official.pk).encode(), name=official.username, display_name=official.full_name
    )
    options, state = _server(host).register_begin(
        user,
        _credentials(list(official.security_keys.all())),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return _json(options), state


def made(host: str, state: State, answer: str) -> tuple[bytes, bytes, int]:
    """Return of the key that was made its id, what it is known by, and how often it has signed. Raises `NotProven`."""
    try:
        made_key = _server(host).register_complete(state, json.loads(answer))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotProven from error
    known_by = made_key.credential_data
    if known_by is None:
        raise NotProven
    return known_by.credential_id, bytes(known_by), made_key.counter


def ask(host: str, keys: Sequence[SecurityKey]) -> tuple[str, State]:
    """Return the question that one of these keys can answer, and its state."""
    options, state = _server(host).authenticate_begin(
        _credentials(keys), user_verification=UserVerificationRequirement.PREFERRED
    )
    return _json(options), state


def answered_by(host: str, state: State, keys: Sequence[SecurityKey], answer: str) -> tuple[SecurityKey, int]:
    """Return the key that has answered, and how often it has signed by now.

    Raises `NotProven`, also where it has signed less often than before: then there are two of it.
    """
    try:
        given = json.loads(answer)
        known_by = _server(host).authenticate_complete(state, _credentials(keys), given)
        signed = _signed_times(given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotProven from error
    key = next(key for key in keys if bytes(key.credential_id) == known_by.credential_id)
    if (signed or key.sign_count) and signed <= key.sign_count:
        raise NotProven
    return key, signed


def _signed_times(given: Any) -> int:
    return int(AuthenticationResponse.from_dict(given).response.authenticator_data.counter)


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name=settings.INSTITUTION_NAME))


def _credentials(keys: Sequence[SecurityKey]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(key.credential)) for key in keys]


def _json(options: Any) -> str:
    return json.dumps(dict(options)["publicKey"])
