"""The one clock of the house. Nothing else asks the system for the time.

On a demonstration the clock can be moved; its offset is a row that all processes read. In tests it is moved
by `shift`, inside one process.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

SOFIA = ZoneInfo("Europe/Sofia")
OFFSET_IS_FRESH_FOR = 0.5  # seconds; pages and jobs of all processes follow a moved clock within this

_shift = timedelta()
_offset = timedelta()
_offset_read_at = float("-inf")


def now() -> datetime:
    """Return the present moment, with time zone UTC."""
    return datetime.now(UTC) + _shift + _demo_offset()


def today() -> date:
    """Return the present day in Sofia: terms and registry numbers go by it."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Return `moment` as the clocks in Sofia show it."""
    return moment.astimezone(SOFIA)


def elsewhere(moment: datetime) -> datetime:
    """Return `moment` as clocks outside the house count it: what a moved clock runs ahead is taken back."""
    return moment - _shift - _demo_offset()


def move(by: timedelta) -> None:
    """Move the demonstration's clock by `by`, for all processes."""
    global _offset_read_at
    from nssi.foundation.models import ClockOffset

    row, _ = ClockOffset.objects.get_or_create(pk=ClockOffset.ONLY)
    row.offset += by
    row.save()
    _offset_read_at = float("-inf")


@contextmanager
def shift(by: timedelta) -> Iterator[None]:
    """Move the clock of this process by `by` while the block runs (tests)."""
    global _shift
    before = _shift
    _shift += by
    try:
        yield
    finally:
        _shift = before


def _demo_offset() -> timedelta:
    global _offset, _offset_read_at
    if not settings.DEMO:
        return timedelta()
    if time.monotonic() - _offset_read_at > OFFSET_IS_FRESH_FOR:
        from nssi.foundation.models import ClockOffset
        from nssi.foundation.statements import row

        found = row(ClockOffset, "id = %s", [ClockOffset.ONLY])
        _offset = found.offset if found else timedelta()
        _offset_read_at = time.monotonic()
    return _offset
