"""Step 3: read who has signed the statement, issue an inactive PIK, send its certificate to be signed (S0.4)."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from nssi.access.actions.destroy_pik import destroy_pik
from nssi.access.actions.issue_pik import DrawnPik, draw_pik, issue_pik
from nssi.audit import Actor
from nssi.documents.rendering import RenderingError
from nssi.foundation import clock
from nssi.foundation.statements import store
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import is_valid
from nssi.people.models import Person
from nssi.pik.certificate import FILE_NAME, NAME_ON_THE_PHONE, REGISTER_INDEX, make_certificate
from nssi.pik.failures import F05, F08, F09, F10, F11, F12, F13, F14, Failure
from nssi.pik.models import StepRun
from nssi.pik.notices import note_issued
from nssi.pik.outcomes import ProcedureOverError, is_certain, open_procedure, read_again
from nssi.records.actions.assign_outgoing_number import assign_outgoing_number
from nssi.signing.actions.begin_request import begin_request
from nssi.signing.actions.fetch_signed_document import fetch_signed_document
from nssi.signing.actions.refresh_request import refresh_request
from nssi.signing.actions.send_document import send_document
from nssi.signing.identity import Identity
from nssi.signing.models import SigningRequest
from nssi.signing.port import BrokenPackage, ProviderRefused, ProviderUnavailable, TooEarly
from nssi.signing.queries import find_request
from nssi.signing.verification import NotVerified

State = SigningRequest.State


@dataclass(frozen=True)
class _Issued:
    """An inactive PIK in clear, and what its certificate needs. It lives in memory until the certificate is sent."""

    person: Person
    outgoing_number: str
    issued_at: datetime
    pik: str = field(repr=False)
    request: SigningRequest
    phone: str = field(repr=False)
    valid_until: datetime


def issue_certificate(run: StepRun) -> Failure | None:
    """Return how the issuing failed, or None: the certificate is on the phone, or was there before.

    A certificate that was sent, or may have been, is neither made nor sent again (F08). One that certainly was not is
    made anew with a new PIK, for nobody knows the old one any more, and the old one is destroyed (F14).
    """
    earlier = find_request(run.procedure.certificate_request_id)
    if earlier and earlier.state not in {State.CREATED, State.REFUSED}:  # it is on the phone, or may be
        return None if is_certain(read_again(earlier)) else F08
    identity = _signed_identity(find_request(run.procedure.identity_request_id))
    if isinstance(identity, Failure):
        return identity
    if not _has_valid_document(identity):
        return F09
    issued = _issue(run, identity, draw_pik())
    return _hand_over(issued, identity) if issued else F09


def _signed_identity(request: SigningRequest | None) -> Identity | Failure:
    """Return what the person has signed of the identity card, or why it cannot be read (yet)."""
    if request is None:
        return F12
    try:
        request = refresh_request(request)
    except (ProviderUnavailable, ProviderRefused):
        return F05
    if request.state == State.PROCESSING:
        return F11
    if request.may_be_replaced:
        return F12
    if not request.is_signed:
        return F10
    try:
        identity = fetch_signed_document(request).identity
    except NotVerified:
        return F13
    except TooEarly:
        return F11
    except (BrokenPackage, ProviderUnavailable, ProviderRefused):
        return F14
    return identity or F13


@transaction.atomic
def _issue(run: StepRun, identity: Identity, drawn: DrawnPik) -> _Issued | None:
    """Issue an inactive PIK; None where the institute cannot serve this person here (F09)."""
    procedure = open_procedure(run)
    if procedure.expires_at is None:
        raise ProcedureOverError
    person = recognise_person(identity.signer.kind, identity.signer.number, identity.names)
    if person.known_deceased:
        return None
    if procedure.credential_id:
        destroy_pik(procedure.credential_id)
    request = begin_request(SigningRequest.Purpose.CERTIFICATE, procedure.expires_at)
    number = assign_outgoing_number(
        REGISTER_INDEX, subject_kind="pik_procedure", subject_id=str(procedure.pk)
    )
    credential, pik = issue_pik(person, str(number), drawn)
    procedure.person, procedure.credential, procedure.certificate_request = person, credential, request
    store(procedure, "person", "credential", "certificate_request")
    note_issued(credential, Actor.person(person.pk), "phone")
    return _Issued(
        person, str(number), credential.issued_at, pik, request, procedure.phone, procedure.expires_at
    )


def _has_valid_document(identity: Identity) -> bool:
    """As at the counter: a person with ЕГН or ЛНЧ, and an identity card that is valid today, or without end."""
    signer, valid_until = identity.signer, identity.document_valid_until
    return is_valid(signer.kind, signer.number) and (valid_until is None or valid_until >= clock.today())


def _hand_over(issued: _Issued, identity: Identity) -> Failure | None:
    """Make the certificate, which alone shows the PIK, and send it to the phone; no copy is kept (G10)."""
    try:
        certificate = make_certificate(
            issued.person,
            identity.signer,
            pik=issued.pik,
            outgoing_number=issued.outgoing_number,
            issued_at=issued.issued_at,
            valid_until=issued.valid_until,
        )
    except RenderingError:
        return F14
    request = send_document(issued.request, issued.phone, FILE_NAME, certificate, NAME_ON_THE_PHONE)
    if request.state == State.REFUSED:
        return F14
    if request.state == State.EXPIRED:
        raise ProcedureOverError
    return None if is_certain(request) else F08
