"""Drafts: saved page by page, kept 30 days, one person's own, safe in two windows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nssi.applications import services
from nssi.applications.actions.attach_file import MOST_FILES, attach_file
from nssi.applications.actions.discard_draft import discard_draft, discard_expired_drafts
from nssi.applications.actions.remove_file import remove_file
from nssi.applications.actions.save_answers import DraftChanged, save_answers
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.drafts import DraftGone
from nssi.applications.models import Draft, DraftFile
from nssi.applications.queries import draft_of, drafts_of, journey_of
from nssi.attachments.actions.clear_away import clear_away
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.models import Attachment
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from tests.applications.drafts import OTHER, PROOF, attach, begin, complete
from tests.applications.three_questions import ANSWERS, FORM, THREE_QUESTIONS
from tests.attachments.samples import SAMPLES

pytestmark = pytest.mark.django_db

REACH, NEED = FORM.steps[:2]
MEGABYTE = 1_048_576


def save(draft, step, typed, revision=None):
    revision = draft.revision if revision is None else revision
    return save_answers(draft.id, draft.person, THREE_QUESTIONS, step, typed, revision)


def test_beginning_twice_is_one_draft(person):
    assert start_draft(THREE_QUESTIONS, person) == start_draft(THREE_QUESTIONS, person)
    assert AuditEntry.objects.filter(event="applications.draft_started").count() == 1


def test_every_saved_page_keeps_the_draft_for_another_thirty_days(person, travel):
    draft = begin(person, {})
    travel(days=29)
    draft = save(draft, REACH, ANSWERS["reach"])
    assert draft.expires_at - clock.now() > timedelta(days=29, hours=23)
    travel(days=29)
    assert draft_of(person, THREE_QUESTIONS) == draft


def test_an_expired_draft_goes_with_its_files(person, travel):
    attach(begin(person))
    travel(days=30, seconds=1)
    assert draft_of(person, THREE_QUESTIONS) is None and drafts_of(person) == []
    discard_expired_drafts()
    clear_away()
    assert not Draft.objects.exists() and not DraftFile.objects.exists() and not Attachment.objects.exists()
    assert AuditEntry.objects.filter(event="applications.draft_expired", actor_kind="system").count() == 1


def test_a_draft_that_is_still_kept_stays(person, travel):
    begin(person)
    travel(days=29)
    discard_expired_drafts()
    assert Draft.objects.exists()


def test_beginning_again_after_the_draft_expired_is_a_new_draft(person, travel):
    old = begin(person)
    travel(days=31)
    new = start_draft(THREE_QUESTIONS, person)
    assert (new.id != old.id, new.typed, Draft.objects.count()) == (True, {}, 1)


def test_a_page_of_another_window_does_not_overwrite(person):
    draft = begin(person, {"reach": ANSWERS["reach"]})
    opened = draft.revision
    save(draft, NEED, {"need": ["much"]}, opened)
    with pytest.raises(DraftChanged):
        save(draft, REACH, {"email": ["other@example.bg"], "local_office": ["01"]}, opened)
    assert Draft.objects.get().typed["reach"] == ANSWERS["reach"]


def test_a_page_that_was_sent_twice_is_saved_once(person):
    draft = begin(person, {})
    first = save(draft, REACH, ANSWERS["reach"], 0)
    again = save(draft, REACH, ANSWERS["reach"], 0)
    assert first.revision == again.revision == 1


def test_whoever_changes_an_answer_declares_anew(person):
    draft = complete(person)
    assert journey_of(draft, THREE_QUESTIONS, person).is_complete
    draft = save(draft, NEED, {"need": ["much"]})
    assert "check" not in draft.typed


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: attach(draft, SAMPLES["png"], "а.png"),
        lambda draft: remove_file(draft.id, draft.person, THREE_QUESTIONS, draft.files.get().id),
    ],
)
def test_whoever_changes_the_documents_declares_anew(person, change):
    draft = complete(person)
    change(draft)
    assert "check" not in Draft.objects.get().typed


def test_a_draft_is_its_persons_alone(person, other_person):
    draft = begin(person)
    file = attach(draft)
    assert draft_of(other_person, THREE_QUESTIONS) is None
    upload = SimpleUploadedFile("upload", SAMPLES["pdf"])
    for act in (
        lambda: save_answers(draft.id, other_person, THREE_QUESTIONS, REACH, {}, draft.revision),
        lambda: attach_file(draft.id, other_person, THREE_QUESTIONS, PROOF, upload, "акт.pdf"),
        lambda: remove_file(draft.id, other_person, THREE_QUESTIONS, file.id),
        lambda: discard_draft(draft.id, other_person),
    ):
        with pytest.raises(DraftGone):
            act()
    assert Draft.objects.get().typed["reach"] == ANSWERS["reach"] and DraftFile.objects.get() == file


def test_the_same_file_sent_twice_is_there_once(person):
    draft = begin(person)
    assert attach(draft) == attach(draft)
    assert (DraftFile.objects.count(), Attachment.objects.count()) == (1, 1)
    attach(draft, slot=OTHER)
    assert DraftFile.objects.count() == 2


def test_all_files_together_with_the_application_stay_within_five_megabytes(person):
    """S1.5: the application itself counts, so two files of 2,5 МБ are too much."""
    draft = begin(person)
    content = SAMPLES["pdf"] + bytes(5 * MEGABYTE // 2 - len(SAMPLES["pdf"]))
    attach(draft, content, "първи.pdf")
    with pytest.raises(FileRefused) as refusal:
        attach(draft, content, "втори.pdf")
    said = refusal.value.finding.text.replace("\u00a0", " ")
    assert (
        said
        == "Всички файлове заедно със заявлението са 5,1 МБ. Могат да са до 5 МБ. Премахнете или намалете файл."
    )
    attach(draft, content[:-2000], "втори.pdf")
    assert [file.attachment.name for file in DraftFile.objects.all()] == ["първи.pdf", "втори.pdf"]


def test_a_refused_file_leaves_nothing_in_the_draft(person):
    draft = begin(person)
    with pytest.raises(FileRefused):
        attach(draft, b"MZ", "акт.pdf")
    assert not DraftFile.objects.exists() and not Attachment.objects.exists()


def test_there_is_a_limit_to_the_number_of_files(person):
    draft = begin(person)
    for number in range(MOST_FILES):
        attach(draft, SAMPLES["rtf"], f"{number}.rtf")
    with pytest.raises(FileRefused) as refusal:
        attach(draft, SAMPLES["rtf"], "още.rtf")
    assert refusal.value.finding.code == "too_many"


def test_removing_a_file_twice_is_no_error(person):
    draft = begin(person)
    file = attach(draft)
    for _ in range(2):
        remove_file(draft.id, person, THREE_QUESTIONS, file.id)
    assert not DraftFile.objects.exists()
    assert AuditEntry.objects.filter(event="applications.file_removed").count() == 1


def test_the_trail_names_no_file_and_no_person_by_name(person):
    attach(begin(person), name="Мария Иванова.pdf")
    said = " ".join(str(entry.details) for entry in AuditEntry.objects.all())
    assert "Мария" not in said and "example.bg" not in said


def test_a_draft_survives_a_new_release_on_the_form_on_which_it_was_begun(visit, person, monkeypatch):
    """A new form asks another question; who began before is not asked, who begins now is."""
    begin(person, {name: ANSWERS[name] for name in ("reach", "need")})
    newer = replace(
        FORM, version="2", steps=(*FORM.steps[:2], replace(FORM.steps[2], applies=lambda _: True))
    )
    released = replace(THREE_QUESTIONS, forms=(newer, FORM))
    monkeypatch.setitem(services._services, released.slug, released)
    assert visit(person).get("/zayavlenie/tri-vaprosa/").h1 == "Документи"
    assert Draft.objects.get().form_version == "1"
    Draft.objects.all().delete()
    begin_on = start_draft(released, person)
    assert begin_on.form_version == "2"


def test_a_draft_whose_form_is_served_no_more_goes_on_with_what_the_new_one_asks(visit, person, monkeypatch):
    begin(person, {name: ANSWERS[name] for name in ("reach", "need")})
    newer = replace(FORM, version="2", steps=(FORM.steps[0], replace(FORM.steps[2], applies=lambda _: True)))
    monkeypatch.setitem(services._services, THREE_QUESTIONS.slug, replace(THREE_QUESTIONS, forms=(newer,)))
    page = visit(person).get("/zayavlenie/tri-vaprosa/")
    assert page.h1 == "Причина", "the answer to the first question is kept"


def test_a_session_that_ended_leads_back_to_where_the_draft_stood(visit, person, travel):
    begin(person, {"reach": ANSWERS["reach"]})
    browser = visit(person)
    travel(hours=1)
    response = browser.client.get("/zayavlenie/tri-vaprosa/nuzhda/")
    assert response["Location"] == "/sesiya-iztekla/?next=/zayavlenie/tri-vaprosa/nuzhda/"
    assert visit(person).get("/zayavlenie/tri-vaprosa/").h1 == "Нужда"
