"""People who are logged in, and the service of three questions."""

from tests.applications.conftest import _around, other_person, own_attachments, person, visit

__all__ = ["_around", "other_person", "own_attachments", "person", "visit"]
