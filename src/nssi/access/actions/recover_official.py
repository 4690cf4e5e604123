"""Let an official in again who has lost the phone, the key or the password (O-01, A-01)."""

import secrets

from django.db import transaction

from nssi.access.models import AuthenticatorApp, Official, SecurityKey
from nssi.audit import Actor, record

RECOVERED = "access.recover_official"


class OwnAccount(Exception):  # noqa: N818 – the name says it
    """Nobody does this to their own account: another administrator does."""


def temporary_password() -> str:
    """Return a password to be handed over and replaced at the first login (108 bits)."""
    return secrets.token_urlsafe(18)[:18]


@transaction.atomic
def recover_official(official_id: int, administrator: Official) -> str:
    """Return, this once, a temporary password. The old one, the app and the keys open nothing any more, sessions end.

    Raises `OwnAccount`.
    """
    if official_id == administrator.pk:
        raise OwnAccount
    official = Official.objects.select_for_update().get(pk=official_id)
    password = temporary_password()
    official.set_password(password)
    official.password_is_temporary = True
    official.session_epoch += 1
    official.save()
    AuthenticatorApp.objects.filter(official=official).delete()
    SecurityKey.objects.filter(official=official).delete()
    record(
        RECOVERED,
        actor=Actor.official(administrator.pk),
        subject_kind="official",
        subject_id=str(official.pk),
    )
    return password
