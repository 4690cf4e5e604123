"""How the trail is told to people: rooms say at start what their events and reasons are called."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

_SOMETHING = _("работа с данни")
_events: dict[str, Words] = {"people.looked_at": _("преглед на данни")}
_reasons: dict[str, Words] = {}

Names = Callable[[Sequence[str]], Mapping[str, str]]
"""Returns what subjects of one kind are called, by their ids; those that are gone are left out."""

_subjects: dict[str, Names] = {}


def tell_events(words: Mapping[str, Words]) -> None:
    """Say what events are called: by event, or by room for all its others. Call this in `AppConfig.ready()`."""
    _events.update(words)


def tell_reasons(words: Mapping[str, Words]) -> None:
    """Say what reasons are called, by their codes. Call this in `AppConfig.ready()`."""
    _reasons.update(words)


def tell_subjects(kind: str, names: Names) -> None:
    """Say how subjects of a kind are called, as the person whom they concern reads them. Call this in `AppConfig.ready()`."""
    _subjects[kind] = names


def subjects_in_words(subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return what subjects, each a kind and an id, are called; those that no room names are left out."""
    ids: dict[str, list[str]] = defaultdict(list)
    for kind, id_ in set(subjects):
        if kind in _subjects:
            ids[kind].append(id_)
    return {(kind, id_): name for kind in ids for id_, name in _subjects[kind](ids[kind]).items()}


def event_in_words(event: str) -> str:
    """Return what an event is called; of one that has no name, what its room does."""
    room = event.partition(".")[0]
    return str(_events.get(event) or _events.get(room) or _SOMETHING)


def reason_in_words(reason: str) -> str:
    """Return what a reason is called; the code itself where no room names it."""
    return str(_reasons.get(reason, reason))
