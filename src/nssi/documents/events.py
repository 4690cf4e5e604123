"""News for the rooms above: they register a handler at start, and it is called in the same transaction."""

from collections.abc import Callable

from nssi.documents.models import IssuedDocument

IssuedHandler = Callable[[IssuedDocument], None]

_when_issued: list[IssuedHandler] = []


def when_issued(handler: IssuedHandler) -> IssuedHandler:
    """Register `handler` for each document that is issued; call this in `AppConfig.ready()`.

    It runs in the transaction in which the document becomes ISSUED: an error in it leaves the document in preparation.
    """
    _when_issued.append(handler)
    return handler


def tell_issued(document: IssuedDocument) -> None:
    """Call every handler that waits for issued documents."""
    for handler in _when_issued:
        handler(document)
