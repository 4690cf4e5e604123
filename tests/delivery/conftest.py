"""Kinds of documents, people, a mail server and a folder for files of each test alone."""

import pytest

from nssi.messages import jobs
from tests.documents.specimen import know_specimens
from tests.support.post import mailbox, port, server
from tests.support.visitors import other_person, own_attachments, person, visit

__all__ = ["mailbox", "other_person", "own_attachments", "person", "port", "server", "visit"]


@pytest.fixture(autouse=True)
def _around(own_attachments, monkeypatch) -> None:
    know_specimens(monkeypatch)
    monkeypatch.setattr(jobs, "_server_rests_until", jobs._server_rests_until)
    monkeypatch.setattr("nssi.delivery.handing_over._BETWEEN_LOOKS", 0)
