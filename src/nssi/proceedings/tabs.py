"""The tabs of a proceeding for officials (O-03): those that every service has, and those that services register."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from nssi.applications.models import ONLINE
from nssi.proceedings.models import Proceeding
from nssi.proceedings.procedures import Text


@dataclass(frozen=True)
class Tab:
    """One tab: its words, and the url name of its page, which takes `proceeding_id`.

    `services`: slugs of those that have it (none named: all); `shown`: whether this proceeding has it.
    """

    title: Text
    url_name: str
    services: tuple[str, ...] = ()
    shown: Callable[[Proceeding], bool] = lambda proceeding: True


def _was_taken_in(proceeding: Proceeding) -> bool:
    return proceeding.application.identified_by not in ONLINE


_tabs: list[Tab] = [
    Tab(_("Данни"), "proceeding"),
    Tab(_("Документи"), "proceeding_documents"),
    Tab(_("Кореспонденция"), "proceeding_correspondence"),
    Tab(_("Срокове"), "proceeding_terms"),
    Tab(_("Как постъпи"), "proceeding_intake", shown=_was_taken_in),
    Tab(_("История"), "proceeding_history"),
]


def register(*tabs: Tab) -> None:
    """Add `tabs` after the first one; call this in `AppConfig.ready()`."""
    _tabs[1:1] = tabs


def tabs_of(proceeding: Proceeding) -> list[Tab]:
    """Return the tabs of a proceeding, in their order."""
    return [
        tab
        for tab in _tabs
        if (not tab.services or proceeding.service in tab.services) and tab.shown(proceeding)
    ]
