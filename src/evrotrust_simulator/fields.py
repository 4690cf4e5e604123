"""Which fields a request may have, and of what type; the published API is held to strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Shape: TypeAlias = "type | dict[str, Shape] | list[Shape]"

USER: Shape = {"identificationNumber": str, "country": str, "email": str, "phone": str}
_INCLUDES = [
    "names",
    "latinNames",
    "emails",
    "phones",
    "address",
    "documentType",
    "documentNumber",
    "documentIssuerName",
    "documentValidDate",
    "documentIssueDate",
    "identificationNumber",
    "gender",
    "nationality",
    "documentPicture",
    "documentSignature",
    "picFront",
    "picBack",
    "picIDCombined",
    "dateOfBirth",
    "placeOfBirth",
]

USER_CHECK: dict[str, Shape] = {"vendorNumber": str, "user": USER}
TRANSACTION: dict[str, Shape] = {"transactionID": str, "vendorNumber": str}
THREAD: dict[str, Shape] = {"threadID": str, "vendorNumber": str}
VERSION: dict[str, Shape] = {"vendorNumber": str}
IDENTIFICATION: dict[str, Shape] = {
    "document": {"dateExpire": int},
    "includes": dict.fromkeys(_INCLUDES, bool),
    "identificationReason": str,
    "signInfo": {"algorithm": str},
    "user": USER,
    "vendorNumber": str,
    "urlCallback": str,
    "publicKey": str,
}
ONLINE: dict[str, Shape] = {
    "document": {
        "description": str,
        "dateExpire": int,
        "coverage": int,
        "preview": int,
        "checksumDocument": str,
    },
    "signInfo": {"type": str, "algorithm": str},
    "urlCallback": str,
    "vendorNumber": str,
    "users": [USER],
    "publicKey": str,
}


class WrongFieldError(Exception):
    """A field that is unknown, missing, of a wrong type or without sense; says which, never its value."""


def check_fields(body: object, shape: Mapping[str, Shape], *, is_strict: bool) -> dict[str, Any]:
    """The body, when each of its fields has the type the shape says; unknown ones only where not strict."""
    _check(body, dict(shape), "body", is_strict)
    assert isinstance(body, dict)  # noqa: S101
    return body


def required(body: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path; WrongFieldError where there is none."""
    value: Any = body
    for name in path.split("."):
        if not isinstance(value, dict) or value.get(name) in (None, "", [], {}):
            raise WrongFieldError(f"{path} is missing")
        value = value[name]
    return value


def _check(value: object, shape: Shape, path: str, is_strict: bool) -> None:
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            raise WrongFieldError(f"{path} must be an object")
        for name, member in value.items():
            if name in shape:
                _check(member, shape[name], f"{path}.{name}", is_strict)
            elif is_strict:
                raise WrongFieldError(f"{path} has an unknown field")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise WrongFieldError(f"{path} must be an array")
        for member in value:
            _check(member, shape[0], f"{path}[]", is_strict)
    elif type(value) is not shape:  # exactly: to Python, true is a number as well
        raise WrongFieldError(f"{path} must be {shape.__name__}")
