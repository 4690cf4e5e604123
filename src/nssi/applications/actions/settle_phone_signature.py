"""Take what was signed on the phone as if its person had brought it, or note why nothing came of it (C-22)."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from nssi.applications.actions.have_form_checked import have_form_checked
from nssi.applications.models import FormSignature
from nssi.applications.phone_signatures import (
    FILE_NAME,
    NAME_OF_THE_SIGNED,
    NOT_ACCEPTED,
    NOT_FETCHED,
    ended_as,
)
from nssi.attachments.actions.take_in_file import FileRefused, judge_upload, keep_given_file
from nssi.attachments.verdict import Verdict
from nssi.audit import Actor, record
from nssi.signing.actions.fetch_signed_document import fetch_signed_document
from nssi.signing.port import ProviderRefused
from nssi.signing.verification import NotVerified

State = FormSignature.State


def settle_phone_signature(request_id: UUID) -> None:
    """Settle the signing of this request by what came of it; one that is not over, is settled or forgotten is left alone.

    Runs in jobs only: it fetches what was signed. What is fetched is then checked as any signed form is that a person uploads.
    Raises TooEarly, BrokenPackage, ProviderUnavailable: try again later.
    """
    waiting = FormSignature.objects.select_related("request").defer("form")
    signature = waiting.filter(request=request_id, state=State.ON_PHONE).first()
    if signature is None or signature.request is None or signature.request.is_open:
        return
    if not signature.request.is_signed:
        give_back(signature, ended_as(signature.request.state))
        return
    try:
        content = fetch_signed_document(signature.request).content
        _take(signature, *judge_upload(SimpleUploadedFile(FILE_NAME, content), NAME_OF_THE_SIGNED))
    except (NotVerified, FileRefused):
        give_back(signature, NOT_ACCEPTED)
    except ProviderRefused:
        give_back(signature, NOT_FETCHED)


def give_back(signature: FormSignature, refusal: str) -> None:
    """Note that nothing came from the phone, and why; a signing that waits for it no more is left as it is."""
    FormSignature.objects.filter(pk=signature.pk, request=signature.request_id, state=State.ON_PHONE).update(
        state=State.HANDED_OUT, refusal=refusal
    )


@transaction.atomic
def _take(signature: FormSignature, content: bytes, verdict: Verdict) -> None:
    held = FormSignature.objects.select_for_update(of=("self",)).select_related("draft").defer("form")
    waiting = held.filter(pk=signature.pk, request=signature.request_id, state=State.ON_PHONE).first()
    if waiting is None:
        return
    waiting.signed = keep_given_file(content, verdict)
    record(
        "applications.form_signed",
        actor=Actor.person(waiting.draft.person_id),
        subject_kind="draft",
        subject_id=str(waiting.draft_id),
        details={"attachment": str(waiting.signed_id), "on": "phone"},
    )
    have_form_checked(waiting)
