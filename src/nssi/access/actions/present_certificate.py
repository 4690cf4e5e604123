"""Take the certificate that a browser showed, for a login that was begun; a job asks its issuer (L-03)."""

import hashlib
import secrets
from uuid import UUID

from django.db import transaction

from nssi.access import jobs
from nssi.access.actions.begin_qes_login import hash_of, is_over
from nssi.access.models import QesLogin
from nssi.access.qes.check import CertificateRefusal

State = QesLogin.State


@transaction.atomic
def present_certificate(login_id: UUID, certificate: bytes | None) -> str | None:
    """Note what the browser showed (DER, or None: nothing). Return the ticket with which it goes back to the portal.

    None where there is no such login, or it has gone past this: a certificate is shown once.
    """
    login = QesLogin.objects.select_for_update().filter(pk=login_id, state=State.BEGUN).first()
    if login is None or is_over(login):
        return None
    ticket = secrets.token_urlsafe(32)
    login.ticket_hash = hash_of(ticket)
    if certificate is None:
        login.state, login.refusal = State.REFUSED, CertificateRefusal.NONE
    else:
        login.state, login.certificate = State.PRESENTED, certificate
        login.certificate_sha256 = hashlib.sha256(certificate).hexdigest()
        jobs.check_shown_certificate.defer(login_id=str(login.pk))
    login.save()
    return ticket
