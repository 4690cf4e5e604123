"""Finding proceedings by УРИ, by personal number, and by the numbers that services give (O-10)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from nssi.applications.models import Application, Change
from nssi.people.identifiers import kinds_of, normalise
from nssi.people.models import Identifier
from nssi.proceedings.models import Proceeding
from nssi.proceedings.queries import proceeding_of
from nssi.records.registry_uid import RegistryUid

MOST_FOUND = 50

Finder = Callable[[str], Q | None]

_finders: list[Finder] = []


@dataclass(frozen=True)
class Found:
    """What a search found, the newest first; `by` says how, without what was typed; `more`: there is more than is shown."""

    proceedings: tuple[Proceeding, ...]
    by: str
    more: bool = False


def finds(finder: Finder) -> Finder:
    """Register a finder of a service: it reads a number as people type it, and says which proceedings have it, or None."""
    _finders.append(finder)
    return finder


def search(typed: str) -> Found:
    """Return the proceedings that a number names."""
    if uid := _registry_uid(typed):
        return Found(_of_uid(uid), "registry_uid")
    number = normalise(typed)
    if kinds_of(number):
        persons = Identifier.objects.filter(number=number).values("person")
        found = _read(Q(person__in=persons))
        return Found(found[:MOST_FOUND], "personal_number", len(found) > MOST_FOUND)
    for finder in _finders:
        if (condition := finder(typed)) is not None:
            return Found(_read(condition)[:MOST_FOUND], "other_number")
    return Found((), "nothing")


def _registry_uid(typed: str) -> str:
    try:
        return str(RegistryUid.parse(typed))
    except ValueError:
        return ""


def _of_uid(uid: str) -> tuple[Proceeding, ...]:
    """Return the proceeding of an application, also of one that was replaced, or of a change of one."""
    application = Application.objects.filter(registry_uid=uid).first()
    if application is None:
        change = Change.objects.select_related("application").filter(registry_uid=uid).first()
        application = change.application if change else None
    found = proceeding_of(application) if application else None
    return _read(Q(pk=found.pk)) if found else ()


def _read(condition: Q) -> tuple[Proceeding, ...]:
    found = Proceeding.objects.filter(condition).select_related("application", "body", "person")
    return tuple(found.order_by("-opened_at")[: MOST_FOUND + 1])
