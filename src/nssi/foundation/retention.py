"""For how long what is over is kept: each room says so at start, and one job each night removes what its time has passed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import Error, transaction
from django.db.models import QuerySet

from nssi.foundation import clock

AT_ONCE = 1000
JOB = "foundation.end_retention"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Keeping:
    """What is kept, for how long, since when, and why for so long.

    `name`: `room.what`; `verified`: whether `ground` (an article, or the purpose) was seen to ask for exactly this time.
    `over`: the rows whose time has passed at a moment. `by`: the periodic job that removes them, where the room has its own.
    """

    name: str
    what: str
    kept_for: timedelta
    since: str
    ground: str
    verified: bool
    over: Callable[[datetime], QuerySet[Any]]
    by: str = JOB


_keepings: dict[str, Keeping] = {}


def keep(*keepings: Keeping) -> None:
    """Say what is kept for how long. Call this in `AppConfig.ready()`."""
    _keepings.update({each.name: each for each in keepings})


def all_keepings() -> tuple[Keeping, ...]:
    """Return all, by name."""
    return tuple(each for _, each in sorted(_keepings.items()))


def end_retention() -> dict[str, int]:
    """Remove what its time has passed, and return how much of each; of what could not be removed the log tells."""
    removed = {}
    for keeping in all_keepings():
        if keeping.by == JOB:
            try:
                removed[keeping.name] = remove(keeping)
            except Error as error:
                log.error("foundation.not_removed", keeping=keeping.name, error=type(error).__name__)
    return removed


def remove(keeping: Keeping) -> int:
    """Remove what its time has passed, in transactions of a thousand rows, and return how many rows."""
    count = 0
    while True:
        with transaction.atomic():
            ids = list(keeping.over(clock.now()).values_list("pk", flat=True)[:AT_ONCE])
            keeping.over(clock.now()).model._base_manager.filter(pk__in=ids).delete()
        count += len(ids)
        if len(ids) < AT_ONCE:
            return count
