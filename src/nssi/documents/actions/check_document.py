"""Anybody asks whether a document that they hold is genuine."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from nssi.access import throttle
from nssi.access.throttle import Limit
from nssi.documents.queries import CheckedDocument, find_by_number_and_code
from nssi.records.registry_uid import RegistryUid

_PAUSE = timedelta(minutes=15)
BY_ADDRESS = Limit("documents.check_by_address", 10, _PAUSE, (_PAUSE,))
"""Wrong tries from one address: an office checks many, and mistypes some."""

BY_NUMBER = Limit("documents.check_by_number", 5, _PAUSE, (_PAUSE,))
"""Wrong tries for one number, whether a document has it or not."""


@dataclass(frozen=True)
class Check:
    """How it went: the document that was found, or until when tries are refused, or neither where nothing matches."""

    document: CheckedDocument | None = None
    refused_until: datetime | None = None


def check_document(number_text: str, code_text: str, address: str) -> Check:
    """Find the issued document with this number and code, both as people type them. It keeps count of wrong tries."""
    tries = [(BY_ADDRESS, address)]
    with suppress(ValueError):  # what is no number is counted by the address alone
        tries.append((BY_NUMBER, str(RegistryUid.parse(number_text))))
    for limit, key in tries:
        if refused_until := throttle.count(limit, key):
            return Check(refused_until=refused_until)
    document = find_by_number_and_code(number_text, code_text)
    if document:
        for limit, key in tries:
            throttle.forget(limit, key)
    return Check(document)
