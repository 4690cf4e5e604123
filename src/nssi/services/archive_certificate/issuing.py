"""Issuing what was asked for: each document for which something is held, and a letter about the rest (S2.6)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nssi.access.models import Official
from nssi.applications.models import Application
from nssi.archive.certificates.content import Content
from nssi.archive.queries import extracts_of
from nssi.audit import Actor
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.actions.preview_document import bound, preview
from nssi.documents.kinds import DocumentKind
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import Doing, Text
from nssi.proceedings.rights import ActRefused
from nssi.services.archive_certificate.delivery import DELIVERY, OTHER, deliver
from nssi.services.archive_certificate.documents import (
    COMPUTED,
    KINDS,
    NO_DATA,
    certificate_data,
    no_data_letter,
)
from nssi.services.archive_certificate.kinds import CertificateKind
from nssi.services.archive_certificate.subject import entries_of, facts_for, kinds_of, subject_of

UNCONFIRMED = gettext_lazy("Има прочетени документи, които друг служител още не е потвърдил.")
DUPLICATE_ASKED = gettext_lazy("Поискан е дубликат.")
NOTHING_READ = gettext_lazy("Още не е прочетено нищо за лицето. Ако в документите няма данни, издайте писмо.")
NOTHING_FOR_THESE = gettext_lazy(
    "В прочетеното няма данни за нито един от поисканите документи. Издайте писмо."
)
SOMETHING_FOUND = gettext_lazy("В прочетеното има данни за поисканите документи. Издайте ги.")


def issuable(application: Application) -> dict[CertificateKind, Content]:
    """Return what can be issued of what was asked for, computed from what is confirmed."""
    facts = facts_for(application)
    computed = {kind: COMPUTED[kind](facts) for kind in kinds_of(application)}
    return {kind: content for kind, content in computed.items() if content is not None}


def needs_data(proceeding: Proceeding) -> Text:
    """Say why nothing can be issued yet, or nothing."""
    if not kinds_of(proceeding.application):
        return DUPLICATE_ASKED
    if reason := _unread(proceeding):
        return reason
    return "" if issuable(proceeding.application) else NOTHING_FOR_THESE


def needs_no_data(proceeding: Proceeding) -> Text:
    """Say why it cannot be said that nothing is held, or nothing."""
    if not kinds_of(proceeding.application):
        return DUPLICATE_ASKED
    extracts = extracts_of(subject_of(proceeding.application).person)
    if any(extract.confirmed_at is None for extract in extracts):
        return UNCONFIRMED
    return SOMETHING_FOUND if issuable(proceeding.application) else ""


def issue(doing: Doing) -> None:
    """Issue what can be issued, and a letter about what cannot; each is delivered as the person chose."""
    official = acting_official(doing)
    for kind, data in _to_issue(doing.proceeding.application):
        policy = OTHER if kind in (NO_DATA, KINDS[CertificateKind.TAX_OFFICIAL_NOTE]) else DELIVERY
        _send(doing.proceeding, kind, data, official, policy)


def preview_all(doing: Doing) -> bytes:
    """Draw all documents that would be issued, one after the other."""
    wanted = _to_issue(doing.proceeding.application)
    return bound([preview(kind, data, body=doing.proceeding.body) for kind, data in wanted])


def _to_issue(application: Application) -> list[tuple[DocumentKind, dict[str, Any]]]:
    """Return each document for which something is held, and the letter about the rest. Raises ActRefused without any."""
    facts, person = facts_for(application), subject_of(application).as_told
    found = issuable(application)
    if not found:
        raise ActRefused(str(NOTHING_FOR_THESE))
    documents = [(KINDS[kind], certificate_data(content, facts, person)) for kind, content in found.items()]
    if rest := [kind for kind in kinds_of(application) if kind not in found]:
        documents.append((NO_DATA, _letter(application, rest)))
    return documents


def issue_no_data(doing: Doing) -> None:
    """Issue the letter that the archive holds nothing for what was asked."""
    application = doing.proceeding.application
    data = _letter(application, kinds_of(application), str(doing.data.get("searched", "")))
    _send(doing.proceeding, NO_DATA, data, acting_official(doing), OTHER)


def preview_no_data(doing: Doing) -> bytes:
    """Draw the letter that would be issued."""
    application = doing.proceeding.application
    data = _letter(application, kinds_of(application), str(doing.data.get("searched", "")))
    return preview(NO_DATA, data, body=doing.proceeding.body)


def _unread(proceeding: Proceeding) -> Text:
    extracts = extracts_of(subject_of(proceeding.application).person)
    if any(extract.confirmed_at is None for extract in extracts):
        return UNCONFIRMED
    return "" if extracts else NOTHING_READ


def _letter(application: Application, kinds: list[CertificateKind], searched: str = "") -> dict[str, Any]:
    insurers = [f"{entry['name']}, {entry['place']}" for entry in entries_of(application)]
    told = subject_of(application).as_told
    return no_data_letter(application.person.full_name, told, kinds, insurers, searched)


def _send(
    proceeding: Proceeding, kind: DocumentKind, data: dict[str, Any], official: Official, policy: Any
) -> None:
    document = issue_document(
        kind,
        data=data,
        person=proceeding.person,
        body=proceeding.body,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        actor=Actor.official(official.pk),
    )
    deliver(document, proceeding.application, policy)


def acting_official(doing: Doing) -> Official:
    """Return the official who does the act. Raises ActRefused where it is done by somebody else."""
    if doing.official is None:
        raise ActRefused(_("Това прави служител."))
    return doing.official
