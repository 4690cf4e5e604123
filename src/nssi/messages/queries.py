"""What the house asks about messages."""

from django.db.models import QuerySet

from nssi.messages.models import OutgoingMessage

State = OutgoingMessage.State

UNSENT = tuple(state for state in State if state is not State.SENT)
CAN_BE_SENT_AGAIN = (State.WAITING, State.UNCERTAIN, State.GIVEN_UP)
"""Their text is still there."""


def unsent_messages(state: str = "") -> QuerySet[OutgoingMessage]:
    """Return the messages that did not leave, or came back: of one state, or of all; the newest first."""
    of_state = {"state": state} if state else {}
    return OutgoingMessage.objects.exclude(state=State.SENT).filter(**of_state).order_by("-created_at", "pk")


def masked_address(address: str) -> str:
    """Return „m•••@example.bg“ of „m.petrova@example.bg“."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}•••@{domain}"
