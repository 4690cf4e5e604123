"""Requests for a PIK that come otherwise than to the counter: the room above that takes them says how many wait (O-14)."""

from collections.abc import Callable
from dataclasses import dataclass

from nssi.access.models import Official


@dataclass(frozen=True)
class Requests:
    """How many requests wait for an official's office, and the path of the queue in which they stand."""

    count: int
    queue: str


Waiting = Callable[[Official], Requests]

_waiting: list[Waiting] = []


def register(waiting: Waiting) -> None:
    """Let the page of the counter tell of these requests; call this in `AppConfig.ready()`."""
    _waiting.append(waiting)


def waiting_requests(official: Official) -> list[Requests]:
    """Return what waits for the office of this official, of each kind that has any."""
    return [requests for waiting in _waiting if (requests := waiting(official)).count]
