"""A folder for files of each test alone."""

from tests.support.visitors import own_attachments

__all__ = ["own_attachments"]
