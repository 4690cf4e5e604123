"""Have the form of a complete draft sent to its person's phone, to be signed there with their mobile QES (C-22)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from nssi.access import throttle
from nssi.applications.actions.hand_out_form import hand_out_form
from nssi.applications.models import FormSignature
from nssi.applications.phone_signatures import VALID_FOR
from nssi.applications.services import AdministrativeService
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.foundation.queue import queue
from nssi.people.models import Person
from nssi.signing.actions.begin_request import begin_request
from nssi.signing.models import SigningRequest

State = FormSignature.State
_PAUSE = timedelta(minutes=15)
OF_A_PERSON = throttle.Limit("applications.forms_to_phone", tries=5, window=_PAUSE, pauses=(_PAUSE,))
"""Each sending costs the institution something, and the person's phone rings."""


class TooManyForms(Exception):  # noqa: N818 – an answer, no error of ours
    """The person had too many forms sent; `until` says when one may be sent again."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many forms")
        self.until = until


@transaction.atomic
def begin_phone_signature(draft_id: UUID, person: Person, service: AdministrativeService) -> None:
    """Let a job send the form to the person's phone, unless it is there, or may be, or is signed already.

    A second click and a second tab join what is under way, and so does whoever stopped waiting for a form that could not be taken
    back yet: of one form there is never more than one on the phone.
    Raises DraftGone, DraftIncomplete, TooManyForms, documents.rendering.RenderingError.
    """
    known = hand_out_form(draft_id, person, service)
    held = FormSignature.objects.select_for_update(of=("self",)).select_related("request")
    signature = held.defer("form").get(pk=known.pk)
    if signature.state not in {State.HANDED_OUT, State.REFUSED}:
        return
    if signature.request is None or not signature.request.is_open:
        if until := throttle.count(OF_A_PERSON, str(person.pk)):
            raise TooManyForms(until)
        signature.request = begin_request(SigningRequest.Purpose.FORM, clock.now() + VALID_FOR)
    if signature.request.state == SigningRequest.State.CREATED:
        queue.configure_task("applications.send_form_to_phone").defer(signature_id=str(signature.pk))
    signature.state, signature.signed, signature.refusal, signature.report = State.ON_PHONE, None, "", None
    signature.save(update_fields=["request", "state", "signed", "refusal", "report"])
    record(
        "applications.form_sent_to_phone",
        actor=Actor.person(person.pk),
        subject_kind="draft",
        subject_id=str(draft_id),
    )
