"""How dates, sums and articles are written in what is issued: in Bulgarian, whatever the language of the page that asks."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import ParamSpec

from django.conf import settings
from django.utils import translation

from nssi.look import typography
from nssi.look.typography import NBSP

_P = ParamSpec("_P")


def _in_bulgarian(write: Callable[_P, str]) -> Callable[_P, str]:
    @wraps(write)
    def written(*args: _P.args, **kwargs: _P.kwargs) -> str:
        with translation.override(settings.LANGUAGE_CODE):
            return write(*args, **kwargs)

    return written


@_in_bulgarian
def day(value: date | datetime) -> str:
    """Return „21.11.2026 г.“; a moment is taken as the clocks in Sofia show it."""
    return typography.date_text(value)


@_in_bulgarian
def clock_time(value: datetime) -> str:
    """Return „16:05 ч.“, as the clocks in Sofia show it."""
    return typography.time_text(value)


@_in_bulgarian
def moment(value: datetime) -> str:
    """Return „21.11.2026 г., 16:05 ч.“, as the clocks in Sofia show it."""
    return typography.moment_text(value)


@_in_bulgarian
def money(cents: int, currency: str) -> str:
    """Return an amount in hundredths (cents, stotinki) as „1 234,56 €“ or „933,00 лв.“."""
    return typography.money_text(cents, currency)


@_in_bulgarian
def size(size: int) -> str:
    """Return a size in bytes as „2,5 МБ“."""
    return typography.size_text(size)


def article(number: str, act: str, *, paragraph: str = "", item: str = "") -> str:
    """Return „чл. 54а, ал. 2, т. 1 от КСО“ for („54а“, „КСО“, paragraph „2“, item „1“); its numbers are never torn off."""
    parts = [("чл.", number), ("ал.", paragraph), ("т.", item)]
    place = ", ".join(f"{kind}{NBSP}{each}" for kind, each in parts if each)
    return f"{place} от{NBSP}{act}"
