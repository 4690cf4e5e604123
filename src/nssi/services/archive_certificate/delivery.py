"""How the documents of this service reach a person (S2.6)."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.applications.changes import contact_of
from nssi.applications.models import Application
from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.policies import DOCUMENT_READY, DeliveryPolicy, NotFetched
from nssi.documents.models import IssuedDocument

DELIVERY = DeliveryPolicy(
    name="archive_certificate",
    methods=frozenset(DeliveryMethod),
    role=Official.Role.ARCHIVE_OFFICER,
    if_not_fetched=NotFetched.POST,
    by_access_code=True,
    announced_as=_("Удостоверението Ви е готово"),
)

OTHER = replace(DELIVERY, name="archive_document", announced_as=DOCUMENT_READY)
"""For what is no certificate: the official note, and letters."""


def deliver(document: IssuedDocument, application: Application, policy: DeliveryPolicy) -> None:
    """Hand a document over to the applicant in the way that they chose, as it stands today."""
    contact = contact_of(application)
    deliver_document(
        document,
        addressee=application.person,
        method=DeliveryMethod(contact.delivery_method),
        destination=contact.delivery_address,
        policy=policy,
        access=(application.pk, application.access_key_id),
    )
