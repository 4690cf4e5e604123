"""Filing: one transaction, one УРИ for each submit, and nothing that was filed ever changes (S1.7)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from nssi.applications import events
from nssi.applications.actions.file_application import DraftIncomplete, file_application
from nssi.applications.drafts import DraftGone
from nssi.applications.events import when_filed
from nssi.applications.models import Application, ApplicationEvent, ApplicationFile, Draft, IdentifiedBy
from nssi.applications.queries import code_of
from nssi.attachments.actions.clear_away import clear_away
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.models import Attachment
from nssi.attachments.verdict import LARGEST_SUBMISSION
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.foundation.statements import Statement, insertion
from nssi.law.parameters import Parameters
from nssi.records.models import Record
from tests.applications.drafts import attach, begin, complete
from tests.applications.three_questions import ANSWERS, THREE_QUESTIONS
from tests.attachments.samples import SAMPLES
from tests.support.work import run_jobs

pytestmark = pytest.mark.django_db


def file(draft: Draft) -> Application:
    return file_application(draft.id, draft.person, THREE_QUESTIONS, IdentifiedBy.PIK)


def test_a_filed_application_holds_what_was_answered_and_attached(person):
    application = Application.objects.get(id=file(complete(person)).id)
    assert application.registry_uid == f"9901-000001-{clock.today():%d.%m.%Y}"
    assert application.answers == {
        "reach": {"email": "maria@example.bg", "local_office": "03"},
        "need": {"need": "little"},
        "documents": {},
        "check": {"declared": True},
    }
    assert application.summary[0]["rows"][0] == ["E-mail", "maria@example.bg"]
    assert (application.form_version, application.email, application.competent_body_id) == (
        "1",
        "maria@example.bg",
        "03",
    )
    (kept,) = application.files.all()
    assert (kept.slot, kept.title, kept.attachment.name) == ("proof", "Доказателство", "акт.pdf")
    (event,) = application.events.all()
    assert (event.what, event.at) == (ApplicationEvent.What.FILED, application.filed_at)
    assert not Draft.objects.exists()


def test_what_is_filed_is_bulgarian_whatever_the_pages_were(person, other_person):
    with translation.override("en"):
        read_in_english = file(complete(person))
        assert translation.get_language() == "en"
    assert read_in_english.summary == file(complete(other_person)).summary
    assert read_in_english.summary[-1] == {
        "title": "Декларация",
        "rows": [["Декларирам, че това е така.", "Да"]],
    }


def test_filing_is_recorded_in_the_register_and_in_the_trail(person):
    application = file(complete(person))
    record = Record.objects.get(registry_uid=application.registry_uid)
    assert (record.direction, record.subject_kind, record.subject_id) == (
        "incoming",
        "application",
        str(application.id),
    )
    entry = AuditEntry.objects.get(event="applications.filed")
    assert (entry.actor_kind, entry.actor_id, entry.subject_id) == (
        "person",
        str(person.id),
        str(application.id),
    )


def test_the_same_submit_again_is_the_same_application(person):
    draft = complete(person)
    first = file(draft)
    assert file(draft) == first
    assert (Application.objects.count(), Record.objects.filter(subject_kind="application").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_submits_at_once_are_one_application(person):
    draft = complete(person)

    def submit(_: int) -> str:
        try:
            return file(draft).registry_uid
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        uids = set(pool.map(submit, range(24)))
    assert len(uids) == 1 and Application.objects.count() == 1
    assert list(Record.objects.filter(subject_kind="application").values_list("registry_uid", flat=True)) == [
        *uids
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: attach(draft, SAMPLES["png"], "снимка.png"),
        lambda draft: begin(draft.person, {**ANSWERS, "reach": {**ANSWERS["reach"], "local_office": ["05"]}}),
    ],
    ids=["a file", "an answer"],
)
def test_what_another_window_changes_while_it_is_filed_is_filed_or_asked_about_and_never_lost(
    person, monkeypatch, change
):
    """The draft is read without a lock: whatever comes between reading and writing makes it be read again."""
    draft, changes = complete(person), []
    told = events.tell_filed

    def change_once(*arguments):
        if not changes:
            changes.append(change(draft))
            Draft.objects.filter(id=draft.id).update(
                typed={**Draft.objects.get(id=draft.id).typed, "check": ANSWERS["check"]}
            )
        return told(*arguments)

    monkeypatch.setattr("nssi.applications.actions.file_application.tell_filed", change_once)
    filed = file(draft)
    kept = {each.attachment.name for each in filed.files.all()}
    assert (kept, filed.competent_body_id) in [({"акт.pdf", "снимка.png"}, "03"), ({"акт.pdf"}, "05")]
    assert filed.registry_uid.startswith("9901-000001"), "the first attempt took no number"
    assert Application.objects.count() == 1 and not Draft.objects.exists()


def test_most_people_file_by_two_statements_and_no_transaction(person):
    """Everybody who files for the same service waits for the one who is filing: so nothing but the writing is waited for."""
    draft = complete(person)
    with CaptureQueriesContext(connection) as seen:
        file_application(draft.id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    assert [query["sql"].split()[0] for query in seen] == ["SELECT", "WITH"]


def test_numbers_follow_each_other_without_a_gap(person, other_person):
    uids = [file(complete(each)).registry_uid[:11] for each in (person, other_person, person)]
    assert uids == ["9901-000001", "9901-000002", "9901-000003"]


@pytest.mark.parametrize("missing", ["reach", "need", "check"])
def test_everything_is_checked_again_before_filing(person, missing):
    attach(begin(person, {}))
    draft = begin(person, {name: typed for name, typed in ANSWERS.items() if name != missing})
    with pytest.raises(DraftIncomplete) as incomplete:
        file(draft)
    assert incomplete.value.stop.step.name == missing
    assert Draft.objects.exists() and not Record.objects.filter(subject_kind="application").exists()


def test_without_the_required_document_nothing_is_filed(person):
    with pytest.raises(DraftIncomplete) as incomplete:
        file(begin(person))
    assert incomplete.value.stop.step.name == "documents"


def test_another_person_cannot_file_the_draft(person, other_person):
    draft = complete(person)
    with pytest.raises(DraftGone):
        file_application(draft.id, other_person, THREE_QUESTIONS, IdentifiedBy.PIK)
    application = file(draft)
    with pytest.raises(DraftGone):
        file_application(draft.id, other_person, THREE_QUESTIONS, IdentifiedBy.PIK)
    assert Application.objects.get() == application


def test_a_draft_is_filed_for_its_own_service_alone(person):
    other = replace(THREE_QUESTIONS, slug="drugo", register_index="9902")
    draft = complete(person)
    with pytest.raises(DraftGone):
        file_application(draft.id, person, other, IdentifiedBy.PIK)
    file(draft)
    with pytest.raises(DraftGone):
        file_application(draft.id, person, other, IdentifiedBy.PIK)
    assert Application.objects.get().registry_uid.startswith("9901-")


def test_a_draft_that_nobody_has_is_not_filed(person):
    with pytest.raises(DraftGone):
        file_application(uuid4(), person, THREE_QUESTIONS, IdentifiedBy.PIK)


def test_a_draft_that_has_expired_is_not_filed_even_before_the_sweeper(person, travel):
    draft = complete(person)
    travel(days=30)
    with pytest.raises(DraftGone):
        file(draft)


def test_files_and_application_together_stay_within_five_megabytes(person):
    """S1.5: the limit holds for the application with its files, to the byte."""
    draft = complete(person)
    first, second = (SAMPLES["pdf"] + bytes(size) for size in (2_600_000, 1_000_000))
    attach(draft, first, "първи.pdf")
    attach(draft, second, "втори.pdf")
    begin(person, {"check": ANSWERS["check"]})
    Attachment.objects.filter(name="втори.pdf").update(size=LARGEST_SUBMISSION)
    with pytest.raises(FileRefused) as refusal:
        file(draft)
    assert refusal.value.finding.code == "total_too_large"
    assert Draft.objects.exists() and not Application.objects.exists()


def test_the_room_above_is_told_in_the_same_transaction(person, monkeypatch):
    monkeypatch.setattr(events, "_when_filed", [])
    told = []

    @when_filed
    def open_case(application: Application, _parameters: Parameters) -> dict[str, Statement]:
        told.append((application.id, application.registry_uid))
        return {
            "followed": insertion(ApplicationEvent(application=application, what="filed", at=clock.now()))
        }

    application = file(complete(person))
    assert told == [(application.id, "")], "the number is given last"
    assert application.events.count() == 2


def test_an_error_of_the_room_above_undoes_the_filing_and_gives_the_number_back(person, monkeypatch):
    monkeypatch.setattr(events, "_when_filed", [])
    draft = complete(person)

    @when_filed
    def fail(application: Application, _parameters: Parameters) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        file(draft)
    assert Draft.objects.get() == draft
    assert not Application.objects.exists() and not ApplicationFile.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="applications.follow_up_filing").exists()
    monkeypatch.setattr(events, "_when_filed", [])
    assert file(draft).registry_uid.startswith("9901-000001-")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE applications_application SET answers = '{}'",
        "UPDATE applications_application SET summary = '[]'",
        "UPDATE applications_application SET registry_uid = '9901-000009-01.01.2026'",
        "UPDATE applications_application SET filed_at = filed_at - interval '1 day'",
        "UPDATE applications_application SET person_id = gen_random_uuid()",
        "UPDATE applications_application SET email = 'x@example.bg'",
        "UPDATE applications_application SET draft_id = gen_random_uuid()",
        "DELETE FROM applications_application",
        "TRUNCATE applications_application CASCADE",
        "UPDATE applications_applicationfile SET slot = 'x'",
        "DELETE FROM applications_applicationfile",
        "UPDATE applications_applicationevent SET at = at - interval '1 day'",
        "DELETE FROM applications_applicationevent",
    ],
)
def test_the_database_refuses_to_change_what_was_filed(person, change):
    file(complete(person))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(change)


def test_the_documents_of_an_application_stay_when_the_draft_is_gone(person, travel):
    file(complete(person))
    travel(days=60)
    clear_away()
    assert Attachment.objects.get().name == "акт.pdf"


@pytest.mark.django_db(transaction=True)
def test_the_message_holds_the_number_the_code_and_the_address_and_nothing_else(person, mailbox, settings):
    """S1.7, M-01."""
    application = file(complete(person))
    run_jobs()
    (message,) = mailbox.received
    assert message["Subject"].strip() == f"Заявлението Ви е заведено – УРИ {application.registry_uid}"
    assert message["To"] == "maria@example.bg"
    for text in (message.get_body([form]).get_content() for form in ("plain", "html")):
        assert application.registry_uid in text
        assert code_of(application) in text
        assert f"{settings.PUBLIC_URL}/proverka/" in text
        assert "Ще Ви пишем." in text
        assert "Мария" not in text and "8502124512" not in text
    assert not list(message.iter_attachments())


@pytest.mark.django_db(transaction=True)
def test_the_message_and_the_document_are_made_once_however_often_the_job_runs(person, mailbox):
    from nssi.applications.jobs import follow_up_filing, make_filed_document

    application = file(complete(person))
    for _ in range(3):
        follow_up_filing(str(application.id))
        run_jobs()
    make_filed_document(str(application.id))
    assert len(mailbox.received) == 1
    assert Attachment.objects.filter(name__startswith="Заявление").count() == 1


def test_the_size_that_counts_is_the_size_of_what_is_kept(person):
    application = file(complete(person))
    files = application.files.aggregate(size=Sum("attachment__size"))["size"]
    assert files == len(SAMPLES["pdf"])
    assert 300 < application.size < 2000


def test_the_document_that_was_never_made_is_asked_for_again(person, travel):
    from nssi.applications.jobs import make_missing_documents

    application = file(complete(person))
    travel(minutes=11)
    make_missing_documents(timestamp=0)
    make_missing_documents(timestamp=0)
    jobs = ProcrastinateJob.objects.filter(task_name="applications.make_document")
    assert [job.args for job in jobs] == [{"application_id": str(application.id)}]


def test_a_day_has_its_own_date_in_the_number(person, other_person, travel):
    first = file(complete(person))
    travel(days=1)
    second = file(complete(other_person))
    assert second.filed_at - first.filed_at >= timedelta(days=1)
    assert (
        second.registry_uid.endswith(f"{clock.today():%d.%m.%Y}")
        and second.registry_uid[:11] != first.registry_uid[:11]
    )
