"""The service of three questions with its small procedure, people, and officials."""

from tests.proceedings.conftest import _around, application, clerk, head, proceeding
from tests.support.officials import at_work
from tests.support.visitors import other_person, own_attachments, person, visit

__all__ = [
    "_around",
    "application",
    "at_work",
    "clerk",
    "head",
    "other_person",
    "own_attachments",
    "person",
    "proceeding",
    "visit",
]
