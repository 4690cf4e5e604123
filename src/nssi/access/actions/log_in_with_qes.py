"""Log in the person whose certificate was accepted, in the browser that began the login and brought its ticket (L-03)."""

import hmac
from uuid import UUID

from django.db import transaction

from nssi.access.actions.begin_qes_login import hash_of, is_over
from nssi.access.models import QesLogin
from nssi.audit import Actor, record
from nssi.people.models import Person

LOGGED_IN = "access.log_in_with_qes"

State = QesLogin.State


def login_of_browser(login_id: UUID, browser_secret: str, ticket: str) -> QesLogin | None:
    """Return the login where both secrets are those of it, else None."""
    login = QesLogin.objects.select_related("person").filter(pk=login_id).first()
    if login is None or login.ticket_hash is None or is_over(login):
        return None
    is_browser = hmac.compare_digest(bytes(login.browser_hash), hash_of(browser_secret))
    is_ticket = hmac.compare_digest(bytes(login.ticket_hash), hash_of(ticket))
    return login if is_browser and is_ticket else None


@transaction.atomic
def log_in_with_qes(login: QesLogin) -> Person | None:
    """Use an accepted login (from `login_of_browser`), once. None where it was used or refused, or is not settled yet."""
    accepted = QesLogin.objects.filter(pk=login.pk, state=State.ACCEPTED, for_insurer=False)
    if not accepted.update(state=State.USED):
        return None
    assert login.person is not None  # noqa: S101 – an accepted login has recognised its person
    actor = Actor.person(login.person.pk)
    record(
        LOGGED_IN,
        actor=actor,
        subject_kind="person",
        subject_id=actor.id,
        details={"certificate": login.certificate_sha256},
    )
    return login.person
