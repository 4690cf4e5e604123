"""Read once where a request stands at the provider, and note it. Nothing else ever follows from it here."""

import logging
from datetime import timedelta

from django.db import transaction

from nssi.foundation import clock
from nssi.signing.events import tell_ended
from nssi.signing.models import SigningRequest
from nssi.signing.port import SigningStatus, StatusReport
from nssi.signing.providers import signing_provider
from nssi.signing.transitions import move

_log = logging.getLogger(__name__)

_NOT_FOUND_IS_NORMAL_FOR = timedelta(minutes=2)
_STATE_OF: dict[SigningStatus, SigningRequest.State] = {
    status: SigningRequest.State(status.value)
    for status in SigningStatus
    if status not in {SigningStatus.NOT_FOUND_YET, SigningStatus.UNKNOWN_CODE}
}


def refresh_request(request: SigningRequest) -> SigningRequest:
    """Return the request with the state that the provider reports now. Runs in jobs only.

    A request that is not waiting, or whose transaction id nobody has told us, is returned as it is.
    Raises ProviderUnavailable, ProviderRefused.
    """
    if request.state not in request.WAITING or not request.transaction_id:
        return request
    return note_report(request, signing_provider().poll(request.transaction_id))


def note_report(request: SigningRequest, report: StatusReport) -> SigningRequest:
    """Return the request as it stands after `report`, what the provider has just said of it."""
    state = _STATE_OF.get(report.status)
    if state is None:
        _warn_of_what_should_not_last(request, report)
        request.last_status = report.code
        request.save(update_fields=["last_status"])
    elif state != request.state:
        with transaction.atomic():
            moved = move(request, state, last_status=report.code, reject_reason=report.reject_reason)
            if moved and not request.is_open:
                tell_ended(request)
    return request


def _warn_of_what_should_not_last(request: SigningRequest, report: StatusReport) -> None:
    if report.status is SigningStatus.UNKNOWN_CODE:
        _log.error("signing request %s has the unknown status %s", request.pk, report.code)
    elif request.sent_at and clock.now() - request.sent_at > _NOT_FOUND_IS_NORMAL_FOR:
        _log.error("the provider does not find signing request %s", request.pk)
