"""Take the form of a draft back from its person, signed; a job checks it (C-22)."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nssi.applications.actions.have_form_checked import have_form_checked
from nssi.applications.drafts import DraftGone
from nssi.applications.models import FormSignature
from nssi.applications.signatures import ISSUER_SILENT
from nssi.attachments.actions.take_in_file import judge_upload, keep_given_file
from nssi.attachments.verdict import Verdict
from nssi.audit import Actor, record
from nssi.people.models import Person

State = FormSignature.State


def take_signed_form(signature_id: UUID, person: Person, upload: "UploadedFile[bytes]", name: str) -> None:
    """Keep `upload`, which came under `name`, as what the person signed, in place of what came before it.

    Raises FileRefused where it is no file that can be taken in (S1.5); DraftGone where the form was not handed out, the draft
    has changed since, or the form waits on the phone.
    """
    _take(signature_id, person, *judge_upload(upload, name))


@transaction.atomic
def _take(signature_id: UUID, person: Person, content: bytes, verdict: Verdict) -> None:
    signature = _hold(signature_id, person)
    if signature.state == State.ON_PHONE:
        raise DraftGone
    signature.signed = keep_given_file(content, verdict)
    if signature.request is not None and not signature.request.is_open:
        signature.request = None  # one that may still be on the phone is remembered
    record(
        "applications.form_signed",
        actor=Actor.person(person.pk),
        subject_kind="draft",
        subject_id=str(signature.draft_id),
        details={"attachment": str(signature.signed_id)},
    )
    have_form_checked(signature)


@transaction.atomic
def check_signed_form_again(signature_id: UUID, person: Person) -> None:
    """Have a signed form checked once more whose issuer was silent; any other is left as it is. Raises DraftGone."""
    signature = _hold(signature_id, person)
    if signature.refusal == ISSUER_SILENT:
        have_form_checked(signature)


def _hold(signature_id: UUID, person: Person) -> FormSignature:
    held = FormSignature.objects.select_for_update(of=("self",)).select_related("request").defer("form")
    signature = held.filter(pk=signature_id, draft__person=person).first()
    if signature is None:
        raise DraftGone
    return signature
