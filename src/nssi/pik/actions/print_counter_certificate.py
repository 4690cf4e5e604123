"""Print the certificate of a PIK at the counter: the PIK is drawn, shown in this one sheet, and kept nowhere (O-14, G10)."""

from uuid import UUID

from django.db import transaction

from nssi.access.actions.destroy_pik import destroy_pik
from nssi.access.actions.issue_pik import draw_pik, issue_pik
from nssi.access.models import Official
from nssi.audit import Actor
from nssi.people.identifiers import Kind, PersonalNumber
from nssi.pik.certificate import REGISTER_INDEX, make_envelope_certificate
from nssi.pik.models import CounterIssue
from nssi.pik.notices import note_issued
from nssi.records.actions.assign_outgoing_number import assign_outgoing_number

State = CounterIssue.State


class NotToBePrinted(Exception):  # noqa: N818 – the name says it
    """It was printed since the official looked, or handed over, or discarded."""


def print_counter_certificate(issue_id: UUID, official: Official, *, sheets: int) -> bytes:
    """Return the certificate as PDF, once. `sheets`: how many the official knows of; another number raises `NotToBePrinted`.

    A sheet that was printed before is worth nothing from now on: its PIK is destroyed. Raises RenderingError, and then
    nothing has happened.
    """
    drawn = draw_pik()  # before anything is locked
    with transaction.atomic():
        issue = CounterIssue.objects.select_for_update().get(pk=issue_id)
        if issue.state not in {State.PREPARED, State.PRINTED} or issue.sheets != sheets:
            raise NotToBePrinted
        if issue.credential_id:
            destroy_pik(issue.credential_id)
        number = assign_outgoing_number(
            REGISTER_INDEX, subject_kind="pik_counter_issue", subject_id=str(issue.pk)
        )
        credential, pik = issue_pik(issue.person, str(number), drawn)
        issue.credential, issue.state, issue.sheets = credential, State.PRINTED, sheets + 1
        issue.official = official
        issue.save()
        note_issued(credential, Actor.official(official.pk), "counter")
        return make_envelope_certificate(
            issue.person,
            PersonalNumber(Kind(issue.number_kind), _number_of(issue)),
            pik=pik,
            outgoing_number=str(number),
            issued_at=credential.issued_at,
            place=issue.place,
        )


def _number_of(issue: CounterIssue) -> str:
    return issue.person.identifiers.get(kind=issue.number_kind).number
