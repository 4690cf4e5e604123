"""What this room knows of a person, for that person: how documents went to them."""

from django.utils.translation import gettext_lazy as _

from nssi.delivery.methods import DeliveryMethod, ServedBy
from nssi.delivery.models import Delivery, DeliveryEvent
from nssi.people.own_data import Column, Kind, Part

DELIVERIES = Part(
    "deliveries",
    _("Връчване на документи"),
    (
        Column("document", _("Документ №")),
        Column("method", _("Начин"), said=lambda value: DeliveryMethod(value).label),
        Column("destination", _("Къде")),
        Column("state", _("Състояние"), said=lambda value: Delivery.State(value).label),
        Column("sent_at", _("Изпратен на"), Kind.MOMENT),
        Column("due_on", _("Срок за изтегляне"), Kind.DAY),
        Column("served_on", _("Връчен на"), Kind.DAY),
        Column("served_by", _("С какво е връчен"), said=lambda value: ServedBy(value).label if value else ""),
    ),
    lambda person: Delivery.objects.filter(addressee=person)
    .order_by("created_at")
    .values_list(
        "document__outgoing_number", "method", "destination", "state", "sent_at", "due_on", "served_on", "served_by"
    ),
    (Delivery,),
)  # fmt: skip
EVENTS = Part(
    "delivery_events",
    _("Какво е ставало с всеки документ"),
    (
        Column("document", _("Документ №")),
        Column("at", _("Кога"), Kind.MOMENT),
        Column("what", _("Какво"), said=lambda value: DeliveryEvent.What(value).label),
    ),
    lambda person: (
        DeliveryEvent.objects.filter(delivery__addressee=person)
        .order_by("at", "number")
        .values_list("document__outgoing_number", "at", "what")
    ),
    (DeliveryEvent,),
)
PARTS = (DELIVERIES, EVENTS)
