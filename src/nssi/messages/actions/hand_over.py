"""Hand messages over to the mail server."""

from collections import deque
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from nssi.messages import smtp
from nssi.messages.letters import address_of, letter
from nssi.messages.models import OutgoingMessage
from nssi.messages.outbox import mark_handing_over, note_failure, note_sent, note_uncertain, release


def hand_over(messages: Sequence[OutgoingMessage]) -> bool:
    """Send messages over one connection, or as many as the server wants; return whether it let any through.

    How each of them ended stands in the outbox. Those that were not tried are due in a minute.
    """
    waiting = deque(messages)
    while waiting:
        try:
            with smtp.connected() as server:
                _send_over(server, waiting)
        except smtp.Unreachable as error:
            for message in waiting:
                note_failure(message, str(error))
            return False
        if waiting and not server.taken:
            release(waiting)
            return False
    return True


def _send_over(server: smtp.Connection, waiting: deque[OutgoingMessage]) -> None:
    """Send until all have left or the connection is over; what was not tried is left in `waiting`."""
    while waiting:
        message = waiting.popleft()
        try:
            _send(server, message)
        except smtp.Refused as error:
            note_failure(message, str(error), for_good=error.for_good)
        except smtp.Unanswered as error:
            note_uncertain(message, str(error))
            return
        except smtp.Broken as error:
            note_failure(message, str(error))
            return


def _send(server: smtp.Connection, message: OutgoingMessage) -> None:
    try:
        address, content = address_of(message), letter(message)
    except (ValidationError, ValueError) as error:  # `send` takes none such
        note_failure(message, type(error).__name__, for_good=True)
        return
    server.offer(address)
    if mark_handing_over(message):
        server.hand_over(content)
        note_sent(message)
    else:
        server.withdraw()
