"""Take a security key away from an official; the app stays."""

from django.db import transaction

from nssi.access.models import Official
from nssi.audit import Actor, record

REMOVED = "access.remove_key"


@transaction.atomic
def remove_key(official: Official, key_id: int) -> None:
    """Let the key answer no more. One that is not this official's stays as it is."""
    removed, _of = official.security_keys.filter(pk=key_id).delete()
    if removed:
        record(
            REMOVED, actor=Actor.official(official.pk), subject_kind="official", subject_id=str(official.pk)
        )
