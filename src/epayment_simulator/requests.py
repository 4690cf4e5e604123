"""Requests for payment: what was asked, and where each stands. They live as long as the simulator."""

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

REQUIRED = (
    "aisPaymentId", "serviceProviderName", "serviceProviderBank", "serviceProviderBIC", "serviceProviderIBAN", "currency",
    "paymentAmount", "paymentReason", "applicantUinTypeId", "applicantUin", "applicantName", "paymentReferenceNumber",
    "paymentReferenceDate", "expirationDate",
)  # fmt: skip
LONGEST_REASON = 70


class Status(StrEnum):
    """Where a request stands."""

    PENDING = "PENDING"
    AUTHORIZED = "AUTHORIZED"
    ORDERED = "ORDERED"
    PAID = "PAID"
    EXPIRED = "EXPIRED"
    CANCELED = "CANCELED"
    SUSPENDED = "SUSPENDED"
    INPROGRESS = "INPROGRESS"


@dataclass(frozen=True)
class PaymentRequest:
    """One request, as it was asked and as it stands."""

    id: str
    asked: dict[str, Any]
    status: Status
    changed_at: datetime

    @property
    def notice(self) -> dict[str, str]:
        """What is told of it."""
        return {"Id": self.id, "Status": self.status.value, "ChangeTime": self.changed_at.isoformat()}


@dataclass
class Requests:
    """All requests, for threads to share."""

    _by_id: dict[str, PaymentRequest] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def register(self, asked: dict[str, Any]) -> PaymentRequest:
        """The request for these data; one that waits under the same `aisPaymentId` is brought up to date."""
        with self._lock:
            known = next(
                (
                    each
                    for each in self._by_id.values()
                    if each.asked["aisPaymentId"] == asked["aisPaymentId"]
                ),
                None,
            )
            if known and known.status is Status.PENDING:
                request = replace(known, asked=asked)
            elif known:
                return known
            else:
                request = PaymentRequest(
                    f"{len(self._by_id) + 1:08}", asked, Status.PENDING, datetime.now(UTC)
                )
            self._by_id[request.id] = request
            return request

    def find(self, id_: str) -> PaymentRequest | None:
        """The request of this number."""
        return self._by_id.get(id_)

    def change(self, id_: str, status: Status) -> PaymentRequest:
        """The request, with this status from now on."""
        with self._lock:
            changed = replace(self._by_id[id_], status=status, changed_at=datetime.now(UTC))
            self._by_id[id_] = changed
            return changed


def wrong_with(asked: dict[str, Any]) -> list[str]:
    """What keeps a request from being taken."""
    errors = [f"{name} is mandatory" for name in REQUIRED if not asked.get(name)]
    if asked.get("currency") != "EUR":
        errors.append("currency must be EUR")
    amount = str(asked.get("paymentAmount", ""))
    whole, point, cents = amount.partition(".")
    if not (whole.isdigit() and point and len(cents) == 2 and cents.isdigit()):
        errors.append("paymentAmount must be written as 2.33")
    if len(str(asked.get("paymentReason", ""))) > LONGEST_REASON:
        errors.append("paymentReason is too long")
    return errors
