"""News for the rooms above: they register a handler at start, and it is called in the same transaction."""

from collections.abc import Callable

from nssi.messages.models import OutgoingMessage

MessageHandler = Callable[[OutgoingMessage], None]

_when_sent: list[MessageHandler] = []
_when_bounced: list[MessageHandler] = []


def when_sent(handler: MessageHandler) -> MessageHandler:
    """Register `handler` for each message that the mail server has taken; call this in `AppConfig.ready()`.

    It runs in the transaction in which the message is marked, once for each message. `key` says what it was sent for,
    `sent_at` when.
    """
    _when_sent.append(handler)
    return handler


def tell_sent(message: OutgoingMessage) -> None:
    """Call every handler that waits for sent messages."""
    for handler in _when_sent:
        handler(message)


def when_bounced(handler: MessageHandler) -> MessageHandler:
    """Register `handler` for each message that reaches nobody: it came back, or was given up (`state` says which).

    It runs in the transaction in which the message is marked; an error undoes the mark. `last_error` is the status of
    the notification, such as 5.1.1, or the answer of the mail server, such as 550.
    """
    _when_bounced.append(handler)
    return handler


def tell_bounced(message: OutgoingMessage) -> None:
    """Call every handler that waits for messages that reach nobody."""
    for handler in _when_bounced:
        handler(message)
