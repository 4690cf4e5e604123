"""`nssi bench attachments`: verdicts on documents of almost 2,5 МБ of each kind, and the memory that uploading one takes.

The figure is the 95th percentile of the slowest kind, from bytes to verdict without the search for viruses. The memory is what
the web process grows by at most while so many people upload at once, for each of them.
"""

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import urllib3

from nssi.operate.benchmarks.throwaway import use_settings_of
from nssi.operate.installation import Installation, running_installation

REQUIRED_P95 = 60  # milliseconds
REQUIRED_RATE = 20  # files a second
REQUIRED_MEMORY = 30  # million bytes a request
UPLOADS_AT_ONCE = 4
_SECRET = "b" * 32  # of the CSRF cookie


def measure(full: bool) -> dict[str, Any]:
    """Judge documents, upload some, and return the measurement."""
    with tempfile.TemporaryDirectory() as folder:
        with running_installation(
            Path(folder) / "var",
            demo=False,
            durable=False,
            settings="nssi.operate.benchmarks.settings",
            worker_threads=0,
            log=Path(folder) / "log",
        ) as installation:
            use_settings_of(installation)
            from nssi.operate.benchmarks.large_documents import large_documents

            documents = large_documents()
            memory = _memory_of_an_upload(installation, documents["pdf"]) / 1e6
        p95 = _p95_by_kind(documents, 100 if full else 30)
        rate = _rate(documents, 20 if full else 5)
    slowest = max(p95, key=lambda kind: p95[kind])
    passes = min(REQUIRED_P95 / p95[slowest], rate / REQUIRED_RATE, REQUIRED_MEMORY / memory)
    return {
        "figure": round(p95[slowest], 1),
        "unit": f"ms (p95 of .{slowest})",
        "required": f"{REQUIRED_P95} ms, {REQUIRED_RATE} files/s, {REQUIRED_MEMORY} MB a request",
        "ratio": round(passes, 2),
        "peers": {
            "files a second": {"figure": round(rate, 1), "unit": f"on {os.cpu_count()} cores"},
            "memory of an upload": {"figure": round(memory, 1), "unit": "MB a request"},
            **{f".{kind}": {"figure": round(p95[kind], 1), "unit": "ms"} for kind in p95},
        },
        "volume": f"{len(documents)} kinds, {100 if full else 30} times each; {UPLOADS_AT_ONCE} uploads at once",
    }


def _p95_by_kind(documents: dict[str, bytes], times: int) -> dict[str, float]:
    """Return the milliseconds within which 95 of 100 verdicts on each document are given, one after another."""
    from nssi.attachments.verdict import check_file

    found = {}
    for kind, content in documents.items():
        if not check_file(f"a.{kind}", content).accepted:
            raise RuntimeError(f".{kind} is not accepted")
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            check_file(f"a.{kind}", content)
            taken.append((time.perf_counter() - began) * 1000)
        found[kind] = statistics.quantiles(taken, n=20)[-1]
    return found


def _rate(documents: dict[str, bytes], rounds: int) -> float:
    """Return how many documents a second are judged, all kinds in turn, by as many threads as there are cores."""
    from nssi.attachments.verdict import check_file

    given = [(f"a.{kind}", content) for kind, content in documents.items()] * rounds
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        began = time.perf_counter()
        list(threads.map(lambda file: check_file(*file), given))
        return len(given) / (time.perf_counter() - began)


def _memory_of_an_upload(installation: Installation, content: bytes) -> float:
    """Return the bytes by which the server grows at most while several people upload, for each of them.

    Counted is memory of its own (USS) of the web process and of all that it starts, the copies that open the files
    included.
    """
    sessions = [_session_with_draft() for _ in range(UPLOADS_AT_ONCE)]
    pool = urllib3.HTTPConnectionPool("127.0.0.1", urllib3.util.parse_url(installation.url).port, maxsize=8)

    def upload(session: str) -> None:
        response = pool.request_encode_body(
            "POST",
            "/zayavlenie/tri-poleta/dokumenti/",
            fields={"csrfmiddlewaretoken": _SECRET, "attach": "file", "file": ("akt.pdf", content)},
            headers={"Cookie": f"csrftoken={_SECRET}; sessionid={session}", "Referer": installation.url},
            redirect=False,  # type: ignore[arg-type]
        )
        if response.status != 302:
            raise RuntimeError(f"an upload was answered {response.status}")

    with ThreadPoolExecutor(UPLOADS_AT_ONCE) as threads:
        upload(_session_with_draft())  # what is loaded at the first one stays
        with _watched(psutil.Process(installation.processes["web"].pid)) as watched:
            list(threads.map(upload, sessions))
    return (max(watched) - watched[0]) / UPLOADS_AT_ONCE


def _session_with_draft() -> str:
    """Begin a draft of a new person, and return the key of a session in which that person is logged in."""
    from django.http import HttpRequest

    from nssi.access.hashing import nobodys_pik_hash
    from nssi.access.models import PikCredential
    from nssi.access.session_store import SessionStore
    from nssi.access.sessions import begin_person_session
    from nssi.applications.actions.start_draft import start_draft
    from nssi.foundation import clock
    from nssi.operate.benchmarks.three_fields import THREE_FIELDS, TYPED
    from nssi.people.models import Person

    now = clock.now()
    person = Person.objects.create(first_name="Иван", last_name="Иванов", created_at=now)
    credential = PikCredential.objects.create(
        person=person,
        state=PikCredential.State.ACTIVE,
        pik_hash=nobodys_pik_hash(),
        outgoing_number=str(person.id),
        issued_at=now,
        activated_at=now,
    )
    request = HttpRequest()
    request.session = SessionStore()
    begin_person_session(request, credential)
    request.session.save()
    draft = start_draft(THREE_FIELDS, person)
    draft.typed = TYPED
    draft.save()
    return str(request.session.session_key)


@contextmanager
def _watched(process: psutil.Process) -> Iterator[list[int]]:
    """Give a list that fills with the memory of a process and its descendants while the block runs, the first before it."""
    watched, ended = [_own_memory(process)], threading.Event()

    def watch() -> None:
        while not ended.is_set():
            watched.append(_own_memory(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield watched
    finally:
        ended.set()
        watcher.join()


def _own_memory(process: psutil.Process) -> int:
    total = 0
    for each in (process, *process.children(recursive=True)):
        try:
            total += each.memory_full_info().uss
        except psutil.NoSuchProcess:  # a copy that has answered
            continue
    return total
