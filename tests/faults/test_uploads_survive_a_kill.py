"""kill -9 of the server while it takes a file in: the file is there whole, or not at all; the same upload again gives exactly
one, and what other files were there stays.

A child process answers the upload through the WSGI handler and counts the lines that it runs while it reads, judges and
stores the file. One run to the end says how many there are; then it is killed at each fifth of them.
"""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

import nssi
from nssi.applications.models import Draft, DraftFile
from nssi.attachments import storage
from nssi.attachments.models import Attachment
from nssi.foundation.queue import ProcrastinateJob
from tests.applications.drafts import attach, begin
from tests.applications.three_questions import ANSWERS
from tests.support.kills import in_child, lines_to_die_at
from tests.support.visitors import log_in

HOME = Path(nssi.__file__).parent
TAKING_IN = (str(HOME / "attachments"), str(HOME / "applications" / "actions" / "attach_file.py"))
PATH = "/zayavlenie/tri-vaprosa/dokumenti/"
TOKEN = "a" * 32

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(person) -> str:
    client = Client()
    log_in(client, person)
    return client.cookies["sessionid"].value


def letter(number: int) -> bytes:
    """Return a content that nobody has uploaded yet."""
    return rb"{\rtf1\ansi Text %d}" % number


def upload(session: str, number: int) -> int:
    """Post a file through the WSGI handler, and return the status of the answer."""
    content = BytesIO(letter(number))
    content.name = "писмо.rtf"
    body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": TOKEN, "proof": content, "attach": "proof"})
    environ = RequestFactory()._base_environ(
        PATH_INFO=PATH,
        REQUEST_METHOD="POST",
        CONTENT_TYPE=MULTIPART_CONTENT,
        CONTENT_LENGTH=str(len(body)),
        HTTP_COOKIE=f"sessionid={session}; csrftoken={TOKEN}",
        HTTP_HOST="localhost",
        **{"wsgi.input": BytesIO(body)},
    )
    response = WSGIHandler()(environ, lambda *_: None)
    response.close()
    return response.status_code


def traced(session: str, number: int, reached: Callable[[int], None]) -> int:
    """Upload, and call `reached` with the number of each line of taking in that is about to run."""
    count = itertools.count()

    def trace(frame: FrameType, event: str, _arg: Any) -> Any:
        if not frame.f_code.co_filename.startswith(TAKING_IN):
            return None
        if event == "line":
            reached(next(count))
        return trace

    sys.settrace(trace)
    try:
        assert upload(session, number) == 302
    finally:
        sys.settrace(None)
    return next(count)


def lines_of_one_run(session: str) -> int:
    reader, writer = os.pipe()
    ended = in_child(lambda: os.write(writer, str(traced(session, -1, lambda _: None)).encode()) and None)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        count = pipe.read()
    assert ended == 0
    return int(count)


def kill_at(line: int, session: str) -> None:
    def reached(number: int) -> None:
        if number == line:
            os.kill(os.getpid(), signal.SIGKILL)

    ended = in_child(lambda: traced(session, line, reached) and None)
    assert os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL, f"line {line} was not reached"


def names(draft: Draft) -> list[str]:
    return [file.attachment.name for file in DraftFile.objects.filter(draft=draft).order_by("added_at")]


def test_a_kill_at_any_line_leaves_nothing_half_and_loses_nothing(person, session):
    draft = begin(person, {name: ANSWERS[name] for name in ("reach", "need")})
    attach(draft)
    assert (
        upload(session, -2) == 302
    )  # what is loaded with the first request is loaded here, for all children
    lines = lines_of_one_run(session)
    assert lines > 40
    for line in lines_to_die_at(lines):
        DraftFile.objects.filter(draft=draft, attachment__name="писмо.rtf").delete()
        kill_at(line, session)
        assert names(draft) in (["акт.pdf"], ["акт.pdf", "писмо.rtf"]), f"line {line}"
        for together in storage.kept():
            for sha256 in together:
                with storage.opened(sha256) as content:
                    assert storage.digest(content.read()) == sha256, "what has its name is whole"
        assert upload(session, line) == 302
        assert names(draft) == ["акт.pdf", "писмо.rtf"], f"line {line}"
        file = DraftFile.objects.get(draft=draft, attachment__name="писмо.rtf")
        with file.attachment.open() as content:
            assert content.read() == letter(line)
        scans = ProcrastinateJob.objects.filter(task_name="attachments.scan_file", status="todo")
        assert scans.filter(args={"attachment_id": str(file.attachment_id)}).count() == 1
    assert (
        Attachment.objects.filter(state="not_scanned").count()
        == ProcrastinateJob.objects.filter(task_name="attachments.scan_file").count()
    ), "whatever was taken in waits to be searched"
