"""Issue the registration of an application as a letter (M-01, M-02)."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from nssi.applications.letters import REGISTRATION, registration
from nssi.applications.models import Application
from nssi.audit import SYSTEM
from nssi.documents.actions.issue_document import issue_document


@transaction.atomic
def issue_registration_letter(application_id: UUID) -> None:
    """Issue the letter to whoever filed, once: the application is held meanwhile and keeps it."""
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(id=application_id)
    if application.registration_letter_id is not None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        data = registration(application)
    application.registration_letter = issue_document(
        REGISTRATION,
        data=data,
        person=application.person,
        body=application.competent_body,
        subject_kind="application",
        subject_id=str(application.id),
        actor=SYSTEM,
    )
    application.save(update_fields=["registration_letter"])
