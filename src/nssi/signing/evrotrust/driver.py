"""The port, spoken in Evrotrust's words. Only fields that its API 1.0.154 lists are sent; newer ones are understood."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from nssi.foundation import clock
from nssi.signing.evrotrust.client import Answer, AnswerLost, Code, EvrotrustClient, NotConnected, meaning
from nssi.signing.evrotrust.keys import KeyPair
from nssi.signing.evrotrust.package import PACKAGE_LIMIT, open_package
from nssi.signing.port import (
    Addressee,
    BrokenPackage,
    Outcome,
    PersonNotFound,
    ProviderRefused,
    ProviderUnavailable,
    Registration,
    Sending,
    SignedDocument,
    SigningStatus,
    StatusReport,
    TooEarly,
)

_IDENTITY_DATA = (
    "names",
    "latinNames",
    "identificationNumber",
    "documentNumber",
    "documentIssuerName",
    "documentValidDate",
)
_COVERAGE = 20_000
"""EUR for which the person's signature is insured; the API takes 0 (without limit), 500, 20 000, 100 000, 250 000."""

_STATUSES = {
    1: SigningStatus.PENDING,
    2: SigningStatus.SIGNED,
    3: SigningStatus.REJECTED,
    4: SigningStatus.EXPIRED,
    5: SigningStatus.FAILED,
    6: SigningStatus.WITHDRAWN,
    7: SigningStatus.UNDELIVERABLE,
    8: SigningStatus.FACE_CHECK_FAILED,
    99: SigningStatus.PENDING,  # on hold
}
_WITHDRAWN, _WITHDRAWN_BEFORE = 1, 3
_MINUTE = 60
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_FILE_NAME = re.compile(r"[\w ().-]{1,100}", re.ASCII)


class Evrotrust:
    """Evrotrust as a signing provider; the first of `keys` is for new requests."""

    name = "evrotrust"

    def __init__(self, client: EvrotrustClient, keys: tuple[KeyPair, ...]) -> None:
        self._client = client
        self._newest_key = keys[0]
        self._keys = {key.id: key for key in keys}

    @property
    def key_id(self) -> str:
        return self._newest_key.id

    def lookup(self, phone: str) -> Registration:
        try:
            said = _object(self._read("/user/check/extended", {"user": {"phone": phone}}))
        except PersonNotFound:
            return Registration(is_registered=False, can_sign=False)
        is_registered = _flag(said, "isRegistered")
        can_sign = (
            _flag(said, "isIdentified", False)
            and _flag(said, "isReadyToSign", True)
            and not _flag(said, "isRejected", False)
        )
        return Registration(is_registered, is_registered and can_sign)

    def request_identity(self, phone: str, reason: str, expires_at: datetime, callback_url: str) -> Sending:
        order = {
            "document": {"dateExpire": _unix_seconds(expires_at)},
            "includes": dict.fromkeys(_IDENTITY_DATA, True),
            "identificationReason": reason,
            "signInfo": {"algorithm": "SHA256"},
            "user": {"phone": phone},
            "publicKey": self._newest_key.public_key,
            "urlCallback": callback_url,
        }
        try:
            answer = self._client.send("/document/doc/identification", order)
        except (NotConnected, AnswerLost) as error:
            return _unanswered(error)
        return _sending(answer)

    def request_signature(
        self,
        addressee: Addressee,
        file_name: str,
        content: bytes,
        description: str,
        expires_at: datetime,
        callback_url: str,
    ) -> Sending:
        if not _FILE_NAME.fullmatch(file_name):
            raise ValueError("the provider does not take this file name")
        order = {
            "document": {
                "description": description[:4000],
                "dateExpire": _unix_seconds(expires_at),
                "coverage": _COVERAGE,
                "preview": 1,
                "checksumDocument": hashlib.sha512(content).hexdigest(),
            },
            "signInfo": {"type": "PDF1", "algorithm": "SHA256"},
            "users": [_user(addressee)],
            "publicKey": self._newest_key.public_key,
            "urlCallback": callback_url,
        }
        try:
            answer = self._client.send_file("/document/doc/online", order, file_name, content)
        except (NotConnected, AnswerLost) as error:
            return _unanswered(error)
        return _sending(answer)

    def poll(self, transaction_id: str) -> StatusReport:
        try:
            said = _object(self._read("/document/status", {"transactionID": transaction_id}))
        except TooEarly:
            return StatusReport(SigningStatus.NOT_FOUND_YET)
        code = _number(said, "status")
        status = _STATUSES.get(code, SigningStatus.UNKNOWN_CODE)
        if status in {SigningStatus.PENDING, SigningStatus.SIGNED} and _flag(said, "isProcessing", False):
            status = SigningStatus.PROCESSING
        return StatusReport(status, code, _line(said.get("rejectReason")))

    def fetch(self, transaction_id: str, key_id: str) -> SignedDocument:
        if key_id not in self._keys:
            raise BrokenPackage("no key of ours opens it")
        package = self._read("/document/download", {"transactionID": transaction_id}, PACKAGE_LIMIT)
        return SignedDocument(open_package(package.body, transaction_id, self._keys[key_id].private_key))

    def withdraw(self, thread_id: str) -> bool:
        answer = _answered(lambda: self._client.send("/document/withdraw", {"threadID": thread_id}))
        return _number(_object(answer), "status") in {_WITHDRAWN, _WITHDRAWN_BEFORE}

    def _read(self, path: str, question: dict[str, Any], *limit: int) -> Answer:
        return _answered(lambda: self._client.read(path, question, *limit))


