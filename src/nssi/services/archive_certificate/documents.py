"""The documents that this service issues: four certificates, an official note, and the letter where nothing is held (S2.1, S2.6)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nssi.archive.certificates.content import Content, span
from nssi.archive.certificates.court_establishment import court_establishment
from nssi.archive.certificates.employment_service import employment_service
from nssi.archive.certificates.facts import CertificateFacts
from nssi.archive.certificates.insurable_income import insurable_income
from nssi.archive.certificates.insurable_service import insurable_service
from nssi.archive.certificates.tax_official_note import tax_official_note
from nssi.documents.kinds import PLAIN_LETTER, DocumentKind, Seal
from nssi.documents.models import IssuedDocument
from nssi.institution.parameters import current_parameters
from nssi.services.archive_certificate.kinds import CertificateKind, in_bulgarian
from nssi.services.archive_certificate.subject import number_as_told

REGISTER_INDEX = "1002"

_TEMPLATE = Path(__file__).parent / "templates" / "archive_certificate" / "certificate.typ"

COMPUTED: dict[CertificateKind, Callable[[CertificateFacts], Content | None]] = {
    CertificateKind.INSURABLE_SERVICE: lambda facts: insurable_service(facts, current_parameters()),
    CertificateKind.INSURABLE_INCOME: insurable_income,
    CertificateKind.EMPLOYMENT_SERVICE: employment_service,
    CertificateKind.COURT_ESTABLISHMENT: court_establishment,
    CertificateKind.TAX_OFFICIAL_NOTE: tax_official_note,
}
"""How each is computed from what the documents hold; None where they hold nothing for it."""

KINDS: dict[CertificateKind, DocumentKind] = {
    kind: DocumentKind(f"archive_certificate.{kind.value}", kind.label, REGISTER_INDEX, _TEMPLATE, Seal.ORDER)
    for kind in CertificateKind
}

NO_DATA = DocumentKind(
    "archive_certificate.no_data",
    _("Писмо за липса на данни в осигурителния архив"),
    REGISTER_INDEX,
    PLAIN_LETTER,
    Seal.ORDER,
)


def certificate_data(
    content: Content, facts: CertificateFacts, person: list[list[str]], duplicate_of: str = ""
) -> dict[str, Any]:
    """Return what the template draws: whom it is about, the content, the months that were asked for and are not held."""
    missing = ", ".join(span(*run) for run in facts.missing())
    return {**content.as_data(), "person": person, "missing": missing, "duplicate_of": duplicate_of}


def no_data_letter(
    addressee: str, person: list[list[str]], kinds: list[CertificateKind], insurers: list[str], searched: str
) -> dict[str, Any]:
    """Return the letter that says for which documents the archive holds nothing, and what was looked through."""
    asked = "; ".join(map(in_bulgarian, kinds))
    paragraphs = [
        f"По Ваше искане проверихме приетите в НОИ документи на прекратени осигурители: {'; '.join(insurers)}.",
        f"В тях не намерихме данни за лицето, по които да издадем: {asked}.",
        "Ако имате други сведения за осигурителя (предишно име, поделение, населено място), можете да подадете ново"
        " заявление. Стажът може да се установи и по съдебен ред.",
    ]
    if searched:
        paragraphs.insert(1, f"Проверени са: {searched}")
    return {"addressee": [addressee], "facts": person, "paragraphs": paragraphs}


def issued_about(kind: str, number: str) -> QuerySet[IssuedDocument]:
    """Return the certificates, notes and duplicates about whoever has this number of this kind, the newest first."""
    names = [each.name for each in KINDS.values()]
    about = IssuedDocument.objects.filter(kind__in=names).extra(  # noqa: S610 – a constant
        where=[_NAMES_THE_PERSON], params=[json.dumps([number_as_told(kind, number)], ensure_ascii=False)]
    )
    return about.order_by("-issued_at")


_NAMES_THE_PERSON = "documents_issueddocument.data -> 'person' @> %s::jsonb"
"""As the index has it (`archive_certificate_by_person`): the ORM gives the key as a value, which no index knows."""
