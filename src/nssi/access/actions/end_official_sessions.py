"""End all sessions of an official, at their own wish („Излез от всички устройства“)."""

from django.db import transaction

from nssi.access.models import Official
from nssi.audit import Actor, record


@transaction.atomic
def end_official_sessions(official_id: int) -> Official:
    """Return the official, whose sessions have all ended; who asks for it is let in anew by the page."""
    official = Official.objects.select_for_update().get(pk=official_id)
    official.session_epoch += 1
    official.save(update_fields=["session_epoch"])
    record(
        "access.sessions_ended",
        actor=Actor.official(official.pk),
        subject_kind="official",
        subject_id=str(official.pk),
    )
    return official
