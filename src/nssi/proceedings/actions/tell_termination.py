"""Tell a person that the proceeding was terminated, for they did not confirm their application (M-06)."""

from uuid import UUID

from django.db import transaction

from nssi.applications.changes import contact_of
from nssi.applications.queries import title_of
from nssi.messages.actions.send import send
from nssi.proceedings.models import Proceeding


@transaction.atomic
def tell_termination(proceeding_id: UUID) -> None:
    """Put the message into the outbox, once; a person without e-mail sees it in their pages."""
    proceeding = Proceeding.objects.select_related("application").get(pk=proceeding_id)
    email = contact_of(proceeding.application).email
    if email:
        send(
            email,
            "proceedings/messages/terminated",
            {
                "title": title_of(proceeding.application),
                "registry_uid": proceeding.application.registry_uid,
            },
            key=f"proceedings.terminated:{proceeding.pk}",
            one_of_many=True,
        )
