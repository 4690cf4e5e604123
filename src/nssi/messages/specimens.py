"""Messages with invented data, to be looked at before anybody gets one (A-05): each room shows its own.

A room does so in its module `message_specimens`, which is found by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from nssi.foundation import clock

UID, CHANGE_UID = "1001-000123-22.11.2026", "1001-000124-23.11.2026"
BENEFIT = "Парично обезщетение за безработица"
BODY = "ТП на НОИ – Варна"


@dataclass(frozen=True)
class MessageSpecimen:
    """A message: its name here, its number in the specification (empty: it has none), what it tells and when, how it is drawn."""

    name: str
    number: str
    title: str | Promise
    template: str
    context: Callable[[], dict[str, Any]]


_specimens: dict[str, MessageSpecimen] = {}


def show(*specimens: MessageSpecimen) -> None:
    """Add messages to those that are shown. Raises ValueError where a name is taken."""
    for each in specimens:
        if each.name in _specimens:
            raise ValueError(f"{each.name}: there is such a message already")
        _specimens[each.name] = each


@cache
def all_specimens() -> tuple[MessageSpecimen, ...]:
    """Return every message, those with a number in the specification first."""
    autodiscover_modules("message_specimens")
    return tuple(sorted(_specimens.values(), key=lambda each: (not each.number, each.number)))


def page(path: str) -> str:
    """Return the address of a page of the portal."""
    return f"{settings.PUBLIC_URL}{path}"


def in_days(days: int) -> date:
    """Return the day that comes so many days from today."""
    return clock.today() + timedelta(days=days)


def filed(title: str, *following: str) -> dict[str, Any]:
    """Return what the message says of an application that was filed for this service, and what follows."""
    return {
        "title": title,
        "registry_uid": UID,
        "access_code": "AC2D-E3FH",
        "status_address": page("/proverka/"),
        "after_filing": following,
    }


def case(**more: Any) -> dict[str, Any]:
    """Return what messages say of an application that is worked on, and `more`."""
    address = page("/moite/zayavleniya/")
    return {"title": BENEFIT, "registry_uid": UID, "address": address, "body": BODY, **more}
