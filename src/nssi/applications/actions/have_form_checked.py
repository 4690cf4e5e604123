"""Have a signed form checked by a job, once it lies with us (C-22)."""

import contextlib

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from nssi.applications.models import FormSignature
from nssi.foundation.queue import queue


def have_form_checked(signature: FormSignature) -> None:
    """Note, in the caller's transaction, that the locked `signature` has its signed form, and enqueue the check of it."""
    signature.state, signature.refusal, signature.report = FormSignature.State.PRESENTED, "", None
    signature.save(update_fields=["state", "signed", "refusal", "report", "request"])
    enqueue_check(str(signature.pk))


def enqueue_check(signature_id: str) -> None:
    """Enqueue the check of a signed form, in the caller's transaction, unless one waits."""
    check = queue.configure_task(
        "applications.check_signed_form", queueing_lock=f"applications.check_signed_form:{signature_id}"
    )
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        check.defer(signature_id=signature_id)
