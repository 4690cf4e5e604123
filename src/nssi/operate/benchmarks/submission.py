"""`nssi bench submission`: filing an application of three fields with one file of 200 kB that is uploaded already.

The figure is requests a second, committed and answered, at 20 at the same time; its measure is a bare Django form with one
INSERT (`bare.py`) on the same kind of server in the same run, block by block in turn. No worker runs meanwhile. Both servers
have two processes of one thread, as behind a proxy that receives uploads whole: threads of one process only wait for each other.
"""

import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import urllib3

from nssi.operate.benchmarks.throwaway import use_settings_of
from nssi.operate.installation import running_installation, running_server

REQUIRED_SHARE = 0.4
REQUIRED_P95 = 150  # milliseconds
AT_ONCE = 20
BLOCKS = 4
_SECRET = "b" * 32  # of the CSRF cookie


def measure(full: bool) -> dict[str, Any]:
    """File applications and return the measurement."""
    a_block = 500 if full else 150
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        with (
            running_installation(
                var,
                demo=False,
                durable=False,
                settings="nssi.operate.benchmarks.settings",
                web_workers=2,
                web_threads=1,
                worker_threads=0,
                log=Path(folder) / "log",
            ) as installation,
            running_server(
                "nssi.operate.benchmarks.bare:application", installation.environment, workers=2, threads=1
            ) as bare_url,
        ):
            use_settings_of(installation)
            drafts = ready_drafts(a_block * BLOCKS)
            ours, bare = [], []
            for block in range(BLOCKS):
                bare.append(_run(bare_url, [_bare_request()] * a_block))
                part = drafts[block * a_block : (block + 1) * a_block]
                ours.append(_run(installation.url, [submit_request(*draft) for draft in part]))
            filed = _filed()
    if filed != len(drafts):
        print(f"only {filed} of {len(drafts)} were filed", file=sys.stderr)
    rate, bare_rate = (statistics.median(rates for rates, _ in runs) for runs in (ours, bare))
    p95, bare_p95 = (_p95([each for _, times in runs for each in times]) for runs in (ours, bare))
    share = rate / bare_rate
    passes = min(share / REQUIRED_SHARE, REQUIRED_P95 / p95) if filed == len(drafts) else 0
    return {
        "figure": round(rate, 1),
        "unit": "applications/s",
        "required": f"{REQUIRED_SHARE} of bare Django, p95 {REQUIRED_P95} ms",
        "ratio": round(passes, 2),
        "peers": {
            "bare Django": {"figure": round(bare_rate, 1), "unit": "requests/s"},
            "share of it": {"figure": round(share, 2), "unit": "times"},
            "p95": {"figure": round(p95), "unit": "ms"},
            "p95 of bare Django": {"figure": round(bare_p95), "unit": "ms"},
        },
        "volume": f"{len(drafts)} applications with 200 kB each, {AT_ONCE} at a time",
    }


def ready_drafts(count: int) -> list[tuple[str, str]]:
    """Make drafts that are ready to be filed, each of another person; return session keys and draft ids."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.http import HttpRequest

    from nssi.access.hashing import nobodys_pik_hash
    from nssi.access.models import PikCredential
    from nssi.access.session_store import SessionStore
    from nssi.access.sessions import begin_person_session
    from nssi.applications.actions.attach_file import attach_file
    from nssi.applications.actions.start_draft import start_draft
    from nssi.foundation import clock
    from nssi.operate.benchmarks.three_fields import THREE_FIELDS, TYPED
    from nssi.people.models import Person

    made = []
    for serial in range(count):
        now = clock.now()
        person = Person.objects.create(first_name="Иван", last_name="Иванов", created_at=now)
        credential = PikCredential.objects.create(
            person=person,
            state=PikCredential.State.ACTIVE,
            pik_hash=nobodys_pik_hash(),
            outgoing_number=f"bench-{serial}",
            issued_at=now,
            activated_at=now,
        )
        request = HttpRequest()
        request.session = SessionStore()
        begin_person_session(request, credential)
        request.session.save()
        draft = start_draft(THREE_FIELDS, person)
        upload = SimpleUploadedFile("akt.pdf", _document())
        attach_file(draft.id, person, THREE_FIELDS, THREE_FIELDS.form.slots[0], upload, "akt.pdf")
        draft.refresh_from_db()
        draft.typed = TYPED
        draft.save()
        made.append((str(request.session.session_key), str(draft.id)))
    return made


def _document() -> bytes:
    """Return a PDF of 200 kB that nobody else has."""
    content = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(b"% " + os.urandom(100_000).hex().encode())
        pdf.save(content, compress_streams=False)
    return content.getvalue()


def _filed() -> int:
    from nssi.applications.models import Application

    return Application.objects.values("registry_uid").distinct().count()


def submit_request(session_key: str, draft_id: str) -> tuple[str, str, dict[str, str]]:
    cookies = f"csrftoken={_SECRET}; sessionid={session_key}"
    return "/zayavlenie/tri-poleta/podavane/", cookies, {"draft": draft_id}


def _bare_request() -> tuple[str, str, dict[str, str]]:
    return "/post/", f"csrftoken={_SECRET}", {"name": "Иван", "day": "2026-03-16", "remark": "Три полета"}


def _run(url: str, requests: list[tuple[str, str, dict[str, str]]]) -> tuple[float, list[float]]:
    """Send the requests, 20 at a time; return how many a second, and the milliseconds of each."""

    def send(request: tuple[str, str, dict[str, str]]) -> float:
        path, cookies, fields = request
        began = time.perf_counter()
        response = pool.request_encode_body(
            "POST",
            path,
            fields={"csrfmiddlewaretoken": _SECRET, **fields},
            headers={"Cookie": cookies, "Referer": url},
            encode_multipart=False,
            redirect=False,  # type: ignore[arg-type]
        )
        if response.status != 302:
            raise RuntimeError(f"{path} answered {response.status}")
        return (time.perf_counter() - began) * 1000

    port = urllib3.util.parse_url(url).port
    with (
        closing(urllib3.HTTPConnectionPool("127.0.0.1", port, maxsize=AT_ONCE, block=True)) as pool,
        ThreadPoolExecutor(AT_ONCE) as threads,
    ):
        began = time.perf_counter()
        times = list(threads.map(send, requests))
        return len(requests) / (time.perf_counter() - began), times


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
