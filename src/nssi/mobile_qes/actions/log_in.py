"""Log in the person who signed on the phone, in the browser that began the login (L-03)."""

import hmac
from uuid import UUID

from django.db import transaction

from nssi.access.actions.begin_qes_login import hash_of
from nssi.access.actions.log_in_with_qes import LOGGED_IN
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.mobile_qes.models import MobileLogin
from nssi.mobile_qes.validity import VALID_FOR
from nssi.people.models import Person

State = MobileLogin.State


def login_of_browser(login_id: UUID, secret: str) -> MobileLogin | None:
    """Return the login where the secret is that of it and it is not over, else None."""
    login = MobileLogin.objects.select_related("person").filter(pk=login_id).first()
    if login is None or clock.now() - login.began_at >= VALID_FOR:
        return None
    return login if hmac.compare_digest(bytes(login.browser_hash), hash_of(secret)) else None


@transaction.atomic
def log_in(login: MobileLogin) -> Person | None:
    """Use an accepted login (from `login_of_browser`), once. None where it was used or refused, or is not settled yet."""
    if not MobileLogin.objects.filter(pk=login.pk, state=State.ACCEPTED).update(state=State.USED):
        return None
    assert login.person is not None  # noqa: S101 – an accepted login has recognised its person
    actor = Actor.person(login.person.pk)
    record(
        LOGGED_IN,
        actor=actor,
        subject_kind="person",
        subject_id=actor.id,
        details={"certificate": login.certificate_sha256, "on": "phone"},
    )
    return login.person
