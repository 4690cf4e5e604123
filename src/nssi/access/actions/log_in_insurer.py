"""Log in the insurer whose certificate was accepted, in the browser that began the login and brought its ticket (I-01)."""

from django.db import transaction

from nssi.access.insurers import Insurer
from nssi.access.models import QesLogin
from nssi.audit import Actor, record

LOGGED_IN = "access.log_in_insurer"
State = QesLogin.State


@transaction.atomic
def log_in_insurer(login: QesLogin) -> Insurer | None:
    """Use an accepted login (from `login_of_browser`), once. None where it was used or refused, or is not settled yet.

    The trail names the certificate, which tells who acted for the organisation.
    """
    accepted = QesLogin.objects.filter(pk=login.pk, state=State.ACCEPTED, for_insurer=True)
    if not accepted.update(state=State.USED):
        return None
    insurer = Insurer(login.organisation_number, login.organisation_name)
    record(
        LOGGED_IN,
        actor=Actor.insurer(insurer.eik),
        subject_kind="qes_login",
        subject_id=str(login.pk),
        details={"certificate": login.certificate_sha256},
    )
    return insurer
