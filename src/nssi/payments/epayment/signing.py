"""How everything is said to the ePayment system and by it: JSON in base64, with an HMAC over that. Pure."""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping
from typing import Any


class NotSigned(Exception):  # noqa: N818 – an answer, no error of ours
    """The signature is not of this text and secret, or the text is no JSON object."""


def signed(client_id: str, secret: str, said: Mapping[str, Any]) -> dict[str, str]:
    """Return the three fields of a form that say this: `clientId`, `data`, `hmac`."""
    data = base64.b64encode(json.dumps(said, ensure_ascii=False).encode()).decode()
    return {"clientId": client_id, "data": data, "hmac": _hmac(secret, data)}


def opened(secret: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a signed form says, with its keys in lower case: the system itself takes and gives any. Raises NotSigned."""
    data, given = _field(fields, "data"), _field(fields, "hmac")
    if not hmac.compare_digest(_hmac(secret, data).encode(), given.encode()):
        raise NotSigned
    try:
        said = json.loads(base64.b64decode(data, validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise NotSigned from None
    if not isinstance(said, dict):
        raise NotSigned
    return {str(key).lower(): value for key, value in said.items()}


def _field(fields: Mapping[str, Any], name: str) -> str:
    return str(next((value for key, value in fields.items() if key.lower() == name), ""))


def _hmac(secret: str, data: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), data.encode(), "sha256")).decode()
