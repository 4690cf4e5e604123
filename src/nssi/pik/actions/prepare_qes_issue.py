"""Prepare a PIK for a QES holder whose request was granted: nothing is drawn before they download the certificate (P-08)."""

from datetime import date
from uuid import UUID

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.people.identifiers import Kind
from nssi.people.models import Person
from nssi.pik.models import PikIssue

PREPARED = "pik.prepared_for_qes"
_LOGS_IN_BY = (Kind.EGN, Kind.LNCH)
"""The kinds of numbers with which a PIK is used."""


def prepare_qes_issue(
    person: Person, *, request_id: UUID, official: Official, body: CompetentBody, email: str, last_day: date
) -> PikIssue:
    """Return what waits to be downloaded until the end of `last_day`, in the transaction that grants the request.

    Raises ValueError for a person without ЕГН and ЛНЧ: nobody logs in with a QES without one of them.
    """
    kinds = set(person.identifiers.values_list("kind", flat=True))
    kind = next((kind for kind in _LOGS_IN_BY if kind in kinds), None)
    if kind is None:
        raise ValueError("a PIK is used with ЕГН or ЛНЧ")
    issue = PikIssue.objects.create(
        way=PikIssue.Way.QES,
        request_id=request_id,
        person=person,
        number_kind=kind,
        official=official,
        body=body,
        email=email,
        created_at=clock.now(),
        last_day=last_day,
    )
    record(
        PREPARED,
        actor=Actor.official(official.pk),
        subject_kind="pik_issue",
        subject_id=str(issue.pk),
        about=person.pk,
    )
    return issue
