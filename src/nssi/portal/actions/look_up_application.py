"""A visitor looks up an application by its УРИ and access code (P-05, S1.7)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from nssi.access import throttle
from nssi.access.throttle import Limit
from nssi.applications.queries import ApplicationState, find_by_uid_and_code
from nssi.records.registry_uid import RegistryUid

_PAUSE = timedelta(minutes=15)
BY_ADDRESS = Limit("portal.look_up_by_address", 5, _PAUSE, (_PAUSE,))
"""Wrong tries from one address."""

BY_UID = Limit("portal.look_up_by_uid", 5, _PAUSE, (_PAUSE,))
"""Wrong tries for one УРИ, whether an application has it or not."""


@dataclass(frozen=True)
class LookUp:
    """How it went: the state that was found, or until when tries are refused, or neither where nothing matches."""

    state: ApplicationState | None = None
    refused_until: datetime | None = None


def look_up_application(uid_text: str, code_text: str, address: str) -> LookUp:
    """Find the application with this УРИ and access code, both as people type them. It keeps count of wrong tries."""
    tries = [(BY_ADDRESS, address)]
    with suppress(ValueError):  # what is no УРИ is counted by the address alone
        tries.append((BY_UID, str(RegistryUid.parse(uid_text))))
    for limit, key in tries:
        if refused_until := throttle.count(limit, key):
            return LookUp(refused_until=refused_until)
    state = find_by_uid_and_code(uid_text, code_text)
    if state:
        for limit, key in tries:
            throttle.forget(limit, key)
    return LookUp(state)
