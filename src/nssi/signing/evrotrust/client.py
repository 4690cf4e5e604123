"""Evrotrust's HTTP API: authorised requests, answers bounded in time and size.

Errors are told by the status code alone. Reads are tried again; a sending never is, because the provider cannot tell
the second from the first.
"""

import json
import logging
import random
import ssl
import time
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError
from urllib3.filepost import encode_multipart_formdata

from nssi.signing.evrotrust.authorization import authorization

_log = logging.getLogger(__name__)

_TIMEOUT = urllib3.Timeout(connect=5, read=20)
_WHOLE_ANSWER = 60  # seconds
_READ_TRIES = 3
_FIRST_PAUSE = 0.3  # seconds
_JSON_LIMIT = 64 * 1024
_CHUNK = 64 * 1024


class Code(IntEnum):
    """The provider's status codes that mean something to us; many are in no standard."""

    OK = 200
    BAD_REQUEST = 400
    UNAUTHORIZED = 401
    PERSON_NOT_FOUND = 438
    DOCUMENT_NOT_FOUND = 443
    USER_DATA_NOT_VALID = 449
    FILE_TOO_LARGE = 450
    INCORRECT_COVERAGE = 454
    FILE_TYPE_NOT_SUPPORTED = 457
    TRY_AGAIN_IN_A_MINUTE = 469
    AGE_RESTRICTION = 479
    UNAVAILABLE = 503


_NAMES = {code.value: code.name.lower() for code in Code}


def meaning(status: int) -> str:
    """Return the name of a status code as we keep and log it: `person_not_found`, `http_500`."""
    return _NAMES.get(status, f"http_{status}")


class NotConnected(Exception):  # noqa: N818 – it names what happened
    """The provider was not reached: nothing was sent."""


class AnswerLost(Exception):  # noqa: N818 – it names what happened
    """The request went out, and no whole answer came back."""


@dataclass(frozen=True)
class Answer:
    """The status code and the bytes of an answer."""

    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """Return the answer's JSON object. Raises ValueError where it is none."""
        try:
            said = json.loads(self.body)
        except RecursionError as error:
            raise ValueError("nested too deep") from error
        if not isinstance(said, dict):
            raise ValueError("not a JSON object")
        return said


class EvrotrustClient:
    """A door to the API at `base_url` (ends in /vendor) for one vendor. Threads may share it."""

    def __init__(self, base_url: str, vendor_number: str, api_key: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._vendor_number = vendor_number
        self._api_key = api_key
        self._reading = urllib3.PoolManager(maxsize=8, timeout=_TIMEOUT, retries=False)

    def read(self, path: str, question: dict[str, Any], limit: int = _JSON_LIMIT) -> Answer:
        """Ask what changes nothing; without an answer, or with a 5xx, up to three times. `limit` is in bytes.

        Raises NotConnected, AnswerLost.
        """
        body = self._serialised(question)
        for tries_left in reversed(range(_READ_TRIES)):
            try:
                answer = self._post(self._reading, path, body, body, "application/json", limit)
            except (NotConnected, AnswerLost):
                if not tries_left:
                    raise
            else:
                if answer.status < 500 or not tries_left:
                    return answer
            pause = _FIRST_PAUSE * 2 ** (_READ_TRIES - tries_left - 1)
            time.sleep(random.uniform(pause / 2, pause))  # noqa: S311 – spreads the load, guards nothing
        raise AssertionError("the last try returns or raises")

    def send(self, path: str, order: dict[str, Any]) -> Answer:
        """Order something, once. Raises NotConnected, AnswerLost."""
        body = self._serialised(order)
        return self._send(path, body, body, "application/json")

    def send_file(self, path: str, order: dict[str, Any], file_name: str, content: bytes) -> Answer:
        """Order something about a PDF, once; only the part `data` is authorised. Raises NotConnected, AnswerLost."""
        data = self._serialised(order)
        body, content_type = encode_multipart_formdata(
            {"data": data.decode("ascii"), "document": (file_name, content, "application/pdf")}
        )
        return self._send(path, data, body, content_type)

    def _serialised(self, message: dict[str, Any]) -> bytes:
        # once: these bytes are authorised and these bytes are sent; ASCII, so that no reader can disagree about them
        return json.dumps({**message, "vendorNumber": self._vendor_number}).encode("ascii")

    def _send(self, path: str, authorised: bytes, body: bytes, content_type: str) -> Answer:
        # a connection of its own: one that was kept may be closed at the other end, and then nobody knows what arrived
        with urllib3.PoolManager(timeout=_TIMEOUT, retries=False) as fresh:
            return self._post(fresh, path, authorised, body, content_type, _JSON_LIMIT)

    def _post(
        self,
        pool: urllib3.PoolManager,
        path: str,
        authorised: bytes,
        body: bytes,
        content_type: str,
        limit: int,
    ) -> Answer:
        headers = {
            "Authorization": authorization(self._api_key, authorised),
            "Content-Type": content_type,
            "Accept": "*/*",
        }
        try:
            response = pool.request(
                "POST",
                self._base_url + path,
                body=body,
                headers=headers,
                preload_content=False,
                redirect=False,
            )
            try:
                answer = Answer(response.status, _bounded(response, limit))
            except BaseException:
                response.close()
                raise
            response.release_conn()
        except (NewConnectionError, ConnectTimeoutError) as error:
            raise NotConnected(type(error).__name__) from None
        except SSLError as error:
            if isinstance(error.args[0] if error.args else None, ssl.SSLCertVerificationError):
                raise NotConnected("certificate not trusted") from None
            raise AnswerLost(type(error).__name__) from None
        except (HTTPError, OSError) as error:
            raise AnswerLost(type(error).__name__) from None
        if answer.status == Code.UNAUTHORIZED:
            _log.error("the signing provider does not accept our credentials (401 at %s)", path)
        return answer


def _bounded(response: urllib3.BaseHTTPResponse, limit: int) -> bytes:
    """The whole body, or AnswerLost where it is too large or takes too long."""
    deadline = time.monotonic() + _WHOLE_ANSWER
    body = bytearray()
    while chunk := response.read1(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > limit or time.monotonic() > deadline:
            raise AnswerLost("too large or too slow")
    return bytes(body)
