"""The port: what the house asks of any signing provider, and what it may get back.

Drivers (`evrotrust/`) speak a provider's protocol and decide nothing; the state of every request lives in our tables.
Every call waits on the network: call them from jobs, never while a page is waiting.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from nssi.people.identifiers import PersonalNumber

Addressee = str | PersonalNumber
"""Whose app a document goes to: the owner of a phone (E.164, `+359…`), or the person with this number."""


class SigningError(Exception):
    """Something went wrong between us and the provider. Messages carry codes, never personal data."""


class ProviderUnavailable(SigningError):  # noqa: N818 – it names what happened
    """No usable answer now; asking again later is right. `retry_after` is what the provider asked for, in seconds."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class ProviderRefused(SigningError):  # noqa: N818 – it names what happened
    """The provider understood and said no; the same question gets the same answer. `code` is its own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooEarly(SigningError):  # noqa: N818 – it names what happened
    """The provider does not know the document yet, or its result is not ready."""


class PersonNotFound(ProviderRefused):
    """The provider knows nobody with this phone, or with this number."""


class BrokenPackage(SigningError):  # noqa: N818 – it names what happened
    """What was downloaded cannot be opened; a half-written one is whole a little later."""


@dataclass(frozen=True)
class Registration:
    """What the provider says of a phone: an account there, and one that can sign today."""

    is_registered: bool
    can_sign: bool


class Outcome(StrEnum):
    """What is known of a sending."""

    SENT = "sent"
    REFUSED = "refused"
    """Certainly not on the person's phone: it may be sent again."""
    UNKNOWN = "unknown"
    """The answer was lost: the document may be on the phone, so it is not sent again."""


@dataclass(frozen=True)
class Sending:
    """The outcome of a sending: ids where it is sent, the reason (a code) where it is not."""

    outcome: Outcome
    transaction_id: str = ""
    thread_id: str = ""
    reason: str = ""


class SigningStatus(StrEnum):
    """Where a document stands at the provider."""

    PENDING = "pending"
    PROCESSING = "processing"
    SIGNED = "signed"
    REJECTED = "rejected"
    EXPIRED = "expired"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    UNDELIVERABLE = "undeliverable"
    FACE_CHECK_FAILED = "face_check_failed"
    NOT_FOUND_YET = "not_found_yet"
    UNKNOWN_CODE = "unknown_code"


@dataclass(frozen=True)
class StatusReport:
    """The status, the provider's own code for it (None: not found yet), and why the person refused, if they said."""

    status: SigningStatus
    code: int | None = None
    reject_reason: str = ""


@dataclass(frozen=True)
class SignedDocument:
    """The signed file as the provider gave it: not yet verified."""

    content: bytes


class SigningProvider(Protocol):
    """A provider of signatures on the person's phone. Phones are E.164 (`+359…`), times aware."""

    @property
    def name(self) -> str:
        """The provider's name as requests keep it."""

    @property
    def key_id(self) -> str:
        """The id of the key pair for which results of new requests will be encrypted."""

    def lookup(self, phone: str) -> Registration:
        """Ask whether the owner of `phone` can sign. Raises ProviderUnavailable, ProviderRefused."""

    def request_identity(self, phone: str, reason: str, expires_at: datetime, callback_url: str) -> Sending:
        """Send a request for the data of the identity card; `reason` is shown to the person. Never repeated."""

    def request_signature(
        self,
        addressee: Addressee,
        file_name: str,
        content: bytes,
        description: str,
        expires_at: datetime,
        callback_url: str,
    ) -> Sending:
        """Send a PDF to be signed; `description` is its name on the phone. Never repeated."""

    def poll(self, transaction_id: str) -> StatusReport:
        """Read where a document stands. Raises ProviderUnavailable, ProviderRefused."""

    def fetch(self, transaction_id: str, key_id: str) -> SignedDocument:
        """Download and open a result. Raises TooEarly, BrokenPackage, ProviderUnavailable, ProviderRefused."""

    def withdraw(self, thread_id: str) -> bool:
        """Take a document back; True when it is withdrawn now or was before, False when it is too late.

        Raises TooEarly, ProviderUnavailable, ProviderRefused.
        """
