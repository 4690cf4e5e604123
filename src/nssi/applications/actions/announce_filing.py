"""Tell the person that their application is registered (M-01, S1.7)."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from nssi.applications.models import Application
from nssi.applications.queries import code_of, title_of, what_follows
from nssi.messages.actions.send import send


@transaction.atomic
def announce_filing(application_id: UUID) -> None:
    """Put the message with the УРИ, the access code and the address of the state into the outbox, once.

    It holds nothing else that is personal.
    """
    application = Application.objects.select_related("competent_body").get(id=application_id)
    if not application.email:
        return  # filed at the counter or on paper by somebody without e-mail
    send(
        application.email,
        "applications/messages/filed",
        {
            "title": title_of(application),
            "registry_uid": application.registry_uid,
            "access_code": code_of(application),
            "status_address": settings.PUBLIC_URL + reverse("application_status_lookup"),
            "after_filing": what_follows(application),
        },
        key=f"applications.filed:{application.id}",
    )
