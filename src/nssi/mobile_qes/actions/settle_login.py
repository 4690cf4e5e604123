"""Accept or refuse a login whose document was signed on the phone, or ended without it."""

from uuid import UUID

from django.db import transaction

from nssi.access.qes.anchors import qes_anchors
from nssi.access.qes.check import SIGNING, refusal_of
from nssi.access.qes.holder import names
from nssi.foundation import clock
from nssi.mobile_qes.models import MobileLogin
from nssi.mobile_qes.refusals import NO_NUMBER, NOT_ACCEPTED, OF_THE_CERTIFICATE, REFUSALS
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.models import Person
from nssi.people.queries import find_person
from nssi.signing.actions.fetch_signed_document import fetch_signed_document
from nssi.signing.models import SigningRequest
from nssi.signing.port import ProviderRefused
from nssi.signing.verification import Fault, NotVerified, Signature

State = MobileLogin.State


def settle_login(request_id: UUID) -> None:
    """Settle the login of this request by what came of it; one that is settled, or forgotten, is left alone.

    Runs in jobs only: it fetches what was signed, and asks the issuer of the certificate whether it holds, as of any QES (L-03):
    the provider issues certificates that are not qualified, too. Raises TooEarly, BrokenPackage, ProviderUnavailable: try again later.
    """
    login = MobileLogin.objects.filter(request=request_id, state=State.BEGUN).first()
    if login is None:
        return
    request = SigningRequest.objects.get(pk=request_id)
    if not request.is_signed:
        refuse(login.pk, request.state if request.state in REFUSALS else NOT_ACCEPTED)
        return
    try:
        signature = fetch_signed_document(request).signature
        refusal = refusal_of(
            signature.certificate, qes_anchors(), clock.elsewhere(clock.now()), SIGNING, signature.others
        )
    except NotVerified as reason:
        refuse(login.pk, NO_NUMBER if reason.fault is Fault.SIGNER_UNKNOWN else NOT_ACCEPTED)
    except ProviderRefused:
        refuse(login.pk, NOT_ACCEPTED)
    else:
        if refusal:
            refuse(login.pk, OF_THE_CERTIFICATE.get(refusal, NOT_ACCEPTED))
        else:
            _accept(login.pk, signature)


def refuse(login_id: UUID, refusal: str) -> None:
    """Refuse a login that is open."""
    MobileLogin.objects.filter(pk=login_id, state=State.BEGUN).update(
        state=State.REFUSED, refusal=refusal, phone=""
    )


@transaction.atomic
def _accept(login_id: UUID, signature: Signature) -> None:
    MobileLogin.objects.filter(pk=login_id, state=State.BEGUN).update(
        state=State.ACCEPTED,
        phone="",
        person=_person(signature),
        certificate_sha256=signature.certificate.sha256.hex(),
    )


def _person(signature: Signature) -> Person:
    """The person who signed. The names of one whom the house knows stay: those here are often Latin letters only."""
    kind, number = signature.signer.kind, signature.signer.number
    return find_person(kind, number) or recognise_person(kind, number, names(signature.certificate))
