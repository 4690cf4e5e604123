"""A small PDF to be signed."""

import io
from functools import cache

import pikepdf


@cache
def a_document() -> bytes:
    """Return a PDF of one empty page."""
    buffer = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(buffer)
    return buffer.getvalue()
