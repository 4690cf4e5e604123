"""Send the form of a draft to its person's phone, once."""

from uuid import UUID

from nssi.applications.actions.settle_phone_signature import give_back, settle_phone_signature
from nssi.applications.models import FormSignature
from nssi.applications.phone_signatures import FILE_NAME, NOT_REGISTERED, NOT_SENT, name_on_the_phone
from nssi.people.queries import number_of
from nssi.signing.actions.send_document import send_document
from nssi.signing.models import SigningRequest

State = SigningRequest.State
_PERSON_NOT_FOUND = "person_not_found"


def send_form_to_phone(signature_id: UUID) -> None:
    """Send what the person signs, unless it was sent before. Runs in jobs only: it waits on the provider.

    It goes to whoever has the person's own number with the provider: typed by hand, a phone could be somebody else's, who would
    read all that stands in the form (decision 0020). Where the answer of the provider is lost the form may be on the phone, so
    it is waited for (decision 0003).
    """
    waiting = FormSignature.objects.select_related("draft__person", "request")
    signature = waiting.filter(pk=signature_id, state=FormSignature.State.ON_PHONE).first()
    if signature is None or signature.request is None:
        return
    number = number_of(signature.draft.person)
    if number is None:
        give_back(signature, NOT_REGISTERED)
        return
    request = send_document(
        signature.request, number, FILE_NAME, bytes(signature.form), name_on_the_phone(signature)
    )
    if request.state == State.REFUSED:
        give_back(signature, NOT_REGISTERED if request.refusal == _PERSON_NOT_FOUND else NOT_SENT)
    elif request.state == State.EXPIRED:
        settle_phone_signature(request.pk)
