"""The door to the ePayment system: a fee is registered there, and statuses are asked for."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import urllib3
from django.conf import settings
from django.utils.dateparse import parse_datetime
from urllib3.exceptions import HTTPError

from nssi.foundation import clock
from nssi.payments.epayment.signing import signed

_TIMEOUT = urllib3.Timeout(connect=5, read=15)
_LONGEST_ANSWER = 256 * 1024
_pool = urllib3.PoolManager(maxsize=4, timeout=_TIMEOUT, retries=False)


class NotAnswered(Exception):  # noqa: N818 – it names what happened
    """The system was not reached, or gave no answer that can be read. Asking again does no harm."""


class Refused(Exception):  # noqa: N818 – it names what happened
    """The system does not take the request; it says why in words that are not for the person."""


@dataclass(frozen=True)
class Told:
    """What the system says of one request: its status, and since when."""

    reference: str
    status: str
    changed_at: datetime


def is_connected() -> bool:
    """Return whether fees can be paid online here."""
    return bool(settings.EPAYMENT_URL)


def register(request: dict[str, str]) -> str:
    """Register a request for payment and return its reference; one with the same `aisPaymentId` that waits is the same.

    Raises NotAnswered, Refused.
    """
    answer = _lowered(_ask("paymentJson", request))
    accepted = answer.get("acceptedreceiptjson")
    if isinstance(accepted, dict) and (reference := str(_lowered(accepted).get("id", ""))):
        return reference
    if answer.get("unacceptedreceiptjson"):
        raise Refused
    raise NotAnswered


def statuses(references: list[str]) -> list[Told]:
    """Return what the system says of these requests; those that it does not know are left out. Raises NotAnswered."""
    answer = _lowered(_ask("paymentsStatus", {"requestIds": references}))
    told = [
        read_status(_lowered(each)) for each in answer.get("paymentstatuses") or [] if isinstance(each, dict)
    ]
    return [each for each in told if each is not None]


def read_status(said: dict[str, Any]) -> Told | None:
    """Return what a status says (its keys in lower case); None where it cannot be read."""
    reference, status, moment = (said.get(key) for key in ("id", "status", "changetime"))
    if isinstance(status, int) and not isinstance(status, bool):
        status = _BY_NUMBER.get(status)
    changed_at = parse_datetime(moment) if isinstance(moment, str) else None
    if not reference or not isinstance(status, str) or changed_at is None:
        return None
    if changed_at.tzinfo is None:  # its clocks show Sofia's time
        changed_at = changed_at.replace(tzinfo=clock.SOFIA)
    return Told(str(reference)[:40], status.upper()[:20], changed_at)


_BY_NUMBER = {
    1: "PENDING",
    2: "AUTHORIZED",
    3: "ORDERED",
    4: "PAID",
    5: "EXPIRED",
    6: "CANCELED",
    7: "SUSPENDED",
    9: "INPROGRESS",
}


def _ask(resource: str, said: dict[str, Any]) -> dict[str, Any]:
    fields = signed(settings.EPAYMENT_CLIENT_ID, settings.EPAYMENT_SECRET, said)
    url = f"{settings.EPAYMENT_URL.rstrip('/')}/api/v1/eService/{resource}"
    try:
        answer = _pool.request(
            "POST", url, fields=fields, encode_multipart=False, redirect=False, preload_content=False
        )
        body = answer.read(_LONGEST_ANSWER)
        answer.release_conn()
    except HTTPError as error:
        raise NotAnswered from error
    if answer.status != 200:
        raise NotAnswered
    try:
        told = json.loads(body)
    except ValueError:
        raise NotAnswered from None
    if not isinstance(told, dict):
        raise NotAnswered
    return told


def _lowered(said: dict[str, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in said.items()}
