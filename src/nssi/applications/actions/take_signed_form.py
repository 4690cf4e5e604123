"""Take the form of a draft back from its person, signed; a job checks it (C-22)."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nssi.applications import jobs
from nssi.applications.drafts import DraftGone
from nssi.applications.models import FormSignature
from nssi.applications.signatures import ISSUER_SILENT
from nssi.attachments.actions.take_in_file import judge_upload, keep_given_file
from nssi.attachments.verdict import Verdict
from nssi.audit import Actor, record
from nssi.people.models import Person

State = FormSignature.State


def take_signed_form(
    signature_id: UUID, person: Person, upload: "UploadedFile[bytes]", name: str
) -> FormSignature:
    """Keep `upload`, which came under `name`, as what the person signed, in place of what came before it.

    Raises FileRefused where it is no file that can be taken in (S1.5); DraftGone where the form was not handed out, or the
    draft has changed since.
    """
    return _take(signature_id, person, *judge_upload(upload, name))


@transaction.atomic
def _take(signature_id: UUID, person: Person, content: bytes, verdict: Verdict) -> FormSignature:
    signature = _hold(signature_id, person)
    signature.signed = keep_given_file(content, verdict)
    record(
        "applications.form_signed",
        actor=Actor.person(person.pk),
        subject_kind="draft",
        subject_id=str(signature.draft_id),
        details={"attachment": str(signature.signed_id)},
    )
    return _have_checked(signature)


@transaction.atomic
def check_signed_form_again(signature_id: UUID, person: Person) -> None:
    """Have a signed form checked once more whose issuer was silent; any other is left as it is. Raises DraftGone."""
    signature = _hold(signature_id, person)
    if signature.refusal == ISSUER_SILENT:
        _have_checked(signature)


def _hold(signature_id: UUID, person: Person) -> FormSignature:
    held = FormSignature.objects.select_for_update(of=("self",))
    signature = held.filter(pk=signature_id, draft__person=person).first()
    if signature is None:
        raise DraftGone
    return signature


def _have_checked(signature: FormSignature) -> FormSignature:
    signature.state, signature.refusal, signature.report = State.PRESENTED, "", None
    signature.save()
    jobs.have_signed_form_checked(signature.pk)
    return signature
