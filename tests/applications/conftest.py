"""People who are logged in, and the service of three questions."""

import pytest

from nssi.applications import services
from tests.applications.three_questions import THREE_QUESTIONS
from tests.support.post import mailbox, port
from tests.support.visitors import other_person, own_attachments, person, visit, visit_with_qes

__all__ = ["mailbox", "other_person", "own_attachments", "person", "port", "visit", "visit_with_qes"]


@pytest.fixture(autouse=True)
def _around(own_attachments, monkeypatch) -> None:
    monkeypatch.setitem(services._services, THREE_QUESTIONS.slug, THREE_QUESTIONS)
