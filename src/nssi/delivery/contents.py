"""The content of an issued document as it was sealed, or nothing."""

import hashlib

from nssi.documents.models import IssuedDocument


class Unreadable(Exception):  # noqa: N818 – says what, not why
    """The store has lost the content, does not give it, or gives something else than was issued."""


def content_of(document: IssuedDocument) -> bytes:
    """Return the bytes of an issued document. Raises Unreadable."""
    if document.content is None:
        raise Unreadable("not issued")
    try:
        with document.content.open() as file:
            content = file.read()
    except OSError as error:
        raise Unreadable(type(error).__name__) from error
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Unreadable("altered")
    return content
