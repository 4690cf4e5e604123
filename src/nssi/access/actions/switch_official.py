"""Switch an official's account off, or on again (A-01)."""

from django.db import transaction

from nssi.access.actions.recover_official import OwnAccount
from nssi.access.models import Official
from nssi.audit import Actor, record

SWITCHED = "access.switch_official"


@transaction.atomic
def switch_official(official_id: int, administrator: Official, *, on: bool) -> None:
    """Let the account log in, or let it no more: then its sessions end at once. Raises `OwnAccount`."""
    if official_id == administrator.pk:
        raise OwnAccount
    official = Official.objects.select_for_update().get(pk=official_id)
    if official.is_active == on:
        return
    official.is_active = on
    official.session_epoch += 1
    official.save(update_fields=["is_active", "session_epoch"])
    record(
        SWITCHED,
        actor=Actor.official(administrator.pk),
        subject_kind="official",
        subject_id=str(official.pk),
        details={"on": on},
    )
