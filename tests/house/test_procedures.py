"""Each state machine has its diagram and its table in the docs, and decides on documents that may be examined alone."""

import pytest
from django.utils import translation

from nssi.applications.services import service
from nssi.proceedings.documents import documents
from nssi.proceedings.linked_documents import LinkedDocumentsForm
from nssi.proceedings.procedures import all_procedures
from tests.house.rooms import ROOT

with translation.override("bg"):
    DOCUMENTS = documents()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_of_a_procedure_is_what_the_code_says(name: str):
    path = ROOT / "docs" / "procedures" / name
    assert path.exists() and path.read_text() == DOCUMENTS[name], "run `nssi procedures document`"


def test_no_document_is_left_of_what_is_gone():
    written = {path.name for path in (ROOT / "docs" / "procedures").glob("*.md")}
    assert written <= set(DOCUMENTS)


WITH_DOCUMENTS = [each for each in all_procedures() if (known := service(each.service)) and known.form.slots]


@pytest.mark.parametrize("procedure", WITH_DOCUMENTS, ids=[each.service for each in WITH_DOCUMENTS])
def test_what_decides_waits_for_documents_with_links_and_somebody_can_judge_them(procedure):  # S1.5
    decide = [
        act
        for act in procedure.acts
        if act.by_officials and any(procedure.state(name).decides for name in act.to)
    ]
    assert decide
    assert [act.name for act in decide if not act.rests_on_documents] == []
    judging = [act for act in procedure.all_acts if act.form and issubclass(act.form, LinkedDocumentsForm)]
    judged_in = {state for act in judging for state in act.sources}
    assert {state for act in decide for state in act.sources} <= judged_in, "nobody is stuck"


def test_three_services_take_documents():
    assert len(WITH_DOCUMENTS) >= 3
