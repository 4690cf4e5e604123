"""How a try to log in ends, and how often one may try. The rules for persons and for officials are the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from nssi.access.throttle import Limit

BY_ADDRESS = Limit("access.login_by_address", 30, timedelta(minutes=15), (timedelta(minutes=15),))
"""Wrong tries from one address."""

_GROWING = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240))
BY_PERSON = Limit("access.login_by_person", 5, timedelta(days=1), _GROWING)
"""Wrong tries for one personal number, whether a person has it or not."""

BY_OFFICIAL = Limit("access.login_by_official", 5, timedelta(days=1), _GROWING)
"""Wrong tries for one official's user name, whether an official has it or not."""

BY_SECOND_FACTOR = Limit("access.login_by_second_factor", 5, timedelta(days=1), _GROWING)
"""Wrong codes and keys of one official, whose password was right."""


class Reason(StrEnum):
    """Why a login was refused."""

    WRONG = "wrong"
    STOPPED = "stopped"
    NRA_PIK = "nra_pik"


@dataclass(frozen=True)
class Refusal:
    """A login that was refused; `until` says when the next try may be made, where tries are stopped."""

    reason: Reason
    until: datetime | None = None
