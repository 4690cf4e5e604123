"""kill -9 of the server at any line between the first write and the answer: one application and one УРИ, or none and the
draft kept; and the same submit again gives exactly one (S1.7).

A child process answers the submit through the WSGI handler and counts the lines of our code that it runs after its first
write. One run to the end says which lines there are and how many statements the database had received before each.
Between two statements nothing that outlives the process can change, so the child is killed at the first and at the last
line of each stretch; `full` kills it at every line.
"""

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.test import Client, RequestFactory

import nssi
from nssi.applications.models import Application, Draft
from nssi.foundation.queue import ProcrastinateJob
from nssi.people.models import Person
from nssi.records.models import Record
from tests.applications.drafts import complete
from tests.applications.three_questions import THREE_QUESTIONS
from tests.support.visitors import log_in

OURS = str(Path(nssi.__file__).parent)
PATH = "/zayavlenie/tri-vaprosa/podavane/"
TOKEN = "a" * 32
WRITES = ("INSERT", "UPDATE", "DELETE")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(person) -> str:
    client = Client()
    log_in(client, person)
    return client.cookies["sessionid"].value


def submit(draft_id: str, session: str) -> int:
    """Post the submit through the WSGI handler, and return the status of the answer."""
    body = f"draft={draft_id}&csrfmiddlewaretoken={TOKEN}".encode()
    environ = RequestFactory()._base_environ(
        PATH_INFO=PATH,
        REQUEST_METHOD="POST",
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(body)),
        HTTP_COOKIE=f"sessionid={session}; csrftoken={TOKEN}",
        HTTP_HOST="localhost",
        **{"wsgi.input": BytesIO(body)},
    )
    response = WSGIHandler()(environ, lambda *_: None)
    response.close()
    return response.status_code


class Lines:
    """Counts the lines of our code after the first write, and says at each whether the process goes on."""

    def __init__(self, reached: Callable[[int, str, int], None]) -> None:
        self.reached = reached
        self.count = itertools.count()
        self.statements = 0

    def trace(self, frame: FrameType, event: str, arg: Any) -> Any:
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        if event == "line" and self.statements:
            self.reached(next(self.count), f"{frame.f_code.co_filename}:{frame.f_lineno}", self.statements)
        return self.trace

    def execute(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.statements or sql.lstrip().upper().startswith(WRITES):
            self.statements += 1
        return execute(sql, params, many, context)

    def during(self, act: Callable[[], int]) -> int:
        with connection.execute_wrapper(self.execute):
            sys.settrace(self.trace)
            try:
                return act()
            finally:
                sys.settrace(None)


def in_child(act: Callable[[], None]) -> int:
    """Run `act` in a child process with connections of its own, and return how the child ended."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


def lines_of_one_run(draft: Draft, session: str) -> list[int]:
    """Return how many statements the database had received before each line of a submit that runs to its end."""
    reader, writer = os.pipe()

    def run() -> None:
        seen: list[int] = []
        status = Lines(lambda number, where, statements: seen.append(statements)).during(
            lambda: submit(str(draft.id), session)
        )
        assert status == 302
        with os.fdopen(writer, "w") as pipe:
            json.dump(seen, pipe)

    ended = in_child(run)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        seen = json.load(pipe)
    assert ended == 0
    return seen


def first_and_last_of_each_stretch(statements: list[int]) -> Iterator[int]:
    for _, stretch in itertools.groupby(range(len(statements)), key=statements.__getitem__):
        numbers = list(stretch)
        yield from sorted({numbers[0], numbers[-1]})


def kill_at(line: int, draft: Draft, session: str) -> None:
    def reached(number: int, where: str, statements: int) -> None:
        if number == line:
            os.kill(os.getpid(), signal.SIGKILL)

    ended = in_child(lambda: Lines(reached).during(lambda: submit(str(draft.id), session)) and None)
    assert os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL, f"line {line} was not reached"


def applications_of(draft: Draft) -> list[Application]:
    return list(Application.objects.filter(draft_id=draft.id))


def check(line: int, draft: Draft, person: Person, session: str) -> bool:
    """Check what the kill left, and that the same submit again gives exactly one; return whether it was filed before."""
    filed = applications_of(draft)
    kept = Draft.objects.filter(id=draft.id).exists()
    assert (len(filed), kept) in {(1, False), (0, True)}, f"line {line}"
    assert submit(str(draft.id), session) == 302
    (application,) = applications_of(draft)
    assert not filed or filed == [application]
    assert not Draft.objects.filter(id=draft.id).exists()
    assert [file.attachment.name for file in application.files.all()] == ["акт.pdf"]
    assert application.events.count() == 1
    assert Record.objects.filter(subject_kind="application", subject_id=str(application.id)).count() == 1
    jobs = ProcrastinateJob.objects.filter(task_name="applications.follow_up_filing")
    assert jobs.filter(args={"application_id": str(application.id)}).count() == 1
    return bool(filed)


def survives_kills_at(lines: list[int], person: Person, session: str) -> None:
    filed_before = []
    for line in lines:
        draft = complete(person)
        kill_at(line, draft, session)
        filed_before.append(check(line, draft, person, session))
    assert filed_before == sorted(filed_before), "once committed, it stays filed"
    assert filed_before[0] is False and filed_before[-1] is True
    numbers = sorted(Record.objects.filter(subject_kind="application").values_list("registry_uid", flat=True))
    assert [int(uid[5:11]) for uid in numbers] == list(range(1, len(numbers) + 1)), "no gap, none given twice"
    assert len(numbers) == Application.objects.count() == len(lines) + 1
    assert THREE_QUESTIONS.register_index == numbers[0][:4]


def test_a_kill_between_any_two_statements_loses_and_doubles_nothing(person, session):
    statements = lines_of_one_run(complete(person), session)
    assert len(statements) > 30
    survives_kills_at(list(first_and_last_of_each_stretch(statements)), person, session)


@pytest.mark.full
def test_a_kill_at_any_line_loses_and_doubles_nothing(person, session):
    statements = lines_of_one_run(complete(person), session)
    survives_kills_at(list(range(len(statements))), person, session)
