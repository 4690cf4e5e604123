"""The officials' navigation: each room registers its pages at start, and an official sees those of their role (§1.6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from nssi.access.models import Official


@dataclass(frozen=True)
class Entry:
    """One link of the navigation: its words, the page behind it, and who sees it (nobody named: every official).

    `order`: entries stand by it, then as they were registered.
    """

    title: str | Promise
    url_name: str
    roles: tuple[str, ...] = ()
    order: int = 50

    @property
    def url(self) -> str:
        """The path of the page."""
        return reverse(self.url_name)


_entries: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add `entries`; call this in `AppConfig.ready()`."""
    _entries.extend(entries)


def entries_for(official: Official) -> list[Entry]:
    """Return what this official's role sees."""
    return sorted(_for(official), key=lambda entry: entry.order)


def _for(official: Official) -> Iterable[Entry]:
    return (entry for entry in _entries if not entry.roles or official.role in entry.roles)
