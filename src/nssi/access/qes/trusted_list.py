"""The issuers of the Bulgarian trusted list, which the list of the lists of the Union vouches for (Regulation 910/2014, Art. 22).

Both lists are fetched, verified, and kept as files; whoever asks for the issuers reads the files, and verifies them again.
So a portal without a way out trusts whom the lists named when they were fetched last.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path

import urllib3
from asn1crypto.x509 import Certificate
from defusedxml.ElementTree import fromstring
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder

TERRITORY = "BG"
_LISTS, _LIST = "lists.xml", "list.xml"
_SCHEME_OF_ADDRESSES = "https://"
_LARGEST = 30 * 1024 * 1024
_PATIENCE = urllib3.Timeout(connect=10, read=60)
_NAMESPACE = "{http://uri.etsi.org/02231/v2#}"
_SCHEME = f"{_NAMESPACE}SchemeInformation/{_NAMESPACE}"


class TrustedListWrong(Exception):  # noqa: N818 – says what is wrong
    """The trusted list cannot be had, or is not what it must be; the text is for operators."""


@dataclass(frozen=True)
class TrustedList:
    """A verified list: its number, until when its next issue is due, and the issuers of qualified signatures in it."""

    number: int
    next_update: datetime
    issuers: tuple[Certificate, ...]


def refresh() -> TrustedList:
    """Fetch both lists, verify them, and keep them in place of the ones before. Raises TrustedListWrong, OSError.

    A list with a lower number than the one that is kept is refused: nobody brings back an issuer that was struck off.
    """
    lists = _fetched(settings.TRUSTED_LIST_URL)
    address, signers = _reference(lists)
    text = _fetched(address)
    new = _read(text, signers)
    folder = Path(settings.TRUSTED_LISTS)
    folder.mkdir(parents=True, exist_ok=True)
    if (kept := kept_list()) and new.number < kept.number:
        raise TrustedListWrong(f"list {new.number} is older than {kept.number}, which is kept")
    for name, content in ((_LISTS, lists), (_LIST, text)):
        draft = folder / f"{name}.new"
        draft.write_text(content, encoding="utf-8")
        draft.rename(folder / name)
    return new


def kept_list() -> TrustedList | None:
    """Return the list that is kept; None where none was ever fetched. Raises TrustedListWrong, OSError."""
    folder = Path(settings.TRUSTED_LISTS)
    files = (folder / _LISTS, folder / _LIST)
    if not all(file.exists() for file in files):
        return None
    return _kept(*files, tuple(file.stat().st_mtime_ns for file in files))


class Standing(Enum):
    """How it is with the list that is kept."""

    UNUSED = "unused"
    FINE = "fine"
    MISSING = "missing"
    STALE = "stale"
    BROKEN = "broken"


def standing(now: datetime) -> tuple[Standing, str]:
    """Return how it is with the list, and what an operator has to know of that: nothing where it is fine, or not used."""
    if not settings.TRUSTED_LIST_URL:
        return Standing.UNUSED, ""
    try:
        kept = kept_list()
    except (TrustedListWrong, OSError) as reason:
        return Standing.BROKEN, f"the trusted list cannot be used: {reason}"
    if kept is None:
        return Standing.MISSING, "the trusted list was never fetched: run `nssi trust refresh`"
    if kept.next_update < now:
        since = f"{kept.next_update:%d.%m.%Y}"
        return Standing.STALE, f"the trusted list is stale since {since}: run `nssi trust refresh`"
    return Standing.FINE, ""


def ailments(now: datetime) -> list[str]:
    """Return what is wrong with the list, for operators; nothing where it is fine, or not used."""
    return [text for text in [standing(now)[1]] if text]


@lru_cache(maxsize=2)
def _kept(lists: Path, list_: Path, _changed_at: tuple[int, ...]) -> TrustedList:
    _address, signers = _reference(lists.read_text(encoding="utf-8"))
    return _read(list_.read_text(encoding="utf-8"), signers)


def _fetched(address: str) -> str:
    if not address.startswith(_SCHEME_OF_ADDRESSES):
        raise TrustedListWrong("lists are fetched over https alone")
    try:
        answer = urllib3.request("GET", address, timeout=_PATIENCE, preload_content=False)
        with answer:
            content = answer.read(_LARGEST + 1)
    except urllib3.exceptions.HTTPError as error:
        raise TrustedListWrong(f"{address} does not answer: {type(error).__name__}") from error
    if answer.status != 200 or len(content) > _LARGEST:
        raise TrustedListWrong(f"{address} answers {answer.status}, {len(content)} bytes")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise TrustedListWrong(f"{address} is no text") from error


def _reference(lists: str) -> tuple[str, list[Certificate]]:
    """Verify the list of the lists; return where the Bulgarian one is, and who signs it."""
    from pyhanko.sign.validation.qualified.eutl_parse import (
        validate_and_parse_lotl,  # slow: when it is needed
    )

    signers = [
        certificate
        for file in settings.TRUSTED_LIST_SIGNERS
        for certificate in load_certs_from_pemder([str(file)])  # type: ignore[no-untyped-call]
    ]
    try:
        references = validate_and_parse_lotl(lists, signers or None).references
    except Exception as error:
        raise TrustedListWrong(f"the list of the lists does not hold: {type(error).__name__}") from error
    for reference in references:
        if reference.territory == TERRITORY:
            return reference.location_uri, reference.tlso_certs
    raise TrustedListWrong(f"the list of the lists names none of {TERRITORY}")


def _read(text: str, signers: list[Certificate]) -> TrustedList:
    """Verify the Bulgarian list, and read it."""
    from pyhanko.sign.validation.qualified.eutl_parse import trust_list_to_registry
    from pyhanko.sign.validation.qualified.tsp import CAServiceInformation, QcCertType

    now = datetime.now(UTC)  # who is granted the service at present, by the clocks outside
    try:
        registry, _errors = trust_list_to_registry(text, signers)
        said = fromstring(text, forbid_dtd=True).findtext
        number = int(said(f"{_SCHEME}TSLSequenceNumber", ""))
        due = said(f"{_SCHEME}NextUpdate/{_NAMESPACE}dateTime", "")
        next_update = datetime.fromisoformat(due.replace("Z", "+00:00"))
    except Exception as error:
        raise TrustedListWrong(f"the list of {TERRITORY} does not hold: {type(error).__name__}") from error
    issuers = {
        certificate.sha256: certificate
        for authority in registry.known_certificate_authorities
        for service in registry.applicable_service_definitions(authority, now)
        if isinstance(service, CAServiceInformation)
        and (
            not (kinds := service.base_info.additional_info_certificate_type) or QcCertType.QC_ESIGN in kinds
        )
        for certificate in service.base_info.provider_certs
    }
    return TrustedList(number, next_update, tuple(issuers.values()))