def _answered(ask: Callable[[], Answer]) -> Answer:
    """Ask, and turn what is no success into an error of the port."""
    try:
        answer = ask()
    except (NotConnected, AnswerLost) as error:
        raise ProviderUnavailable(type(error).__name__) from error
    match answer.status:
        case Code.OK:
            return answer
        case Code.DOCUMENT_NOT_FOUND:
            raise TooEarly(meaning(answer.status))
        case Code.PERSON_NOT_FOUND:
            raise PersonNotFound(meaning(answer.status))
        case Code.TRY_AGAIN_IN_A_MINUTE:
            raise ProviderUnavailable(meaning(answer.status), retry_after=_MINUTE)
        case status if 400 <= status < 500:
            raise ProviderRefused(meaning(status))
        case status:
            raise ProviderUnavailable(meaning(status))


def _object(answer: Answer) -> dict[str, Any]:
    try:
        return answer.json()
    except ValueError as error:
        raise ProviderUnavailable("unreadable answer") from error


def _unanswered(error: NotConnected | AnswerLost) -> Sending:
    if isinstance(error, NotConnected):
        return Sending(Outcome.REFUSED, reason="not_connected")
    return Sending(Outcome.UNKNOWN, reason="answer_lost")


def _sending(answer: Answer) -> Sending:
    """What an answer to a sending means. After a 5xx or an unreadable success nobody knows what the provider did."""
    if answer.status == Code.OK:
        try:
            return _accepted(answer.json())
        except ValueError:
            return Sending(Outcome.UNKNOWN, reason="unreadable_answer")
    # 503 says that the request was not handled at all; of other server errors nobody knows how far it came
    is_certain = 400 <= answer.status < 500 or answer.status == Code.UNAVAILABLE
    return Sending(Outcome.REFUSED if is_certain else Outcome.UNKNOWN, reason=meaning(answer.status))


def _accepted(said: dict[str, Any]) -> Sending:
    """The ids of what was sent: newer answers list transactions, older ones name the only one at the top."""
    transactions = said.get("transactions")
    holder = transactions[0] if isinstance(transactions, list) and transactions else said
    transaction_id = holder.get("transactionID") if isinstance(holder, dict) else None
    thread_id = said.get("threadID")
    if not isinstance(transaction_id, str) or not _ID.fullmatch(transaction_id):
        raise ValueError("no transaction id")
    known_thread = thread_id if isinstance(thread_id, str) and _ID.fullmatch(thread_id) else ""
    return Sending(Outcome.SENT, transaction_id, known_thread)


def _flag(said: dict[str, Any], name: str, absent: bool | None = None) -> bool:
    """A flag that is true/false in one version of the API and 1/0 in another."""
    value = said.get(name, absent)
    if value in (True, False):
        return bool(value)
    raise ProviderUnavailable(f"unreadable answer: {name}")


def _number(said: dict[str, Any], name: str) -> int:
    value = said.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1000:
        return value
    raise ProviderUnavailable(f"unreadable answer: {name}")


def _line(value: object) -> str:
    """A text that somebody else has written, as one line that can be stored and shown."""
    return "".join(letter for letter in value[:500] if letter.isprintable()) if isinstance(value, str) else ""


def _user(addressee: Addressee) -> dict[str, str]:
    if isinstance(addressee, str):
        return {"phone": addressee}
    return {"identificationNumber": addressee.number, "country": "BG"}


def _unix_seconds(moment: datetime) -> int:
    return int(clock.elsewhere(moment).timestamp())
