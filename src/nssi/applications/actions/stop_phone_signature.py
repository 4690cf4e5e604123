"""Stop waiting for the phone: the form is taken back from there (C-22)."""

from uuid import UUID

from django.db import transaction

from nssi.applications.drafts import DraftGone
from nssi.applications.models import FormSignature
from nssi.applications.phone_signatures import STOPPED
from nssi.audit import Actor, record
from nssi.foundation.queue import queue
from nssi.people.models import Person
from nssi.signing.actions.withdraw_request import withdraw_request
from nssi.signing.models import SigningRequest
from nssi.signing.port import ProviderRefused, TooEarly

State = FormSignature.State


@transaction.atomic
def stop_phone_signature(signature_id: UUID, person: Person) -> None:
    """Let the person sign otherwise, or not at all; a job takes the form back. Raises DraftGone."""
    held = FormSignature.objects.select_for_update(of=("self",)).defer("form")
    signature = held.filter(pk=signature_id, draft__person=person).first()
    if signature is None:
        raise DraftGone
    if signature.state != State.ON_PHONE:
        return
    signature.state, signature.refusal = State.HANDED_OUT, STOPPED
    signature.save(update_fields=["state", "refusal"])
    queue.configure_task("applications.withdraw_form").defer(request_id=str(signature.request_id))
    record(
        "applications.form_withdrawn_from_phone",
        actor=Actor.person(person.pk),
        subject_kind="draft",
        subject_id=str(signature.draft_id),
    )


def withdraw_form(request_id: UUID) -> None:
    """Take a form back from the phone for which nobody waits; one that is too late ends with its time. Runs in jobs only.

    Raises ProviderUnavailable and TooEarly – also for one that is just being sent: then it is to be tried again.
    """
    if FormSignature.objects.filter(request=request_id, state=State.ON_PHONE).exists():
        return  # its person waits for it again
    try:
        request = withdraw_request(request_id)
    except ProviderRefused:
        return
    if request.state == SigningRequest.State.SENDING:
        raise TooEarly(request.state)
