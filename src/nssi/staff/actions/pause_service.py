"""Let a service take no applications on the portal for a while, and let it take them again (A-06)."""

from datetime import datetime

from django.db import transaction

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.records.models import ServicePause

PAUSED, RESUMED = "staff.service_paused", "staff.service_resumed"
SUBJECT = "service"


@transaction.atomic
def pause_service(by: Official, slug: str, until: datetime) -> None:
    """Take no applications for the service until a moment; what was begun stays, and officials at the counter go on."""
    ServicePause.objects.update_or_create(
        service=slug, defaults={"until": until, "official": by, "paused_at": clock.now()}
    )
    _note(PAUSED, by, slug, until=until.isoformat())


@transaction.atomic
def resume_service(by: Official, slug: str) -> None:
    """Take applications for the service again, at once."""
    deleted, _rows = ServicePause.objects.filter(service=slug).delete()
    if deleted:
        _note(RESUMED, by, slug)


def _note(event: str, by: Official, slug: str, **details: str) -> None:
    record(event, actor=Actor.official(by.pk), subject_kind=SUBJECT, subject_id=slug, details=details)
