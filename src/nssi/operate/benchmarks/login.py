"""How fast people can log in, measured against the argon2id verification that each login cannot do without."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from threading import Barrier
from typing import Any

from nssi.operate.benchmarks.throwaway import throwaway_database

REQUIRED = 0.9
"""Of the rate of bare argon2id verifications, in the same run with the same threads."""

_PERSONS = 16
_THREADS = 4


def measure(full: bool) -> dict[str, Any]:
    """Log people in, in turns with bare verifications, and return the measurement."""
    with throwaway_database():
        return _measured(full)


def _measured(full: bool) -> dict[str, Any]:
    from nssi.access.hashing import hash_pik
    from nssi.access.pik import make_pik

    rounds = 200 if full else 20  # short ones: what else the machine does falls on both alike
    people = _people_with_piks()
    pik = make_pik()
    pik_hash = hash_pik(pik)
    login_seconds = bare_seconds = 0.0
    with ThreadPoolExecutor(_THREADS) as threads:

        def seconds(work: Callable[[tuple[str, str]], None]) -> float:
            begun = time.perf_counter()
            list(threads.map(work, people))
            return time.perf_counter() - begun

        seconds(_log_in)  # opens the connections
        for _ in range(rounds):
            bare_seconds += seconds(lambda _: _verify(pik, pik_hash))
            login_seconds += seconds(_log_in)
        all_threads = Barrier(_THREADS)
        list(threads.map(lambda _: _close_connection(all_threads), range(_THREADS)))
    logins, bare = (rounds * _PERSONS / spent for spent in (login_seconds, bare_seconds))
    return {
        "figure": f"{logins:.1f}",
        "unit": "logins/s",
        "required": f"{REQUIRED * bare:.1f}",
        "ratio": f"{logins / (REQUIRED * bare):.2f}",
        "peers": {"argon2id alone": {"figure": f"{bare:.1f}", "unit": "verifications/s"}},
        "volume": f"{rounds * _PERSONS} logins of {_PERSONS} persons by {_THREADS} threads",
    }


def _log_in(credentials: tuple[str, str]) -> None:
    from django.db import transaction

    from nssi.access.actions.log_in_with_pik import log_in_with_pik

    number, pik = credentials
    with transaction.atomic():
        result = log_in_with_pik(number, pik, "192.0.2.1")
    if result.credential is None:
        raise AssertionError


def _verify(pik: str, pik_hash: str) -> None:
    from nssi.access.hashing import pik_matches

    if not pik_matches(pik, pik_hash):
        raise AssertionError


def _close_connection(all_threads: Barrier) -> None:
    from django.db import connection

    all_threads.wait()  # so that each thread closes its own
    connection.close()


def _people_with_piks() -> list[tuple[str, str]]:
    from nssi.access.actions.activate_pik import activate_pik
    from nssi.access.actions.issue_pik import issue_pik
    from nssi.people.actions.recognise_person import recognise_person
    from nssi.people.identifiers import Kind
    from nssi.people.models import Names

    people = []
    for serial, number in enumerate(islice(_numbers(), _PERSONS)):
        person = recognise_person(Kind.EGN, number, Names("Мария", "Иванова", "Петрова"))
        credential, pik = issue_pik(person, f"bench {time.time_ns()} {serial}")
        activate_pik(credential.pk)
        people.append((number, pik))
    return people


def _numbers() -> Iterator[str]:
    """ЕГН of people who were never born: on days of 1899."""
    from nssi.people.identifiers import Kind, is_valid

    for serial in count():
        for check in range(10):
            number = f"992101{serial:03}{check}"
            if is_valid(Kind.EGN, number):
                yield number
