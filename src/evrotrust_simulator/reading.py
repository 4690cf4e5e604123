"""Reading a vendor's request: authorization, fields, and what each of them must make sense as."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import re
import time
from typing import Any
from urllib.parse import urlsplit

import pikepdf
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from werkzeug import Request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from evrotrust_simulator.authorization import is_authorized
from evrotrust_simulator.fields import Shape, WrongFieldError, check_fields, required
from evrotrust_simulator.simulator import Simulator

LARGEST_FILE = 10 * 1024 * 1024
SIGNATURES_OF_PDF = ("PDF1", "PDF2")
NEWER_SIGNATURES_OF_PDF = (*SIGNATURES_OF_PDF, "PDF3")
_FORBIDDEN_IN_FILE_NAMES = re.compile(r"""[<>:"\\/|?*'!#$%&+=`]""")
_LAST_DATE = 2**31 - 1


class RefusalError(Exception):
    """An answer with one of the provider's codes; the reason is for the developer who reads it."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def parsed(text: bytes) -> object:
    """The JSON of a body; nothing at all is an empty object."""
    try:
        return json.loads(text or b"{}")
    except ValueError as error:
        raise WrongFieldError("body is not JSON") from error


def authorized_json(simulator: Simulator, request: Request, shape: dict[str, Shape]) -> dict[str, Any]:
    """The fields of a JSON body that is signed as a whole."""
    return authorized(simulator, request, request.get_data(), shape)


def authorized(
    simulator: Simulator, request: Request, text: bytes, shape: dict[str, Shape]
) -> dict[str, Any]:
    """The fields of `text`, whose exact bytes the Authorization header must be of."""
    config = simulator.config
    if not is_authorized(config.api_key, text, request.headers.get("Authorization", "")):
        raise RefusalError(401, "unauthorized")
    body = check_fields(parsed(text), shape, is_strict=not simulator.settings.is_newer)
    if body.get("vendorNumber") != config.vendor_number:
        raise RefusalError(401, "unauthorized")
    return body


def multipart(request: Request) -> tuple[bytes, FileStorage]:
    """The text of the part `data`, which is what is signed, and the file of the part `document`."""
    try:
        data, files = request.form.getlist("data"), request.files.getlist("document")
    except RequestEntityTooLarge as error:
        raise RefusalError(450, "file exceeds max allowed size") from error
    if len(data) != 1 or len(files) != 1 or len(request.form) + len(request.files) != 2:
        raise WrongFieldError("body must have exactly the parts data and document")
    return data[0].encode(), files[0]


def checked_file(
    simulator: Simulator, body: dict[str, Any], document: dict[str, Any], file: FileStorage
) -> bytes:
    """The bytes of a PDF that may be sent: 400 for its name or checksum, 450 for its size, 457 for its kind."""
    name = file.filename or ""
    if not 1 <= len(name) <= 100 or _FORBIDDEN_IN_FILE_NAMES.search(name):
        raise WrongFieldError("document: the file name is not allowed")
    content = file.stream.read()
    if len(content) > LARGEST_FILE:
        raise RefusalError(450, "file exceeds max allowed size")
    signatures = NEWER_SIGNATURES_OF_PDF if simulator.settings.is_newer else SIGNATURES_OF_PDF
    if required(body, "signInfo.type") not in signatures or not _is_pdf(content):
        raise RefusalError(457, "not supported file type")
    checksum = document.get("checksumDocument", "")
    if checksum and checksum.lower() != hashlib.sha512(content).hexdigest():
        raise WrongFieldError("body.document.checksumDocument is of another file")
    return content


def _is_pdf(content: bytes) -> bool:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return not document.is_encrypted and len(document.pages) > 0
    except pikepdf.PdfError:
        return False


def check_algorithm(body: dict[str, Any]) -> None:
    """`signInfo.algorithm`: there is one."""
    if required(body, "signInfo.algorithm") != "SHA256":
        raise WrongFieldError("body.signInfo.algorithm must be SHA256")


def expiry(body: dict[str, Any]) -> int:
    """`document.dateExpire`: Unix seconds, not over yet, in 32 bits."""
    expires_at: int = required(body, "document.dateExpire")
    if not time.time() < expires_at <= _LAST_DATE:
        raise WrongFieldError("body.document.dateExpire must be in the future, in seconds")
    return expires_at


def public_key(body: dict[str, Any]) -> RSAPublicKey:
    """`publicKey`: the whole PEM, in base64 once more."""
    try:
        key = load_pem_public_key(base64.b64decode(required(body, "publicKey"), validate=True))
    except (binascii.Error, ValueError, UnsupportedAlgorithm) as error:
        raise WrongFieldError("body.publicKey must be base64 of a PEM") from error
    if not isinstance(key, RSAPublicKey) or key.key_size < 2048:
        raise WrongFieldError("body.publicKey must be RSA of 2048 bits")
    return key


def callback_url(body: dict[str, Any]) -> str:
    """`urlCallback`, where there is one: the address under which the vendor wants to be called."""
    url: str = body.get("urlCallback", "")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise WrongFieldError("body.urlCallback must be an address") from error
    if url and not (parts.scheme in ("http", "https") and parts.hostname):
        raise WrongFieldError("body.urlCallback must be an address")
    return url
