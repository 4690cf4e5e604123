"""Fields of Word: what its field codes do when a document is opened, the same in .doc, .docx and .rtf."""

import re
from collections.abc import Iterator

from nssi.attachments.checks.found import Found

_FETCHES = re.compile(r"(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|RD)\b", re.IGNORECASE)
_STARTS = re.compile(r"DDE(?:AUTO)?\b", re.IGNORECASE)
_POINTS = re.compile(r"HYPERLINK\b(?P<where>.*)", re.IGNORECASE | re.DOTALL)
_WITHIN = re.compile(r"\s*(?:\\[hmnot]\s*)*\\l\b", re.IGNORECASE)


def in_field(code: str) -> Iterator[Found]:
    """Yield what the field with this code is found to be. A link within the document (a table of contents) is nothing."""
    code = code.strip()
    if _STARTS.match(code):
        yield Found("active_content")
    elif _FETCHES.match(code) or ((link := _POINTS.match(code)) and not _WITHIN.match(link["where"])):
        yield Found("links")
