"""Tell a person by e-mail what is asked of them in their proceeding; who has no address sees it in their pages (M-04, M-08)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from nssi.applications.changes import contact_of
from nssi.applications.queries import title_of
from nssi.messages.actions.send import send
from nssi.proceedings.models import Proceeding


def tell_person(
    proceeding: Proceeding, template: str, key: str, context: Mapping[str, Any] | None = None
) -> None:
    """Put the message of this name into the outbox, once for each `key` of it, in the caller's transaction."""
    application = proceeding.application
    email = contact_of(application).email
    if not email:
        return
    send(
        email,
        template,
        {
            "title": title_of(application),
            "registry_uid": application.registry_uid,
            "body": proceeding.body.told,
            "address": settings.PUBLIC_URL + reverse("my_application", args=[application.pk]),
            **(context or {}),
        },
        key=f"{template}:{key}",
    )
