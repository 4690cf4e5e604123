"""Send the document of a login to the phone, once."""

from uuid import UUID

from django.db import transaction

from nssi.documents.rendering import RenderingError
from nssi.mobile_qes.actions.settle_login import refuse
from nssi.mobile_qes.document import FILE_NAME, login_document, name_on_the_phone
from nssi.mobile_qes.models import MobileLogin
from nssi.mobile_qes.refusals import NOT_REGISTERED, NOT_SENT
from nssi.mobile_qes.validity import VALID_FOR
from nssi.signing.actions.begin_request import begin_request
from nssi.signing.actions.send_document import send_document
from nssi.signing.models import SigningRequest

State = MobileLogin.State
_PERSON_NOT_FOUND = "person_not_found"


def send_login(login_id: UUID) -> None:
    """Send what the person signs to log in, unless it was sent before. Runs in jobs only: it waits on the provider.

    Where the answer of the provider is lost the document may be on the phone, so the login goes on.
    """
    request = _request_of(login_id)
    if request is None:
        return
    login = MobileLogin.objects.get(pk=login_id)
    try:
        document = login_document(login.code, login.began_at)
    except RenderingError:
        refuse(login_id, NOT_SENT)
        return
    request = send_document(request, login.phone, FILE_NAME, document, name_on_the_phone(login.code))
    if request.state == SigningRequest.State.REFUSED:
        refuse(login_id, NOT_REGISTERED if request.refusal == _PERSON_NOT_FOUND else NOT_SENT)


@transaction.atomic
def _request_of(login_id: UUID) -> SigningRequest | None:
    """Return the request to send, linked before anything leaves; None where the login is open no more."""
    login = MobileLogin.objects.select_for_update(of=("self",)).filter(pk=login_id, state=State.BEGUN).first()
    if login is None:
        return None
    if login.request is None:
        login.request = begin_request(SigningRequest.Purpose.LOGIN, login.began_at + VALID_FOR)
        login.save()
    return login.request
