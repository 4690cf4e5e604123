"""Jobs of this room."""

import contextlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

from nssi.applications.actions import sweep_phone_signatures
from nssi.applications.actions.announce_filing import announce_filing
from nssi.applications.actions.check_signed_form import check_signed_form
from nssi.applications.actions.discard_draft import discard_expired_drafts
from nssi.applications.actions.have_form_checked import enqueue_check
from nssi.applications.actions.issue_registration_letter import issue_registration_letter
from nssi.applications.actions.make_document import make_document
from nssi.applications.actions.send_form_to_phone import send_form_to_phone
from nssi.applications.actions.settle_phone_signature import settle_phone_signature
from nssi.applications.actions.stop_phone_signature import withdraw_form
from nssi.applications.models import Application, FormSignature
from nssi.foundation import clock
from nssi.foundation.queue import PATIENT, ProcrastinateJob, queue
from nssi.signing.models import SigningRequest
from nssi.signing.port import BrokenPackage, ProviderUnavailable, TooEarly

DOCUMENT_TAKES = timedelta(minutes=10)
_FETCHING = RetryStrategy(
    max_attempts=10, wait=2, retry_exceptions={BrokenPackage, ProviderUnavailable, TooEarly}
)
_WITHDRAWING = RetryStrategy(
    max_attempts=10, exponential_wait=3, retry_exceptions={ProviderUnavailable, TooEarly}
)


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


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="applications.check_waiting_forms", queueing_lock="applications.check_waiting_forms")
def check_waiting_forms(timestamp: int) -> None:
    """Enqueue the checks of signed forms that should long be done: their jobs were given up."""
    late = FormSignature.objects.filter(
        state=FormSignature.State.PRESENTED, signed__created_at__lt=clock.now() - DOCUMENT_TAKES
    )
    for signature_id in late.values_list("id", flat=True)[:1000]:
        enqueue_check(str(signature_id))


@queue.task(name="applications.send_form_to_phone")
def send_form_of_draft_to_phone(signature_id: str) -> None:
    """Send the form of a draft to its person's phone."""
    send_form_to_phone(UUID(signature_id))


@queue.task(name="applications.settle_phone_signature", retry=_FETCHING)
def settle_signed_form(request_id: str) -> None:
    """Take the form that was signed on the phone, or note that it ended without a signature."""
    settle_phone_signature(UUID(request_id))


@queue.task(name="applications.withdraw_form", retry=_WITHDRAWING)
def withdraw_form_from_phone(request_id: str) -> None:
    """Take back from the phone a form for which nobody waits."""
    withdraw_form(UUID(request_id))


def have_settled(request: SigningRequest) -> None:
    """Enqueue the settling of the signing whose request has ended, in the caller's transaction."""
    settle_signed_form.defer(request_id=str(request.pk))


@queue.periodic(cron="* * * * *")
@queue.task(name="applications.sweep_phone_signatures", queueing_lock="applications.sweep_phone_signatures")
def sweep_forms_on_phones(timestamp: int) -> None:
    """Each minute, send, settle and take back what should long be, and forms for which nobody waits any more."""
    for signature_id in sweep_phone_signatures.unsent():
        _enqueue_anew(send_form_of_draft_to_phone, signature_id=str(signature_id))
    for request_id in sweep_phone_signatures.ended():
        _enqueue_anew(settle_signed_form, request_id=str(request_id))
    for request_id in sweep_phone_signatures.unneeded():
        _enqueue_anew(withdraw_form_from_phone, request_id=str(request_id))


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


def _enqueue_anew(task: Task[Any, Any, Any], **the_id: str) -> None:
    """Enqueue a job unless the same one waits or is at work."""
    same = ProcrastinateJob.objects.filter(task_name=task.name, status__in=["todo", "doing"], args=the_id)
    if not same.exists():
        task.defer(**the_id)
