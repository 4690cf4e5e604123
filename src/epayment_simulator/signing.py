"""Signed forms: `data` is JSON in base64, `hmac` is base64 of HMAC-SHA-256 over it."""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping
from typing import Any


class NotAuthorized(Exception):  # noqa: N818 – it names what happened
    """The client is unknown, or the signature is not its own."""


class BadData(Exception):  # noqa: N818 – it names what happened
    """The data are no JSON object."""


def signed(client_id: str, secret: str, said: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form that says this."""
    data = base64.b64encode(json.dumps(said).encode()).decode()
    return {"clientId": client_id, "data": data, "hmac": signature(secret, data)}


def opened(client_id: str, secret: str, form: Mapping[str, str]) -> dict[str, Any]:
    """What a signed form says."""
    data = form.get("data", "")
    theirs = form.get("clientId", "") == client_id
    if not (theirs and hmac.compare_digest(signature(secret, data).encode(), form.get("hmac", "").encode())):
        raise NotAuthorized
    try:
        said = json.loads(base64.b64decode(data, validate=True))
    except (ValueError, binascii.Error):
        raise BadData from None
    if not isinstance(said, dict):
        raise BadData
    return said


def signature(secret: str, data: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), data.encode(), "sha256")).decode()
