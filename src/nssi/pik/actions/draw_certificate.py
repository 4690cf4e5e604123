"""Draw the certificate of a PIK: the PIK is drawn, shown on this one sheet, and kept nowhere (O-14, P-08, G10)."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from nssi.access.actions.destroy_pik import destroy_pik
from nssi.access.actions.issue_pik import draw_pik, issue_pik
from nssi.access.models import Official
from nssi.audit import Actor
from nssi.people.identifiers import Kind, PersonalNumber
from nssi.pik.certificate import REGISTER_INDEX, make_envelope_certificate, starts_after_download
from nssi.pik.models import PikIssue
from nssi.pik.notices import note_issued
from nssi.records.actions.assign_outgoing_number import assign_outgoing_number

State = PikIssue.State


class NotToBeDrawn(Exception):  # noqa: N818 – the name says it
    """It was drawn since whoever asks has looked, or handed over, or discarded."""


@dataclass(frozen=True)
class Sheet:
    """A certificate as PDF, in memory only, and which PIK stands on it."""

    credential_id: UUID
    content: bytes = field(repr=False)


def draw_certificate(issue_id: UUID, actor: Actor, *, sheets: int, official: Official | None = None) -> Sheet:
    """Return the certificate, once. `sheets`: how many the asker knows of; another number raises `NotToBeDrawn`.

    A sheet that was drawn before is worth nothing from now on: its PIK is destroyed. `official`: who hands it over at the
    counter. Raises RenderingError, and then nothing has happened.
    """
    drawn = draw_pik()  # before anything is locked
    with transaction.atomic():
        issue = PikIssue.objects.select_for_update().get(pk=issue_id)
        if issue.state not in {State.PREPARED, State.PRINTED} or issue.sheets != sheets:
            raise NotToBeDrawn
        if issue.credential_id:
            destroy_pik(issue.credential_id)
        number = assign_outgoing_number(REGISTER_INDEX, subject_kind="pik_issue", subject_id=str(issue.pk))
        credential, pik = issue_pik(issue.person, str(number), drawn)
        issue.credential, issue.state, issue.sheets = credential, State.PRINTED, sheets + 1
        issue.official = official or issue.official
        issue.save()
        note_issued(credential, actor, issue.way)
        content = make_envelope_certificate(
            issue.person,
            PersonalNumber(Kind(issue.number_kind), _number_of(issue)),
            pik=pik,
            outgoing_number=str(number),
            issued_at=credential.issued_at,
            place=issue.place,
            starts=starts_after_download(credential.issued_at) if issue.way == PikIssue.Way.QES else "",
        )
        return Sheet(credential.pk, content)


def _number_of(issue: PikIssue) -> str:
    return issue.person.identifiers.get(kind=issue.number_kind).number
