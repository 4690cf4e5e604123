"""The letters of this room: the registration of an application, as a document (M-01, M-02)."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from nssi.applications.models import Application
from nssi.applications.queries import title_of, what_follows
from nssi.delivery.methods import DeliveryMethod
from nssi.documents import wording
from nssi.documents.kinds import DocumentKind, Seal

REGISTRATION = DocumentKind(
    name="applications.registration",
    title=_("Съобщение за заведено заявление"),
    register_index="1000",
    template=Path(__file__).parent / "templates" / "applications" / "registration.typ",
    seal=Seal.MASS,
)
"""It takes its number from the register of what leaves about any service; each service keeps its own for what comes in."""


def registration(application: Application) -> dict[str, Any]:
    """Return what the letter shows: the facts of the registration and what follows; never the access code."""
    represented = application.representation
    is_posted = application.delivery_method == DeliveryMethod.POST
    return {
        "addressee": [application.person.full_name, *([application.delivery_address] if is_posted else [])],
        "registry_uid": application.registry_uid,
        "service": title_of(application),
        "represented": represented.full_name if represented else "",
        "filed_at": wording.moment(application.filed_at),
        "body": application.competent_body.label,
        "identified_by": str(application.get_identified_by_display()),
        "files": [file.title for file in application.files.order_by("id")],
        "what_follows": [str(sentence) for sentence in what_follows(application)],
    }
