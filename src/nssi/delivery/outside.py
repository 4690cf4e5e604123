"""Service outside the portal, at the counter and by registered letter: what is possible at present."""

from dataclasses import dataclass
from datetime import date

from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery, DeliveryEvent
from nssi.delivery.policies import NotFetched, policy_named
from nssi.delivery.timeline import What

State = Delivery.State


class NotPossible(Exception):  # noqa: N818 – an answer, no error of ours
    """This cannot have happened to the document: it is served, was not posted, or its act knows no such way."""


@dataclass(frozen=True)
class Posting:
    """A registered letter: the number of the item, the day on which the operator took it, and the address on it."""

    item: str
    on: date
    address: str


def ways(delivery: Delivery) -> list[DeliveryMethod]:
    """Return in which ways an official may serve the document at present.

    The way that the person chose; where they were to download it and did not, or were not reached, those that the act
    allows instead (S1.9: Art. 5(3) of the ordinance).
    """
    policy = policy_named(delivery.policy)
    if delivery.state == State.WAITING and not delivery.is_electronic:
        return [DeliveryMethod(delivery.method)]
    if delivery.state not in (State.UNDELIVERED, State.NOT_FETCHED):
        return []
    allowed = policy.methods | ({DeliveryMethod.POST} if policy.if_not_fetched is NotFetched.POST else set())
    return [way for way in (DeliveryMethod.COUNTER, DeliveryMethod.POST) if way in allowed]


def letters(delivery: Delivery) -> list[DeliveryEvent]:
    """Return the letters that are on their way: sent, and not received or returned."""
    events = list(delivery.events.order_by("number"))
    returned = {event.details["item"] for event in events if event.what == What.RETURNED}
    return [event for event in events if event.what == What.POSTED and event.details["item"] not in returned]


def letter(delivery: Delivery, item: str, on: date) -> DeliveryEvent:
    """Return the letter with this number that is on its way, where `on` is not before it left. Raises NotPossible."""
    posted = [event for event in letters(delivery) if event.details["item"] == item]
    if delivery.is_served or not posted or on < date.fromisoformat(posted[0].details["on"]):
        raise NotPossible
    return posted[0]
