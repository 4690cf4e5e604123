"""What is over goes at its time: the last moment before it stays, the first after it is gone (issue 9, Art. 5(1)(e) GDPR)."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from nssi.access.actions.issue_pik import issue_pik
from nssi.access.models import QesLogin, ThrottleCounter, VisitorSession
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.services import all_services
from nssi.attachments.models import Attachment
from nssi.audit.models import AuditEntry
from nssi.delivery.models import Delivery, OneTimeCode
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob, queue
from nssi.foundation.retention import JOB, all_keepings, end_retention, remove
from nssi.messages.models import OutgoingMessage
from nssi.mobile_qes.models import MobileLogin
from nssi.operate.command import main
from nssi.pik.models import PikIssue, PikProcedure, StepRun
from nssi.portal.models import OwnDataFile
from nssi.signing.models import SigningRequest
from tests.support.officials import make_official
from tests.support.people import make_person
from tests.support.work import run_jobs

pytestmark = pytest.mark.django_db

KEEPINGS = {each.name: each for each in all_keepings()}
TICK = timedelta(microseconds=1)


def a_session(at):
    return VisitorSession.objects.create(
        session_key="a",
        session_data="{}",
        expire_date=timezone.now() + (at - clock.now()) + KEEPINGS["access.sessions"].kept_for,
    )


def a_qes_login(at):
    return QesLogin.objects.create(browser_hash=b"1" * 32, began_at=at)


def a_counter(at):
    return ThrottleCounter.objects.create(scope="a", key=b"1" * 32, tries=1, counted_since=at)


def a_mobile_login(at):
    return MobileLogin.objects.create(browser_hash=b"1" * 32, code="1234", phone="+359888123456", began_at=at)


def a_request(at, purpose="login"):
    return SigningRequest.objects.create(
        provider="evrotrust", purpose=purpose, state="expired", created_at=at, expires_at=at
    )


def a_draft(at):
    draft = start_draft(all_services()[0], make_person())
    draft.updated_at, draft.expires_at = at, at + KEEPINGS["applications.drafts"].kept_for
    draft.save()
    return draft


def a_file(at):
    return Attachment.objects.create(
        sha256="0" * 64, size=1, name="a.pdf", kind="pdf", state="ours", created_at=at, scan_due_at=at
    )


def an_entry(at):
    return AuditEntry.objects.create(
        at=at, event="a.b", actor_kind="system", subject_kind="a", subject_id="1", details={}
    )


def a_code(at):
    document = IssuedDocument.objects.create(
        kind="room.letter", title="Писмо", outgoing_number=str(uuid4()), person=make_person(), body_id="03",
        subject_kind="a", subject_id="1", data={}, issued_at=at, code_key_id="1", due_at=at,
    )  # fmt: skip
    delivery = Delivery.objects.create(
        document=document, addressee=document.person, method="counter", policy="room.letter", created_at=at
    )
    expires_at = at + KEEPINGS["delivery.one_time_codes"].kept_for
    return OneTimeCode.objects.create(delivery=delivery, kept=b"1" * 32, tries_left=1, expires_at=expires_at)


def a_message(at):
    return OutgoingMessage.objects.create(
        key=str(uuid4()), to="a@example.bg", subject="a", state="sent", created_at=at, sent_at=at
    )


def a_procedure(at):
    procedure = PikProcedure.objects.create(
        token_digest=uuid4().bytes * 2, created_at=at, ended_at=at, end_reason="expired", person=make_person(),
        identity_request=a_request(at + timedelta(days=1), "identity"),
    )  # fmt: skip
    StepRun.objects.create(
        procedure=procedure, step=1, state="failed", failure="F01", started_at=at, ended_at=at
    )
    return procedure


def a_counter_issue(at):
    official = make_official()
    return PikIssue.objects.create(
        person=make_person(), number_kind="egn", official=official, body=official.competent_body,
        state="discarded", created_at=at, last_day=at.date(),
    )  # fmt: skip


def own_data(at):
    return OwnDataFile.objects.create(
        person=make_person(), asked_at=at, state="ready", content=a_file(at), made_at=at,
        expires_at=at + KEEPINGS["portal.own_data"].kept_for,
    )  # fmt: skip


MADE: dict[str, Callable[[Any], Any]] = {
    "access.qes_logins": a_qes_login,
    "access.tries": a_counter,
    "applications.drafts": a_draft,
    "attachments.unused": a_file,
    "audit.entries": an_entry,
    "delivery.one_time_codes": a_code,
    "messages.messages": a_message,
    "mobile_qes.logins": a_mobile_login,
    "applications.requests": lambda at: a_request(at, "form"),
    "mobile_qes.requests": a_request,
    "pik.counter_issues": a_counter_issue,
    "pik.procedures": a_procedure,
    "pik.requests": lambda at: a_request(at, "identity"),
    "portal.own_data": own_data,
}


@pytest.mark.parametrize("name", sorted(set(KEEPINGS) - {"access.sessions"}))
def test_what_is_kept_stays_until_its_time_has_passed_and_is_over_then(name: str):
    keeping = KEEPINGS[name]
    begins = clock.now()
    thing = MADE[name](begins)
    ends = _years_later(begins) if name == "audit.entries" else begins + keeping.kept_for
    is_over = [keeping.over(moment).filter(pk=thing.pk).exists() for moment in (ends - TICK, ends + TICK)]
    assert is_over == [False, True]


def test_a_session_goes_when_it_has_expired_by_the_clock_of_the_machine():
    session, keeping = a_session(clock.now()), KEEPINGS["access.sessions"]
    assert not keeping.over(clock.now()).exists()
    VisitorSession.objects.filter(pk=session.pk).update(expire_date=timezone.now() - TICK)
    assert keeping.over(clock.now()).exists()


def _years_later(moment):
    return moment.replace(year=moment.year + settings.AUDIT_YEARS)


@pytest.mark.parametrize("name", sorted(name for name, each in KEEPINGS.items() if each.by == JOB))
def test_the_job_of_the_night_removes_it_and_nothing_younger(name: str, travel):
    keeping = KEEPINGS[name]
    old = MADE[name](clock.now())
    travel(seconds=keeping.kept_for.total_seconds() + 1)
    model = type(old)
    if name != "portal.own_data":
        model.objects.exclude(pk=old.pk).delete()
    assert remove(keeping) == 1
    assert not model.objects.filter(pk=old.pk).exists()
    young = MADE[name](clock.now())
    assert remove(keeping) == 0
    assert model.objects.filter(pk=young.pk).exists()


def test_a_procedure_that_issued_a_pik_is_kept_and_another_goes_with_its_requests(travel):
    other = a_procedure(clock.now())
    credential, _pik = issue_pik(other.person, "1004-000001-01.01.2026")
    issued = PikProcedure.objects.create(
        token_digest=uuid4().bytes * 2, created_at=clock.now(), ended_at=clock.now(), end_reason="activated",
        person=other.person, credential=credential, certificate_sha256="0" * 64,
        identity_request=a_request(clock.now(), "identity"),
    )  # fmt: skip
    travel(days=400)
    assert end_retention()["pik.procedures"] == 1
    assert list(PikProcedure.objects.all()) == [issued]
    assert list(SigningRequest.objects.all()) == [issued.identity_request]


def test_what_is_still_needed_is_not_over(travel):
    request = a_request(clock.now())
    request.state = "pending"
    request.sent_at = clock.now()
    request.save()
    message = a_message(clock.now())
    OutgoingMessage.objects.filter(pk=message.pk).update(state="waiting", sent_at=None)
    travel(days=1000)
    removed = end_retention()
    assert (removed["mobile_qes.requests"], removed["messages.messages"]) == (0, 0)


def test_more_than_a_thousand_rows_go_too(travel):
    now = clock.now()
    ThrottleCounter.objects.all().delete()
    OutgoingMessage.objects.bulk_create(
        OutgoingMessage(
            key=str(number), to="a@example.bg", subject="a", state="sent", created_at=now, sent_at=now
        )
        for number in range(1001)
    )
    travel(days=731)
    assert end_retention()["messages.messages"] == 1001


@pytest.mark.django_db(transaction=True)
def test_the_queue_removes_all_of_it_once_the_clock_is_past_its_time(travel):
    """With a real worker: what each job is called in the keepings is the job that does it."""
    things = {name: make(clock.now()) for name, make in MADE.items()}
    session = a_session(clock.now())
    VisitorSession.objects.filter(pk=session.pk).update(expire_date=timezone.now() - TICK)
    things["access.sessions"] = session
    defer("audit.seal_entries")
    travel(days=1)
    defer("audit.make_digests")  # entries go once a digest speaks of them
    travel(days=366 * settings.AUDIT_YEARS)
    assert things.keys() == KEEPINGS.keys()
    defer(*sorted({each.by for each in KEEPINGS.values()}))
    left = {name for name, thing in things.items() if type(thing)._base_manager.filter(pk=thing.pk).exists()}
    assert left == set()


def defer(*jobs: str) -> None:
    """Enqueue the jobs as their hour does, and let a worker do them."""
    for job in jobs:
        queue.configure_task(job).defer(timestamp=0)
    run_jobs()
    done = ProcrastinateJob.objects.filter(task_name__in=jobs)
    assert {job.task_name: job.status for job in done} == dict.fromkeys(jobs, "succeeded")


def test_each_keeping_is_ended_by_a_job_that_runs_by_itself():
    periodic = {name for name, _ in app.periodic_registry.periodic_tasks}
    assert {each.by for each in all_keepings()} <= periodic


def test_the_command_says_for_how_long_what_is_kept_and_what_of_it_is_not_verified(capsys):
    assert main(["retention", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["name"]: row["seconds"] for row in told["kept"]}["applications.drafts"] == 30 * 24 * 3600
    assert "pik.procedures" in told["unverified"] and "access.sessions" not in told["unverified"]
    a_message(clock.now() - timedelta(days=731))
    assert main(["retention", "--end"]) == 0
    assert OutgoingMessage.objects.count() == 0
    assert "NOT VERIFIED" in capsys.readouterr().out
