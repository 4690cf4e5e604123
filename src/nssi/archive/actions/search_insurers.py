"""Anybody looks for an ended insurer; who asks too much waits (P-04, S2.3)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from nssi.access import throttle
from nssi.access.throttle import Limit
from nssi.archive.search import Found, find_by_eik, find_by_name

BY_ADDRESS = Limit("archive.search_by_address", 200, timedelta(minutes=10), (timedelta(minutes=5),))
"""Searches from one address, of the page and of the interface together."""


@dataclass(frozen=True)
class Answer:
    """What was found, or until when searches from this address are not answered."""

    found: Found = field(default_factory=Found)
    refused_until: datetime | None = None


def search_insurers(name: str, eik: str, place: str, address: str) -> Answer:
    """Look for insurers by ЕИК, or else by name and place, all as `EnquiryForm` cleans them."""
    if refused_until := throttle.count(BY_ADDRESS, address):
        return Answer(refused_until=refused_until)
    return Answer(find_by_eik(eik) if eik else find_by_name(name, place))
