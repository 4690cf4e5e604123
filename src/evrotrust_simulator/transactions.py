"""What was sent for signing and how far it is: one transaction is one document for one person."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from evrotrust_simulator.people import Person


class Status(IntEnum):
    """The provider's numbers; 7 and 8 are newer than the published API."""

    PENDING = 1
    SIGNED = 2
    REJECTED = 3
    EXPIRED = 4
    FAILED = 5
    WITHDRAWN = 6
    UNDELIVERABLE = 7
    FACE_CHECK_FAILED = 8

    def as_published(self) -> Status:
        """The number that the published API has for it."""
        return Status.FAILED if self > Status.WITHDRAWN else self


class Kind(Enum):
    IDENTIFICATION = "identification"
    DOCUMENT = "document"


class ConflictError(Exception):
    """The transaction is not in a state in which this can be done."""


@dataclass(frozen=True)
class Sent:
    """What the vendor sent: the PDF as it will be signed, and how the result is wanted."""

    kind: Kind
    title: str
    file_name: str
    content: bytes
    expires_at: int
    public_key: RSAPublicKey
    callback_url: str = ""
    must_view: bool = False
    xml: bytes | None = None


@dataclass(eq=False)
class Transaction:
    """`status` and what goes with it change by the functions of `Transactions` alone; times are Unix seconds."""

    id: str
    thread_id: str
    person: Person
    sent: Sent
    sent_at: float
    appears_at: float
    status: Status = Status.PENDING
    is_processing: bool = False
    reject_reason: str = ""
    is_viewed: bool = False
    is_callback_lost: bool = False
    signed: bytes | None = None
    package: bytes | None = None
    package_flaw: str = ""
    """What is wrong with the next download alone."""
    callbacks: list[str] = field(default_factory=list)
    """What became of each attempt to call the vendor back: an HTTP status, or `no answer`."""

    @property
    def has_appeared(self) -> bool:
        """Whether vendor and person can see it yet."""
        return time.time() >= self.appears_at

    @property
    def is_pending(self) -> bool:
        return self.status is Status.PENDING and time.time() < self.sent.expires_at

    @property
    def is_over(self) -> bool:
        return self.status is not Status.PENDING and not self.is_processing


class Transactions:
    """All transactions since the start or the last reset. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._by_id: dict[str, Transaction] = {}
        self._by_thread: dict[str, Transaction] = {}
        self._by_person: dict[str, list[Transaction]] = {}

    def add(self, person: Person, sent: Sent, delay: float) -> Transaction:
        now = time.time()
        with self._lock:
            while (transaction_id := f"{secrets.randbelow(10**12):012}") in self._by_id:
                pass
            transaction = Transaction(transaction_id, secrets.token_hex(6), person, sent, now, now + delay)
            self._by_id[transaction.id] = transaction
            self._by_thread[transaction.thread_id] = transaction
            self._by_person.setdefault(person.id, []).append(transaction)
        return transaction

    def get(self, transaction_id: str) -> Transaction | None:
        return self._by_id.get(transaction_id)

    def of_thread(self, thread_id: str) -> Transaction | None:
        return self._by_thread.get(thread_id)

    def of_person(self, person: Person) -> list[Transaction]:
        """Oldest first, with those that have not appeared yet."""
        with self._lock:
            return list(self._by_person.get(person.id, ()))

    def all(self) -> list[Transaction]:
        with self._lock:
            return list(self._by_id.values())

    def clear(self) -> None:
        with self._lock:
            self._by_id.clear()
            self._by_thread.clear()
            self._by_person.clear()

    def start_signing(self, transaction: Transaction) -> None:
        """Status 2 with `isProcessing`. Raises ConflictError unless it waits to be signed."""
        with self._lock:
            if not (transaction.has_appeared and transaction.is_pending):
                raise ConflictError
            transaction.status = Status.SIGNED
            transaction.is_processing = True

    def finish_signing(
        self,
        transaction: Transaction,
        status: Status,
        signed: bytes | None = None,
        package: bytes | None = None,
    ) -> None:
        with self._lock:
            transaction.signed, transaction.package = signed, package
            transaction.status = status
            transaction.is_processing = False

    def end(self, transaction: Transaction, status: Status, reason: str = "") -> None:
        """Ends a waiting transaction without a signature. Raises ConflictError for any other."""
        with self._lock:
            if transaction.status is not Status.PENDING:
                raise ConflictError
            transaction.status, transaction.reject_reason = status, reason
