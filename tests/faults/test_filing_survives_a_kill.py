"""kill -9 of the server at any line of a filing: one application and one УРИ, or none and the draft kept; and the same submit again
gives exactly one (S1.7).

A child process answers the submit through the WSGI handler and counts the lines of the act and of those that write for it: most
people's application is filed by one statement, so that what lies before it counts as much as what comes after. One run to the end
says how many there are; then it is killed at one in eight of them (at each in `make test-all`), and at the last.
"""

from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

import nssi
from nssi.applications.models import Application, Draft
from nssi.foundation.queue import ProcrastinateJob
from nssi.records.models import Record
from tests.applications.drafts import complete
from tests.support.kills import kill_at, lines_of_one_run, lines_to_die_at
from tests.support.visitors import log_in

PATH = "/zayavlenie/tri-vaprosa/podavane/"
TOKEN = "a" * 32
HOME = Path(nssi.__file__).parent
WITHIN = tuple(
    str(HOME / path)
    for path in (
        "applications/actions/file_application.py",
        "foundation/statements.py",
        "foundation/database",
    )
)

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


def applications_of(draft: Draft) -> list[Application]:
    return list(Application.objects.filter(draft_id=draft.id))


def check(line: int, draft: Draft, session: str) -> bool:
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


def test_a_kill_at_any_line_loses_and_doubles_nothing(person, session):
    assert (
        submit(str(complete(person).id), session) == 302
    )  # whatever is built once is there before lines are counted
    draft = complete(person)
    lines = lines_of_one_run(lambda: submit(str(draft.id), session), WITHIN)
    places = sorted({*lines_to_die_at(lines), lines - 1})
    assert len(places) > 5
    filed_before = []
    for line in places:
        draft = complete(person)
        kill_at(line, partial(submit, str(draft.id), session), WITHIN)
        filed_before.append(check(line, draft, session))
    assert filed_before == sorted(filed_before), "once committed, it stays filed"
    assert filed_before[0] is False and filed_before[-1] is True
    uids = Record.objects.filter(subject_kind="application").values_list("registry_uid", flat=True)
    assert sorted(int(uid[5:11]) for uid in uids) == list(range(1, len(places) + 3)), (
        "no gap, none given twice"
    )
