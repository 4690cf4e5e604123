"""The identity that a person hands over by signing: XML inside the signed statement.

It lies as base64 in the entry `/Keywords` of the PDF's Info dictionary. The provider publishes no schema: elements are
taken by name in any case, names in one element or in parts, and what we did not ask for is left out.
"""

import base64
import re
from dataclasses import dataclass
from datetime import date

from defusedxml.ElementTree import fromstring

from nssi.people.identifiers import PersonalNumber
from nssi.people.models import Names
from nssi.signing.verification import Fault, NotVerified

_XML_LIMIT = 64 * 1024
_LONGEST_TEXT = 300
"""Characters; what is longer is a picture, or nothing that we asked for."""

_LONGEST_NAME = 100
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d{4})")


@dataclass(frozen=True)
class Identity:
    """Who signed, and the identity document that shows it; what the statement does not say is empty."""

    signer: PersonalNumber
    names: Names
    document_number: str = ""
    document_issuer: str = ""
    document_valid_until: date | None = None


def read_identity(keywords: str, signer: PersonalNumber) -> Identity:
    """Return the identity in `keywords`, the entry of a PDF whose signature by `signer` was verified and covers all of it.

    Raises NotVerified where there is none, or where its number is not that of the signer's certificate.
    """
    try:
        said = _elements(_xml(keywords))
    except NotVerified:
        raise
    except Exception:  # noqa: BLE001 – a hostile file breaks parsers anywhere, and what they say may name people
        raise NotVerified(Fault.IDENTITY_NOT_READABLE) from None
    if said.get("identificationnumber") != signer.number:
        raise NotVerified(Fault.OTHER_PERSON)
    return Identity(
        signer=signer,
        names=_names(said),
        document_number=said.get("documentnumber", ""),
        document_issuer=said.get("documentissuername", ""),
        document_valid_until=_day(said.get("documentvaliddate", "")),
    )


def _xml(keywords: str) -> bytes:
    if len(keywords) > 2 * _XML_LIMIT:
        raise NotVerified(Fault.IDENTITY_NOT_READABLE)
    return base64.b64decode(keywords, validate=True)[:_XML_LIMIT]


def _elements(xml: bytes) -> dict[str, str]:
    """The texts of the leaves by lower-case name, without namespaces; of several with one name, the first."""
    said: dict[str, str] = {}
    for element in fromstring(xml, forbid_dtd=True).iter():
        text = " ".join((element.text or "").split())
        if len(element) == 0 and len(text) <= _LONGEST_TEXT:
            said.setdefault(element.tag.rpartition("}")[2].lower(), text)
    return said


def _names(said: dict[str, str]) -> Names:
    cyrillic, latin = _parts(said, "", "names"), _parts(said, "latin", "latinnames")
    names = (*cyrillic, *latin)
    if not any(names) or any(len(name) > _LONGEST_NAME for name in names):
        raise NotVerified(Fault.IDENTITY_NOT_READABLE)
    return Names(*names)


def _parts(said: dict[str, str], suffix: str, whole: str) -> tuple[str, str, str]:
    """First, middle and last name, from elements of their own or from one with all of them."""
    first, middle, last = (said.get(part + suffix, "") for part in ("firstname", "middlename", "lastname"))
    if first or last:
        return first, middle, last
    words = said.get(whole, "").split()
    if len(words) < 2:
        return "".join(words), "", ""
    return words[0], " ".join(words[1:-1]), words[-1]


def _day(text: str) -> date | None:
    """A day as 2030-05-17 or 17.05.2030, a time after it is left; None for what is not there."""
    if not text:
        return None
    if match := _DAY.match(text):
        year, month, day = (
            match["year"] or match["y"],
            match["month"] or match["m"],
            match["day"] or match["d"],
        )
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            pass
    raise NotVerified(Fault.IDENTITY_NOT_READABLE)
