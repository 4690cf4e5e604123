"""Where a delivery stands, in the words and colours in which people see it (screens.md §3.8)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.look.typography import date_text, moment_text

State = Delivery.State


@dataclass(frozen=True)
class Status:
    """A tag: its text, and its colour by what it asks."""

    text: str | Promise
    colour: str


def status_of(delivery: Delivery) -> Status:
    """Return the tag of a delivery."""
    match delivery.state:
        case State.SERVED if delivery.served_at:
            return Status(_("Връчено %(when)s") % {"when": moment_text(delivery.served_at)}, "green")
        case State.SERVED if delivery.served_on:
            return Status(_("Връчено %(when)s") % {"when": date_text(delivery.served_on)}, "green")
        case State.NOT_FETCHED:
            return Status(_("Неизтеглено в срок"), "red")
        case State.UNDELIVERED:
            return Status(_("Недоставено"), "red")
        case State.PREPARING:
            return Status(_("Подготвя се"), "blue")
    return _waiting(delivery)


def _waiting(delivery: Delivery) -> Status:
    match delivery.method:
        case DeliveryMethod.COUNTER:
            return Status(_("Чака на гише"), "yellow")
        case DeliveryMethod.POST:
            return Status(_("Изпраща се по пощата"), "blue")
    if delivery.due_on:
        return Status(_("Чака изтегляне до %(day)s") % {"day": date_text(delivery.due_on)}, "yellow")
    return Status(_("Чака изтегляне"), "yellow")
