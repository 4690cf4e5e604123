"""Rich text of the corpus (.rtf)."""

from tests.attachments.corpus.lines import Row, given
from tests.attachments.samples import (
    SAMPLES,
)

_INSTRUCTION = rb"{\rtf1{\field{\*\fldinst {\rtlch\fcs1 %s}}{\fldrslt a}}}"

RICH_TEXT: list[Row] = [
    ("акт.rtf", "a text", given(SAMPLES["rtf"]), ""),
    ("акт.rtf", "brackets in its text", given(rb"{\rtf1 \{ \\{a} \'7b}"), ""),
    ("акт.rtf", "a link", lambda: _INSTRUCTION % b'HYPERLINK "https://example.bg"', "links"),
    ("акт.rtf", "a link in pieces", lambda: _INSTRUCTION % rb"HYPER}{\b LINK https://example.bg", "links"),
    ("акт.rtf", "a link in other letters", lambda: _INSTRUCTION % rb"\u72 ?YPERLINK https://example.bg", "links"),
    ("акт.rtf", "a table of contents", lambda: _INSTRUCTION % rb'HYPERLINK \\l "_Toc1"', ""),
    ("акт.rtf", "a field that starts programs", lambda: _INSTRUCTION % b"DDEAUTO cmd", "active_content"),
    ("акт.rtf", "a file inside", given(rb"{\rtf1{\object\objemb{\*\objdata 0105}}}"), "active_content"),
    ("акт.rtf", "a template from elsewhere", given(rb"{\rtf1{\*\template https://example.bg/a.dot}}"), "active_content"),
    ("акт.rtf", "cut in half", given(rb"{\rtf1{\b Text"), "unreadable"),
    ("акт.rtf", "groups without end", lambda: b"{\\rtf1" + b"{" * 500_000, "unreadable"),
    ("акт.rtf", "a PDF", given(SAMPLES["pdf"]), "content_mismatch"),
]  # fmt: skip
