"""The messages about a document that waits: a link and what follows, nothing personal, no attachment (M-03, M-07, M-09)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from nssi.delivery.clocks import last_day_of
from nssi.delivery.models import Delivery
from nssi.delivery.policies import policy_named
from nssi.documents.kinds import kind_named
from nssi.foundation import clock
from nssi.messages.actions.send import send
from nssi.messages.models import OutgoingMessage

_READY = "delivery.ready:"


def announce(delivery: Delivery) -> None:
    """Let the message leave that says that the document is there, until which day, and how (M-03, M-07)."""
    last_day = last_day_of(delivery, sent_on=clock.today())
    send(
        delivery.destination,
        "delivery/messages/ready",
        _said(delivery, last_day),
        key=f"{_READY}{delivery.id}",
    )


def announced(message: OutgoingMessage) -> UUID | None:
    """Return the id of the delivery that this message announces, or None: it is another message."""
    return UUID(message.key.removeprefix(_READY)) if message.key.startswith(_READY) else None


def correct_the_day(delivery: Delivery, *, written_on: date) -> None:
    """Say the day that counts where the message left so late that the one written in it does not."""
    if delivery.due_on and delivery.due_on != last_day_of(delivery, sent_on=written_on):
        remind(delivery, key="the_day")


def remind(delivery: Delivery, *, key: str) -> None:
    """Let a message leave that says again until which day the document waits (M-09)."""
    if delivery.due_on is None:
        raise ValueError("no days run for a document that was not announced")
    send(
        delivery.destination,
        "delivery/messages/reminder",
        _said(delivery, delivery.due_on),
        key=f"delivery.{key}:{delivery.id}",
    )


def page_of(delivery: Delivery) -> str:
    """Return the full address of the page of a document on its way."""
    return settings.PUBLIC_URL + reverse("document_open", args=[delivery.token])


def _said(delivery: Delivery, last_day: date) -> dict[str, Any]:
    return {
        "policy": policy_named(delivery.policy),
        "by_code": delivery.application_id is not None,
        "kind": kind_named(delivery.document.kind).title,
        "last_day": last_day,
        "page": page_of(delivery),
    }
