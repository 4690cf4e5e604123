"""Each state machine has its diagram and its table in the docs."""

import pytest
from django.utils import translation

from nssi.proceedings.documents import documents
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
