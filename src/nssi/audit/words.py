"""How the trail is told to people: rooms say at start what their events and reasons are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

_SOMETHING = _("работа с данни")
_events: dict[str, Words] = {"people.looked_at": _("преглед на данни")}
_reasons: dict[str, Words] = {}


def tell_events(words: Mapping[str, Words]) -> None:
    """Say what events are called: by event, or by room for all its others. Call this in `AppConfig.ready()`."""
    _events.update(words)


def tell_reasons(words: Mapping[str, Words]) -> None:
    """Say what reasons are called, by their codes. Call this in `AppConfig.ready()`."""
    _reasons.update(words)


def event_in_words(event: str) -> str:
    """Return what an event is called; of one that has no name, what its room does."""
    room = event.partition(".")[0]
    return str(_events.get(event) or _events.get(room) or _SOMETHING)


def reason_in_words(reason: str) -> str:
    """Return what a reason is called; the code itself where no room names it."""
    return str(_reasons.get(reason, reason))
