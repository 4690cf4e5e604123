"""Check what a person signed: the very form that was handed out, whole, by them, with a QES that holds now (C-22)."""

import hashlib
from uuid import UUID

from asn1crypto.x509 import Certificate

from nssi.access.qes.anchors import qes_anchors
from nssi.access.qes.check import SIGNING, CertificateRefusal, refusal_of
from nssi.applications.models import FormSignature
from nssi.foundation import clock
from nssi.people.models import Person
from nssi.people.queries import find_person
from nssi.signing.verification import Expected, Fault, NotVerified, Signature, verify_signature

State = FormSignature.State


def check_signed_form(signature_id: UUID) -> None:
    """Accept or refuse the signed form; where that is settled already, nothing is done.

    It waits for the issuer of the certificate (OCSP, CRL), outside any transaction: who does not answer is not trusted.
    """
    signature = (
        FormSignature.objects.select_related("draft__person", "signed")
        .filter(pk=signature_id, state=State.PRESENTED)
        .first()
    )
    if signature is None or signature.signed is None:
        return
    with signature.signed.open() as file:
        content = file.read()
    found: dict[str, object]
    try:
        held = verify_signature(content, anchors := qes_anchors(), _expected(signature))
    except NotVerified as reason:
        found = {"state": State.REFUSED, "refusal": reason.fault.value}
    else:
        refusal = _refusal(held, anchors, signature.draft.person)
        found = (
            {"state": State.REFUSED, "refusal": refusal.value}
            if refusal
            else {"state": State.ACCEPTED, "report": held.report()}
        )
    FormSignature.objects.filter(pk=signature_id, state=State.PRESENTED, signed=signature.signed).update(
        **found
    )


def _expected(signature: FormSignature) -> Expected:
    form = bytes(signature.form)
    return Expected(
        signed_from=clock.elsewhere(signature.handed_out_at),
        signed_until=clock.elsewhere(clock.now()),
        document_sha256=hashlib.sha256(form).hexdigest(),
        document_size=len(form),
    )


def _refusal(
    held: Signature, anchors: tuple[Certificate, ...], person: Person
) -> CertificateRefusal | Fault | None:
    moment = clock.elsewhere(clock.now())
    if refusal := refusal_of(held.certificate, anchors, moment, SIGNING, held.others):
        return refusal
    return None if find_person(held.signer.kind, held.signer.number) == person else Fault.OTHER_PERSON
