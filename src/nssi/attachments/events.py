"""News for the rooms above: they register a handler at start, and it is called in the same transaction."""

from collections.abc import Callable

from nssi.attachments.models import Attachment

InfectedHandler = Callable[[Attachment], None]

_when_infected: list[InfectedHandler] = []


def when_infected(handler: InfectedHandler) -> InfectedHandler:
    """Register `handler` for each file in which a virus is found; call this in `AppConfig.ready()`.

    It runs in the transaction in which the file is marked. The file itself is never deleted here: of what was filed it
    is proof.
    """
    _when_infected.append(handler)
    return handler


def tell_infected(attachment: Attachment) -> None:
    """Call every handler that waits for infected files."""
    for handler in _when_infected:
        handler(attachment)
