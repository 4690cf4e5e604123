"""When the provider is asked again: a ladder of waits. The time stands on the request; a job reads whatever is due."""

from datetime import timedelta

_LADDER = (3, 3, 5, 5, 10, 10)
_LAST_STEP = 30


def wait(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 3, 3, 5, 5, 10, 10 seconds, then 30 each time."""
    return timedelta(seconds=_LADDER[attempts] if attempts < len(_LADDER) else _LAST_STEP)
