"""What the tests of the enquiries share: people who are logged in, and a day that stands still."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from nssi.foundation import clock
from tests.support.visitors import other_person, person, visit

__all__ = ["other_person", "person", "visit"]


@pytest.fixture
def on_day(travel: Callable[..., None]) -> Callable[[date], None]:
    """Move the clock to the noon of a day: `on_day(date(2026, 11, 24))`."""

    def move(day: date) -> None:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=clock.SOFIA)
        travel(seconds=(noon - clock.now()).total_seconds())

    return move
