"""Kinds of documents and a folder for files of each test alone."""

import pytest

from tests.documents.specimen import know_specimens
from tests.support.visitors import own_attachments

__all__ = ["own_attachments"]


@pytest.fixture(autouse=True)
def _around(own_attachments, monkeypatch) -> None:
    know_specimens(monkeypatch)
