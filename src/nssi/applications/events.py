"""News for the rooms above, and questions to them: they register a handler at start; the same transaction calls it."""

from collections.abc import Callable, Collection, Mapping, Sequence

from nssi.applications.models import Application, Change
from nssi.foundation.statements import Statement
from nssi.law.parameters import Parameters

FiledHandler = Callable[[Application, Parameters], Mapping[str, Statement]]
ChangedHandler = Callable[[Application, Change], None]
IrregularitiesHandler = Callable[[Application], Sequence[str] | None]

_when_filed: list[FiledHandler] = []
_when_changed: list[ChangedHandler] = []
StaysHandler = Callable[[Application], Collection[Change.What]]

_irregularities: list[IrregularitiesHandler] = []
_stays: list[StaysHandler] = []


def when_filed(handler: FiledHandler) -> FiledHandler:
    """Register `handler` for each application that is filed; call this in `AppConfig.ready()`.

    It runs before the number is given: the УРИ is still empty, and the row of the application is written last, so rows that
    refer to it are checked at the commit; its documents are the draft's still. An error undoes the filing. It returns
    what is to be written together with the application, each statement under a name of its own, without a WHERE, of a row or more:
    filing is the busiest act there is. Only of an application that replaces another one (`application.replaces`), or that an official
    files, is it called in a transaction, in which it may write by itself.
    The second argument are the parameters of the law of this moment.
    """
    _when_filed.append(handler)
    return handler


def tell_filed(application: Application, parameters: Parameters) -> Mapping[str, Statement]:
    """Call every handler that waits for filed applications, and return what they want to be written."""
    return {name: each for handler in _when_filed for name, each in handler(application, parameters).items()}


def when_changed(handler: ChangedHandler) -> ChangedHandler:
    """Register `handler` for each change after filing, the withdrawal too; an error undoes the change."""
    _when_changed.append(handler)
    return handler


def tell_changed(application: Application, change: Change) -> None:
    """Call every handler that waits for changes."""
    for handler in _when_changed:
        handler(application, change)


def knows_irregularities(handler: IrregularitiesHandler) -> IrregularitiesHandler:
    """Register `handler` to say what the institution asked to be put right in an application; None where nothing."""
    _irregularities.append(handler)
    return handler


def irregularities_of(application: Application) -> tuple[str, ...] | None:
    """Return what is to be put right by filing again (S1.10), or None: the application is not open for that."""
    said = [asked for handler in _irregularities if (asked := handler(application)) is not None]
    return tuple(text for asked in said for text in asked) if said else None


def stays_changeable(handler: StaysHandler) -> StaysHandler:
    """Register `handler` to say what can be changed in an application though the institution has finished with it."""
    _stays.append(handler)
    return handler


def changeable_after_the_end(application: Application) -> set[Change.What]:
    """Return what can be changed though the institution has finished with the application: where money goes that is still due."""
    return {what for handler in _stays for what in handler(application)}
