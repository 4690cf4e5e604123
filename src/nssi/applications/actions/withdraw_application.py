"""Withdraw an application at the person's wish."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from nssi.applications.actions.change_application import hold_application, register_change
from nssi.applications.changes import contact_of
from nssi.applications.models import Application, Change, IdentifiedBy
from nssi.applications.queries import title_of
from nssi.messages.actions.send import send
from nssi.people.models import Person


@transaction.atomic
def withdraw_application(application_id: UUID, person: Person, identified_by: IdentifiedBy) -> Change:
    """End the person's application; the withdrawal has an incoming number, and a message confirms it.

    Raises NotChangeable, also where it was withdrawn before.
    """
    application = hold_application(application_id, person)
    application.state = Application.State.WITHDRAWN
    application.save(update_fields=["state"])
    change = register_change(application, Change.What.WITHDRAWAL, {}, identified_by)
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "title": title_of(application),
            "registry_uid": application.registry_uid,
            "change_uid": change.registry_uid,
        }
    send(
        contact_of(application).email,
        "applications/messages/withdrawn",
        context,
        key=f"applications.withdrawn:{application.id}",
    )
    return change
