"""Enter an outreach office, or close it (A-02)."""

from django.db import transaction

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.institution.models import LocalOffice, OutreachOffice

ADDED, CLOSED = "staff.outreach_office_added", "staff.outreach_office_closed"


@transaction.atomic
def add_outreach_office(
    by: Official, *, local_office: LocalOffice, name: str, address: str
) -> OutreachOffice:
    """Return the office, open; one of this name that was closed is opened again."""
    office, _is_new = OutreachOffice.objects.update_or_create(
        local_office=local_office, name=name, defaults={"address": address, "is_open": True}
    )
    _record(ADDED, by, office.pk)
    return office


@transaction.atomic
def close_outreach_office(by: Official, office_id: int) -> None:
    """Offer the office no more."""
    OutreachOffice.objects.filter(pk=office_id).update(is_open=False)
    _record(CLOSED, by, office_id)


def _record(event: str, by: Official, office_id: int) -> None:
    record(event, actor=Actor.official(by.pk), subject_kind="outreach_office", subject_id=str(office_id))
