"""People who are logged in."""

import pytest

from tests.support.visitors import other_person, own_attachments, person, visit

__all__ = ["other_person", "own_attachments", "person", "visit"]


@pytest.fixture(autouse=True)
def _around(own_attachments) -> None:
    """Each test has a folder of its own."""
