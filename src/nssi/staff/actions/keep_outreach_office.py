"""Enter an outreach office, change what is known of it, or close it (A-02)."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.institution.models import LocalOffice, OutreachOffice

ADDED, CHANGED = "staff.outreach_office_added", "staff.outreach_office_changed"
CLOSED = "staff.outreach_office_closed"


@transaction.atomic
def add_outreach_office(
    by: Official, *, local_office: LocalOffice, name: str, **known: Any
) -> OutreachOffice:
    """Return the office; one of this name that was closed is opened again."""
    office, _is_new = OutreachOffice.objects.update_or_create(
        local_office=local_office, name=name, defaults={**known, "until": None}
    )
    _record(ADDED, by, office.pk)
    return office


@transaction.atomic
def change_outreach_office(by: Official, office_id: int, **known: Any) -> None:
    """Change what is known of the office. Its name and whose it is stay for ever: what was issued in it says them."""
    OutreachOffice.objects.filter(pk=office_id).update(**known)
    _record(CHANGED, by, office_id)


@transaction.atomic
def close_outreach_office(by: Official, office_id: int) -> None:
    """Offer the office no more from today on."""
    office = OutreachOffice.objects.select_for_update().get(pk=office_id)
    yesterday = clock.today() - timedelta(days=1)
    office.since = min(office.since, yesterday) if office.since else None
    office.until = yesterday
    office.save()
    _record(CLOSED, by, office_id)


def _record(event: str, by: Official, office_id: int) -> None:
    record(event, actor=Actor.official(by.pk), subject_kind="outreach_office", subject_id=str(office_id))
