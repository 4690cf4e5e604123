"""Ask the issuer of a certificate that was shown, and recognise the person or the insurer whom it names (L-03, I-01)."""

from uuid import UUID

from asn1crypto.x509 import Certificate
from django.db import transaction

from nssi.access.models import QesLogin
from nssi.access.qes.anchors import qes_anchors
from nssi.access.qes.check import CertificateRefusal, refusal_of
from nssi.access.qes.holder import names, organisation_name, organisation_number, personal_number
from nssi.foundation import clock
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.eik import is_eik
from nssi.people.models import Person
from nssi.people.queries import find_person

State = QesLogin.State

_NAMES_NOBODY = (None, CertificateRefusal.ORGANISATION, CertificateRefusal.NO_NUMBER)
"""What is said of a certificate that holds, by whether it names a person. An insurer's must name the organisation."""


def check_certificate(login_id: UUID) -> None:
    """Accept or refuse the certificate of the login. Where that is settled already, nothing is done.

    It waits for the issuer, outside any transaction.
    """
    login = QesLogin.objects.filter(pk=login_id, state=State.PRESENTED).first()
    if login is None or login.certificate is None:
        return
    certificate = Certificate.load(bytes(login.certificate))
    # issuers date what they say by the clocks outside
    refusal = refusal_of(certificate, qes_anchors(), clock.elsewhere(clock.now()))
    if login.for_insurer and refusal in _NAMES_NOBODY:
        refusal = None if is_eik(organisation_number(certificate)) else CertificateRefusal.NO_INSURER
    with transaction.atomic():
        settled = QesLogin.objects.filter(pk=login_id, state=State.PRESENTED)
        if refusal:
            settled.update(state=State.REFUSED, refusal=refusal, certificate=None)
        else:
            settled.update(
                state=State.ACCEPTED,
                certificate=None,
                person=None if login.for_insurer else _person(certificate),
                organisation_number=organisation_number(certificate),
                organisation_name=organisation_name(certificate),
            )


def _person(certificate: Certificate) -> Person:
    """The person of the certificate. The names of one whom the house knows stay: those here are often Latin letters only."""
    holder = personal_number(certificate)
    assert holder is not None  # noqa: S101 – no certificate without a number is accepted
    return find_person(holder.kind, holder.number) or recognise_person(
        holder.kind, holder.number, names(certificate)
    )
