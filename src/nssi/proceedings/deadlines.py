"""A deadline as officials see it: the day, how far it is, and its colour with words that say the same."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from nssi.foundation import clock
from nssi.look.typography import NBSP, date_text
from nssi.proceedings.models import Proceeding

SOON = 3
"""From so many days before its last day a deadline is shown in yellow."""


@dataclass(frozen=True)
class Deadline:
    """A day, in words, with the colour of its tag: red past, yellow soon, grey later."""

    on: date
    words: str
    colour: str

    @property
    def day(self) -> str:
        """The day as it is written."""
        return date_text(self.on)

    @classmethod
    def of(cls, proceeding: Proceeding) -> "Deadline | None":
        """Return the deadline of a proceeding; None where no term runs or it has ended."""
        day = proceeding.deadline
        return None if day is None or proceeding.closed_at is not None else cls.on_day(day)

    @classmethod
    def on_day(cls, day: date) -> "Deadline":
        """Return the deadline that ends on a day."""
        left = (day - clock.today()).days
        if left < 0:
            return cls(day, _late(-left), "red")
        if left == 0:
            return cls(day, gettext("Изтича днес"), "yellow")
        return cls(day, _left(left), "yellow" if left <= SOON else "grey")


def age_words(proceeding: Proceeding) -> str:
    """Return how long ago the proceeding was opened, in days of Sofia: „днес“, „преди 3 дни“."""
    days = (clock.today() - clock.local(proceeding.opened_at).date()).days
    if days == 0:
        return gettext("днес")
    return ngettext("преди %(days)d ден", "преди %(days)d дни", days) % {"days": days}


def _late(days: int) -> str:
    words = ngettext("Просрочена с %(days)d ден", "Просрочена с %(days)d дни", days) % {"days": days}
    return words.replace(f"{days} ", f"{days}{NBSP}")


def _left(days: int) -> str:
    words = ngettext("Остава %(days)d ден", "Остават %(days)d дни", days) % {"days": days}
    return words.replace(f"{days} ", f"{days}{NBSP}")
