"""Jobs of this room."""

import contextlib
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from nssi.applications.actions.announce_filing import announce_filing
from nssi.applications.actions.check_signed_form import check_signed_form
from nssi.applications.actions.discard_draft import discard_expired_drafts
from nssi.applications.actions.issue_registration_letter import issue_registration_letter
from nssi.applications.actions.make_document import make_document
from nssi.applications.models import Application, FormSignature
from nssi.foundation import clock
from nssi.foundation.queue import PATIENT, queue

DOCUMENT_TAKES = timedelta(minutes=10)


@queue.task(name="applications.follow_up_filing", retry=PATIENT)
def follow_up_filing(application_id: str) -> None:
    """After an application was filed: send the message with its УРИ, have that issued as a letter and its document made."""
    announce_filing(UUID(application_id))
    issue_registration_letter(UUID(application_id))
    _have_document_made(application_id)


@queue.task(name="applications.make_document", retry=PATIENT)
def make_filed_document(application_id: str) -> None:
    """Make the PDF of a filed application."""
    make_document(UUID(application_id))


@queue.task(name="applications.check_signed_form", retry=PATIENT)
def check_signed_form_of_draft(signature_id: str) -> None:
    """Check the form of a draft that its person signed with a QES."""
    check_signed_form(UUID(signature_id))


def have_signed_form_checked(signature_id: UUID) -> None:
    """Enqueue the check of a signed form, in the caller's transaction, unless one waits."""
    waiting = f"applications.check_signed_form:{signature_id}"
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        check_signed_form_of_draft.configure(queueing_lock=waiting).defer(signature_id=str(signature_id))


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="applications.check_waiting_forms", queueing_lock="applications.check_waiting_forms")
def check_waiting_forms(timestamp: int) -> None:
    """Enqueue the checks of signed forms that should long be done: their jobs were given up."""
    late = FormSignature.objects.filter(
        state=FormSignature.State.PRESENTED, signed__created_at__lt=clock.now() - DOCUMENT_TAKES
    )
    for signature_id in late.values_list("id", flat=True)[:1000]:
        have_signed_form_checked(signature_id)


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="applications.make_missing_documents", queueing_lock="applications.make_missing_documents")
def make_missing_documents(timestamp: int) -> None:
    """Enqueue the documents that should long be there: their jobs were given up."""
    late = Application.objects.filter(document=None, filed_at__lt=clock.now() - DOCUMENT_TAKES)
    for application_id in late.values_list("id", flat=True)[:1000]:
        _have_document_made(str(application_id))


@queue.periodic(cron="43 3 * * *")
@queue.task(name="applications.discard_expired_drafts", queueing_lock="applications.discard_expired_drafts")
def clear_expired_drafts(timestamp: int) -> None:
    """Each night, delete the drafts that nobody has changed for 30 days."""
    discard_expired_drafts()


def _have_document_made(application_id: str) -> None:
    waiting = f"applications.make_document:{application_id}"
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        make_filed_document.configure(queueing_lock=waiting).defer(application_id=application_id)
