"""The certificate of a PIK that a QES holder downloads, against the real server: who breaks off has no PIK; and kill -9 of the
server at any line between drawing the PIK and handing it over leaves one that is valid for whoever took it, or none (P-08).
"""

import re
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

import nssi
from nssi.access.hashing import pik_matches
from nssi.access.models import PikCredential
from nssi.applications.actions.file_application import file_application
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.models import Draft, IdentifiedBy
from nssi.people.models import Person
from nssi.pik.models import PikIssue
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.models import Proceeding
from nssi.services.pik_by_qes.service import PIK_BY_QES
from tests.faults.test_downloads_that_break_off import END, TOKEN, body_of, port, read
from tests.support.kills import kill_at, lines_of_one_run, lines_to_die_at
from tests.support.officials import make_official
from tests.support.people import make_person
from tests.support.visitors import log_in_with_qes

__all__ = ["port"]

pytestmark = pytest.mark.django_db(transaction=True)

HOME = Path(nssi.__file__).parent
HANDING_OVER = tuple(
    str(HOME / path)
    for path in (
        "pik/actions/draw_certificate.py",
        "pik/actions/hand_over_certificate.py",
        "access/actions/activate_pik.py",
        "delivery/handing_over.py",
        "services/pik_by_qes",
    )
)
HANGS_UP = struct.pack("ii", 1, 0)  # SO_LINGER: close by a reset


@pytest.fixture(autouse=True)
def _at_once(settings, own_attachments) -> Iterator[None]:
    settings.PIK_AT_COUNTER_AT_ONCE = True
    yield


@pytest.fixture
def holder(db) -> Person:
    return make_person()


@pytest.fixture
def session(holder) -> str:
    client = Client()
    log_in_with_qes(client, holder)
    return client.cookies["sessionid"].value


def granted(holder: Person) -> Proceeding:
    """Return a request that was granted, just filed."""
    draft = start_draft(PIK_BY_QES, holder)
    typed = {"request": {"email": ["maria@example.com"], "local_office": ["03"]}}
    Draft.objects.filter(pk=draft.pk).update(typed=typed)
    application = file_application(draft.pk, holder, PIK_BY_QES, IdentifiedBy.QES)
    return perform("grant", Proceeding.objects.get(application=application).pk, make_official())


def issue_of(proceeding: Proceeding) -> PikIssue:
    return PikIssue.objects.select_related("credential").get(request_id=proceeding.pk)


def body_for(proceeding: Proceeding) -> bytes:
    return f"csrfmiddlewaretoken={TOKEN}&sheets={issue_of(proceeding).sheets}".encode()


def pik_in(pdf: bytes) -> str:
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.search(r"^\s*([A-Z2-9]{10})\s*$", told.stdout.decode(), re.MULTILINE)[1]


def asked(port: int, proceeding: Proceeding, session: str) -> socket.socket:
    body = body_for(proceeding).decode()
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.sendall(
        f"POST /moite/pik/{proceeding.pk}/ HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    return connection


def test_who_breaks_off_has_no_pik_and_who_takes_all_has_one(holder, session, port):
    proceeding = granted(holder)
    ways: list[tuple[bool, Callable[[bytes], bool]]] = [
        (False, lambda answer: True),  # before the first byte
        (True, lambda answer: len(answer) > 500),
        (False, lambda answer: b"%%EOF" in answer),  # the whole file, and not the end of the answer
        (True, lambda answer: b"%%EOF" in answer),
    ]
    for number, (resets, enough) in enumerate(ways, 1):
        with asked(port, proceeding, session) as connection:
            read(connection, enough)
            while issue_of(proceeding).sheets < number:  # each is drawn, whoever is still there
                time.sleep(0.02)
            if resets:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HANGS_UP)
    with asked(port, proceeding, session) as connection:
        whole = body_of(read(connection, lambda answer: answer.endswith(END)))
    assert issue_of(proceeding).handed_over_at and issue_of(proceeding).sheets == len(ways) + 1
    states = PikCredential.objects.filter(person=holder).values_list("state", flat=True)
    assert sorted(states) == ["destroyed"] * len(ways) + ["inactive"], "the server activates by the next day"
    credential = issue_of(proceeding).credential
    assert credential is not None and pik_matches(pik_in(whole), credential.pik_hash)


def download(proceeding: Proceeding, session: str) -> bytes:
    """Take the certificate whole through the WSGI handler."""
    body = body_for(proceeding)
    environ = RequestFactory()._base_environ(
        PATH_INFO=f"/moite/pik/{proceeding.pk}/",
        REQUEST_METHOD="POST",
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(body)),
        HTTP_COOKIE=f"sessionid={session}; csrftoken={TOKEN}",
        HTTP_HOST="localhost",
        **{"wsgi.input": BytesIO(body)},
    )
    response = WSGIHandler()(environ, lambda *_: None)
    content = b"".join(response)
    response.close()
    return content


def test_a_kill_between_drawing_and_handing_over_leaves_a_pik_that_was_taken_or_none(
    holder, session, monkeypatch
):
    monkeypatch.setattr("nssi.delivery.handing_over._BETWEEN_LOOKS", 0)
    drawing = "nssi.pik.actions.draw_certificate.make_envelope_certificate"
    monkeypatch.setattr(
        drawing, lambda *_, pik, **__: pik.encode()
    )  # the typesetter has threads: no fork takes them along
    proceeding = granted(holder)
    lines = lines_of_one_run(lambda: download(proceeding, session), HANDING_OVER)
    assert lines > 50
    handed_over_before = []
    proceeding = granted(holder)
    for line in lines_to_die_at(lines):
        if issue_of(proceeding).handed_over_at:
            proceeding = granted(holder)
        kill_at(line, lambda proceeding=proceeding: download(proceeding, session), HANDING_OVER)
        issue, active = issue_of(proceeding), PikCredential.objects.filter(person=holder, state="active")
        assert active.count() <= 1
        is_over = bool(issue.handed_over_at)
        assert is_over == (issue.state == "activated"), f"line {line}"
        proceeding.refresh_from_db()
        assert is_over == (proceeding.state == "collected"), f"line {line}"
        if is_over:
            assert active.get() == issue.credential, f"line {line}"
        handed_over_before.append(is_over)
    assert handed_over_before == sorted(handed_over_before), "once committed, it stays handed over"
    if not issue_of(proceeding).handed_over_at:
        pik = download(proceeding, session)
        active = PikCredential.objects.get(person=holder, state="active")
        assert pik_matches(pik.decode(), active.pik_hash)
