"""What comes in after filing, and what the data leave open: documents with their results, questions that close (C-27, S1.8)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nssi.applications.models import ApplicationFile, Change
from nssi.delivery.models import Delivery
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.proceedings.jobs import renew_open_questions
from nssi.proceedings.models import ClarifyingQuestion, Proceeding
from nssi.terms.models import Task
from tests.services.test_unemployment_benefit import to_submit
from tests.services.test_unemployment_procedure import (
    FILED,
    OK,
    STATEMENT,
    act,
    inspector,
    proceeding,
    registered,
    words_of_last,
    worked,
)
from tests.services.unemployment_case import NUMBER
from tests.services.walks import upload
from tests.support.officials import Role, at_work
from tests.support.register import declare, merged_file

__all__ = ["act", "at_work", "inspector", "proceeding", "worked"]

pytestmark = pytest.mark.django_db

DOCUMENT = "Какъв документ добавяте?"


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


def adds(visit, person, proceeding: Proceeding, name: str = "служебна.pdf"):
    page = visit(person).get(f"/moite/zayavleniya/{proceeding.application_id}/").follow("Добавете документ")
    return page.submit({DOCUMENT: "Друг документ", "Файл": upload(name)}, "Добави документа")


def test_an_added_document_has_its_number_and_is_looked_at(proceeding, act, visit, person):  # C-27
    registered(proceeding, act)
    page = adds(visit, person, proceeding)
    change = Change.objects.get()
    assert f"Документът е заведен с входящ номер {change.registry_uid}." in page.text
    assert (change.what, change.files.get().title) == ("document", "Друг документ")
    task = Task.objects.get(done_at=None)
    assert (task.title, task.role) == (
        f"Прегледайте добавения документ {change.registry_uid}",
        Role.UNEMPLOYMENT_INSPECTOR,
    )


def test_the_same_document_sent_twice_is_there_once(proceeding, visit, person):
    adds(visit, person, proceeding)
    adds(visit, person, proceeding)
    assert (Change.objects.count(), ApplicationFile.objects.filter(change__isnull=False).count()) == (1, 1)


def test_each_added_document_makes_a_new_statement_of_all(proceeding, act, visit, person):  # S1.8
    registered(proceeding, act)
    act(proceeding, "Прегледайте документите", **OK, **{"Липсващи документи": "Служебна бележка"})
    adds(visit, person, proceeding)
    page = act(proceeding, "Прегледайте документите", **{"Друг документ: служебна.pdf": "приет"})
    assert page.errors == []
    assert Delivery.objects.filter(document__title=STATEMENT).count() == 2
    words = words_of_last(STATEMENT)
    for told in ("акта за прекратяване", "Друг документ", "Служебна бележка"):
        assert told in words, "the results before begin the new statement"
    assert not Task.objects.filter(done_at=None).exists()
    page = visit(person).get(f"/moite/zayavleniya/{proceeding.application_id}/")
    assert page.text.count("– приет") == 2


def test_a_document_that_was_brought_is_entered_by_an_official(proceeding, at_work, inspector):
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{proceeding.pk}/dokumenti/")
    page = page.follow("Впишете получен документ").submit(
        {DOCUMENT: "Друг документ", "Файл": upload(), "Как постъпи?": "на гише"}, "Заведи документа"
    )
    assert "Документът е заведен с входящ номер" in page.text
    assert Change.objects.get().identified_by == "counter"


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [("програма.exe", "pdf", ".exe"), ("празен.pdf", None, "празен")],
    ids=["a kind that is not taken", "empty"],
)
def test_the_rules_for_files_hold_here_too(proceeding, visit, person, name, kind, said):  # S1.5
    file = upload(name) if kind else SimpleUploadedFile(name, b"")
    page = visit(person).get(f"/moite/zayavleniya/{proceeding.application_id}/dokument/")
    page = page.submit({DOCUMENT: "Друг документ", "Файл": file}, "Добави документа")
    assert said in " ".join(page.errors)
    assert not Change.objects.exists()


def test_nothing_is_added_to_what_has_ended_or_is_of_others(proceeding, visit, person, other_person):
    path = f"/moite/zayavleniya/{proceeding.application_id}/dokument/"
    assert visit(other_person).get(path).status == 404
    Proceeding.objects.filter(pk=proceeding.pk).update(state="refused", closed_at=clock.now())
    assert visit(person).get(path).status == 404


def test_a_month_without_a_declaration_is_asked_about_until_it_is_declared(visit, person, act):
    """The insurer declares it later: the question closes by the data, nobody touches it."""
    gap = Month(2025, 7)
    for back in range(25):
        month = Month(2026, 2).plus(-back)
        if month != gap:
            declare(NUMBER, month, merged_file())
    to_submit(visit(person)).submit(button="Подай с ПИК")
    proceeding = Proceeding.objects.get()
    registered(proceeding, act)
    question = ClarifyingQuestion.objects.get()
    assert (question.key, question.closed_at) == ("month:2025-07", None)
    shown = visit(person).get(f"/moite/zayavleniya/{proceeding.application_id}/").text
    assert "Няма подадени данни за осигуряването Ви за 07.2025" in shown
    renew_open_questions(0)
    question.refresh_from_db()
    assert question.closed_at is None
    declare(NUMBER, gap, merged_file())
    renew_open_questions(0)
    question.refresh_from_db()
    assert question.closed_at is not None


def test_an_original_of_another_state_is_asked_for_until_it_is_seen(
    proceeding, visit, person, act, at_work, inspector
):  # S1.4, J1 x10: the copy is there, the paper is not
    registered(proceeding, act)
    page = visit(person).get(f"/moite/zayavleniya/{proceeding.application_id}/").follow("Добавете документ")
    document = "Документи за периодите в други държави"
    page = page.submit({DOCUMENT: document, "Файл": upload("U1.pdf")}, "Добави документа")
    assert "Представете в ТП на хартия оригинала" in page.text
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{proceeding.pk}/")
    assert "Представете в ТП на хартия оригинала" in page.text
    brought = {"Кои оригинали видяхте?": [f"{document}: U1.pdf"]}
    act(proceeding, "Отбележете представени оригинали", **brought)
    assert ClarifyingQuestion.objects.get().closed_at is not None
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{proceeding.pk}/dokumenti/")
    assert "оригинал представен на" in page.text
