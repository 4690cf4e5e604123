"""The document that proves how another one was delivered: what it says, and which one there is."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from nssi.delivery.models import Delivery
from nssi.delivery.tasks import SUBJECT
from nssi.delivery.telling import told
from nssi.documents import wording
from nssi.documents.kinds import DocumentKind, Seal
from nssi.documents.models import IssuedDocument

PROOF_OF_SERVICE = DocumentKind(
    name="delivery.proof_of_service",
    title=_("Доказателство за връчване"),
    register_index="1009",
    template=Path(__file__).parent / "templates" / "delivery" / "proof_of_service.typ",
    seal=Seal.ORDER,
)


def proof_of(delivery: Delivery) -> IssuedDocument | None:
    """Return the proof that was issued last for this delivery, or None."""
    issued = IssuedDocument.objects.filter(
        kind=PROOF_OF_SERVICE.name, subject_kind=SUBJECT, subject_id=str(delivery.id)
    )
    return issued.select_related("content").order_by("issued_at").last()


def said_of(delivery: Delivery) -> dict[str, Any]:
    """Return what the proof says of a delivery at present, in Bulgarian: the data of its template."""
    events = list(delivery.events.order_by("number"))
    document = delivery.document
    with translation.override(settings.LANGUAGE_CODE):
        facts = [
            ("Документ", document.title),
            ("Изх. №", f"{document.outgoing_number} от {wording.day(document.issued_at)}"),
            ("Издаден от", document.body.label),
            ("До", delivery.addressee.full_name),
            ("Начин", str(delivery.get_method_display())),
            *([("Адрес", " ".join(delivery.destination.split()))] if delivery.destination else []),
            ("Състояние", _state(delivery)),
        ]
        happened = [
            (each.what, wording.moment(each.when)) for each in reversed(told(events, with_officials=True))
        ]
    return {"facts": facts, "events": happened, "sha256": document.sha256, "chain": events[-1].hash}


def _state(delivery: Delivery) -> str:
    if delivery.served_on is None:
        return "не е изтеглен в срок и не е връчен до деня на това доказателство"
    when = wording.moment(delivery.served_at) if delivery.served_at else wording.day(delivery.served_on)
    return f"връчен {when}, {delivery.get_served_by_display()}"
