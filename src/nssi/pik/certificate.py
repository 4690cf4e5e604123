"""„Удостоверение за ПИК“: the one document in which a person finds the PIK."""

from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from nssi.documents import wording
from nssi.documents.drawing import numbered
from nssi.documents.rendering import render
from nssi.foundation import clock
from nssi.people.identifiers import Kind, PersonalNumber
from nssi.people.models import Person

SLUG = "pik"
"""The service of issuing a PIK by phone, as the register of services and its pauses know it."""

REGISTER_INDEX = "1004"
"""The register from which certificates take their outgoing numbers."""

NAME_ON_THE_PHONE = "PIK Certificate"
"""What the app calls the document (S0.5)."""

FILE_NAME = "PIK_Certificate.pdf"

_TEMPLATES = Path(str(files("nssi.pik"))) / "templates" / "pik"
_KIND_NAMES = {Kind.EGN: "ЕГН", Kind.LNCH: "ЛНЧ"}


def make_certificate(
    person: Person,
    signer: PersonalNumber,
    *,
    pik: str,
    outgoing_number: str,
    issued_at: datetime,
    valid_until: datetime,
) -> bytes:
    """Return the certificate as PDF. It holds the PIK in clear: hand it over and keep no copy (G10).

    So it is no IssuedDocument, whose data and content are kept, and there is nothing to check it against: the person signs it.

    `signer` has the number with which the person logs in; `valid_until` is the end of the procedure.
    """
    return render(
        _TEMPLATES / "certificate.typ",
        {
            "name": person.full_name,
            "identifier_kind": _KIND_NAMES[signer.kind],
            "identifier": signer.number,
            "pik": pik,
            "valid_until": f"{wording.clock_time(valid_until)} на {wording.day(valid_until)}",
        },
        title="Удостоверение за ПИК",
        issue=numbered(outgoing_number, issued_at),
    )


def make_envelope_certificate(
    person: Person,
    shown: PersonalNumber,
    *,
    pik: str,
    outgoing_number: str,
    issued_at: datetime,
    place: str,
    starts: str = "",
) -> bytes:
    """Return the certificate that is handed over in an envelope, or downloaded with a QES, as PDF. No copy is kept (G10).

    `shown` is the number with which the person logs in; `starts` says when the PIK starts to be valid, where it is not
    what the installation sets for its counters.
    """
    return render(
        _TEMPLATES / "envelope_certificate.typ",
        {
            "name": person.full_name,
            "identifier_kind": _KIND_NAMES[shown.kind],
            "identifier": shown.number,
            "pik": pik,
            "place": place,
            "starts": starts or _starts(issued_at),
        },
        title="Удостоверение за ПИК",
        issue=numbered(outgoing_number, issued_at),
    )


def _starts(issued_at: datetime) -> str:
    if settings.PIK_AT_COUNTER_AT_ONCE:
        return "ПИК започва да важи веднага след предаването на това удостоверение срещу подпис."
    return f"ПИК започва да важи на {_next_day(issued_at)}"


def starts_after_download(issued_at: datetime) -> str:
    """Return when the PIK on a certificate that a QES holder downloads starts to be valid, in words."""
    if settings.PIK_AT_COUNTER_AT_ONCE:
        return "ПИК започва да важи веднага след като изтеглите това удостоверение докрай."
    return f"ПИК започва да важи на {_next_day(issued_at)}, ако сте изтеглили това удостоверение докрай."


def _next_day(issued_at: datetime) -> str:
    return wording.day(clock.local(issued_at).date() + timedelta(days=1))
