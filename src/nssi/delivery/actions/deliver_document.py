"""Hand an issued document over to a person, in the way that they chose and the act allows (S1.6, S2.6, S3.6)."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from nssi.delivery.actions.begin_delivery import begin_delivery
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.delivery.policies import DeliveryPolicy
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.people.models import Person


def deliver_document(
    document: IssuedDocument,
    *,
    addressee: Person,
    method: DeliveryMethod,
    destination: str,
    policy: DeliveryPolicy,
    access: tuple[UUID, str] | None = None,
) -> Delivery:
    """Return the delivery of `document`, begun as soon as the document is there; call it in the transaction that issues it.

    `destination`: the e-mail address, the exact postal address (it may have lines), or empty for the counter. `access`: the
    id of the application whose access code opens the document, and the id of the code's key. The same document again to the
    same person changes nothing and returns the delivery that is there. Raises ValidationError where the policy does not
    allow the way, or the destination is none for it.
    """
    held = IssuedDocument.objects.select_for_update(no_key=True).get(id=document.id)
    if known := Delivery.objects.filter(document=held, addressee=addressee).first():
        return known
    if method not in policy.methods:
        raise ValidationError(f"{policy.name}: not delivered by {method}")
    if method == DeliveryMethod.ELECTRONIC:
        validate_email(destination)
    elif bool(destination.strip()) is (method == DeliveryMethod.COUNTER):
        raise ValidationError(f"{policy.name}: the destination does not fit the way {method}")
    application_id, access_key_id = access if access else (None, "")
    delivery = Delivery.objects.create(
        document=held,
        addressee=addressee,
        method=method,
        destination=destination,
        policy=policy.name,
        application_id=application_id,
        access_key_id=access_key_id,
        created_at=clock.now(),
    )
    if held.is_issued:
        begin_delivery(delivery.id)
    return delivery
