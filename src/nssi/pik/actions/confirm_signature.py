"""Step 4: see that the certificate is signed by the same person, and only then activate the PIK (S0.5)."""

import logging

from django.db import DatabaseError, transaction

from nssi.access.actions.activate_pik import PikHasEnded, activate_pik
from nssi.audit import Actor
from nssi.foundation.statements import store
from nssi.people.queries import find_person
from nssi.pik.actions.end_procedure import end_procedure
from nssi.pik.actions.hand_over_certificate import discard_waiting
from nssi.pik.actions.settle_run import settle_run
from nssi.pik.failures import F13, F15, F16, F17, F18, F19, Failure
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.notices import note_activated
from nssi.pik.outcomes import open_procedure
from nssi.signing.actions.fetch_signed_document import VerifiedDocument, fetch_signed_document
from nssi.signing.actions.refresh_request import refresh_request
from nssi.signing.models import SigningRequest
from nssi.signing.port import BrokenPackage, ProviderRefused, ProviderUnavailable, TooEarly
from nssi.signing.queries import find_request
from nssi.signing.verification import NotVerified

State = SigningRequest.State

_log = logging.getLogger(__name__)


def confirm_signature(run: StepRun) -> Failure | None:
    """Return how the confirming failed, or None: the PIK is active, the run settled and the procedure ended."""
    document = _signed_certificate(run)
    if isinstance(document, Failure):
        return document
    try:
        return _activate(run, document)
    except (DatabaseError, PikHasEnded):
        _log.exception("the PIK of run %s was not activated", run.pk)
        return F19


def _signed_certificate(run: StepRun) -> VerifiedDocument | Failure:
    request = find_request(run.procedure.certificate_request_id)
    if request is None:
        return F18
    try:
        request = refresh_request(request)
        if request.state == State.PROCESSING:
            return F16
        if request.may_be_replaced:
            return F17
        if not request.is_signed:
            return F15
        return fetch_signed_document(request)
    except NotVerified:
        return F13
    except TooEarly:
        return F16
    except (BrokenPackage, ProviderUnavailable, ProviderRefused):
        return F18


@transaction.atomic
def _activate(run: StepRun, document: VerifiedDocument) -> Failure | None:
    """Activate in one transaction, in which the clock is asked for the last time: nothing expired passes (S0.8)."""
    procedure = open_procedure(run)
    if procedure.credential_id is None or not _is_signed_by(procedure, document):
        return F13
    credential = activate_pik(procedure.credential_id)
    discard_waiting(credential.person_id)
    note_activated(credential, Actor.person(credential.person_id), "phone")
    procedure.certificate_sha256 = document.signature.document_sha256
    procedure.signature_report = document.signature.report()
    store(procedure, "certificate_sha256", "signature_report")
    settle_run(run, None)
    end_procedure(procedure, PikProcedure.End.ACTIVATED)
    return None


def _is_signed_by(procedure: PikProcedure, document: VerifiedDocument) -> bool:
    """Whether who signed the certificate is the person who signed the statement."""
    signer = document.signature.signer
    person = find_person(signer.kind, signer.number)
    return person is not None and person.pk == procedure.person_id
