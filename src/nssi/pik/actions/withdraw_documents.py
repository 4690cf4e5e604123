"""Withdraw the documents of a procedure that has ended from the person's phone."""

from uuid import UUID

from nssi.pik.models import PikProcedure
from nssi.signing.actions.withdraw_request import withdraw_request
from nssi.signing.models import SigningRequest
from nssi.signing.port import ProviderRefused, TooEarly


def withdraw_documents(procedure_id: UUID) -> None:
    """Take back what nobody has signed; what the provider refuses to take back ends with its time. Runs in jobs only.

    Raises ProviderUnavailable and TooEarly – also for one that is just being sent: then it is to be tried again.
    """
    procedure = PikProcedure.objects.get(pk=procedure_id)
    for request_id in filter(None, (procedure.identity_request_id, procedure.certificate_request_id)):
        try:
            request = withdraw_request(request_id)
        except ProviderRefused:
            continue
        if request.state == SigningRequest.State.SENDING:
            raise TooEarly(request.state)
