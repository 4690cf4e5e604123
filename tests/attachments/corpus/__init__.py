"""The corpus of S1.5: small files, made here, each with what must be found in it. One line, one file."""

from tests.attachments.corpus.letters import LETTERS
from tests.attachments.corpus.libre_office import LIBRE_OFFICE
from tests.attachments.corpus.lines import Row, given
from tests.attachments.corpus.old_office import OLD_OFFICE
from tests.attachments.corpus.packed_office import PACKED_OFFICE
from tests.attachments.corpus.pdf import PDF
from tests.attachments.corpus.pictures import PICTURES
from tests.attachments.corpus.rich_text import RICH_TEXT
from tests.attachments.samples import SAMPLES

OTHERS: list[Row] = [
    *((f"акт.{kind}", "nothing", given(b""), "empty") for kind in SAMPLES),
    *((f"акт.{kind}", "a program", given(b"MZ\x90\0" + bytes(60)), "content_mismatch") for kind in SAMPLES),
    ("акт.txt", "a text", given(b"Text"), "type_not_allowed"),
    ("акт.heic", "a photograph of a phone", given(b"\0\0\0\x18ftypheic"), "type_not_allowed"),
    ("акт.docm", "a document for macros", given(SAMPLES["docx"]), "type_not_allowed"),
    ("акт", "no extension", given(SAMPLES["pdf"]), "type_not_allowed"),
    ("акт.pdf.exe", "two extensions", given(SAMPLES["pdf"]), "type_not_allowed"),
    ("АКТ.PDF", "capital letters", given(SAMPLES["pdf"]), ""),
]

CORPUS: list[Row] = [
    *PDF,
    *PICTURES,
    *PACKED_OFFICE,
    *OLD_OFFICE,
    *LIBRE_OFFICE,
    *RICH_TEXT,
    *LETTERS,
    *OTHERS,
]
