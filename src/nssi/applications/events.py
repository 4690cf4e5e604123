"""News for the rooms above: they register a handler at start, and it is called in the same transaction."""

from collections.abc import Callable

from nssi.applications.models import Application

FiledHandler = Callable[[Application], None]

_when_filed: list[FiledHandler] = []


def when_filed(handler: FiledHandler) -> FiledHandler:
    """Register `handler` for each application that is filed; call this in `AppConfig.ready()`.

    It runs in the transaction of filing, before the number is given: the УРИ is still empty, and the row of the
    application is written last, so rows that refer to it are checked at the commit. An error undoes the filing.
    """
    _when_filed.append(handler)
    return handler


def tell_filed(application: Application) -> None:
    """Call every handler that waits for filed applications."""
    for handler in _when_filed:
        handler(application)
