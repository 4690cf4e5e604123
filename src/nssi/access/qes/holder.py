"""Whom a qualified certificate names (ETSI EN 319 412-1). Pure."""

import re

from asn1crypto.x509 import Certificate

from nssi.people.identifiers import Kind, PersonalNumber
from nssi.people.models import Names

_PERSONAL_NUMBER = re.compile(r"(PNOBG|PI:BG)-([0-9]{10})")
_KINDS = {"PNOBG": Kind.EGN, "PI:BG": Kind.LNCH}
_ORGANISATION = re.compile(r"(?:NTR|VAT)BG-(?:BG)?([0-9]{9}|[0-9]{13})")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")


def personal_number(certificate: Certificate) -> PersonalNumber | None:
    """Return the ЕГН (`PNOBG-`) or ЛНЧ (`PI:BG-`) in the subject's serialNumber, or None: the prefix says the kind.

    After `PI:BG-` some certificates have an identifier that is no ЛНЧ: ask whether its check holds.
    """
    numbers = _values(certificate, "serial_number")
    match = _PERSONAL_NUMBER.fullmatch(numbers[0]) if len(numbers) == 1 else None
    return PersonalNumber(_KINDS[match[1]], match[2]) if match else None


def organisation_number(certificate: Certificate) -> str:
    """Return the ЕИК of the organisation for which the certificate was issued, or "" for a personal one."""
    numbers = _values(certificate, "organization_identifier")
    match = _ORGANISATION.fullmatch(numbers[0]) if len(numbers) == 1 else None
    return match[1] if match else ""


def organisation_name(certificate: Certificate) -> str:
    """Return the name of the organisation for which the certificate was issued, as it is written there, or ""."""
    return _first(certificate, "organization_name")[:200]


def names(certificate: Certificate) -> Names:
    """Return the names in the certificate, in the letters in which they are written there."""
    first, last = _first(certificate, "given_name"), _first(certificate, "surname")
    common = _first(certificate, "common_name")
    if not (first and last):
        first, _, last = common.partition(" ")
    middle = ""
    if common.startswith(f"{first} ") and common.endswith(f" {last}"):
        middle = common[len(first) : len(common) - len(last)].strip()
    written = (first[:100], middle[:100], last[:100])
    return Names(*written) if _CYRILLIC.search("".join(written)) else Names("", "", "", *written)


def _first(certificate: Certificate, attribute: str) -> str:
    return next(iter(_values(certificate, attribute)), "").strip()


def _values(certificate: Certificate, attribute: str) -> list[str]:
    return [
        part["value"].native
        for group in certificate.subject.chosen
        for part in group
        if part["type"].native == attribute
    ]
