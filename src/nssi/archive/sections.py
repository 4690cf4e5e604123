"""The parts of the officials' pages about the archive; rooms above add theirs at start."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Section:
    """One part: its words, and the page behind it."""

    title: str | Promise
    url_name: str

    @property
    def url(self) -> str:
        """The path of the page."""
        return reverse(self.url_name)


_sections: list[Section] = []


def register(*sections: Section) -> None:
    """Add `sections`; call this in `AppConfig.ready()`."""
    _sections.extend(sections)


def sections() -> tuple[Section, ...]:
    """Return the parts in the order in which they were registered."""
    return tuple(_sections)
