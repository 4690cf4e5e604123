"""Which files are taken (S1.5): 13 kinds, by name and by content, at most 2,5 МБ each."""

from functools import cache
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from nssi.attachments.checks.found import CODES
from nssi.attachments.kinds import KINDS
from nssi.attachments.verdict import ACCEPTED_EXTENSIONS, LARGEST_FILE, check_file
from tests.attachments.corpus import CORPUS
from tests.attachments.samples import LARGEST_PDF, SAMPLES, container, mail

OLE_HEAD = SAMPLES["doc"][:512]
SAME_CONTENT = {"jpg", "jpeg"}


def texts(name: str, content: bytes) -> list[str]:
    return [finding.text.replace("\u00a0", " ") for finding in check_file(name, content).findings]


def test_exactly_the_thirteen_kinds_of_the_law_are_taken():
    """S1.5: `.tif` but not `.tiff`, no `.zip`, `.txt`, `.heic`, `.odp`."""
    assert set(SAMPLES) == set(KINDS) == {kind.strip(".") for kind in ACCEPTED_EXTENSIONS.split()}
    assert len(KINDS) == 13


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_document_whose_content_agrees_with_its_name_is_taken(kind):
    verdict = check_file(f"Акт за прекратяване.{kind.upper()}", SAMPLES[kind])
    assert (verdict.accepted, verdict.kind, verdict.findings) == (True, kind, ())


@pytest.mark.parametrize("named", SAMPLES)
@pytest.mark.parametrize("kind", SAMPLES)
def test_a_content_of_another_kind_is_refused(kind, named):
    verdict = check_file(f"акт.{named}", SAMPLES[kind])
    same = kind == named or {kind, named} == SAME_CONTENT
    assert verdict.accepted is same
    assert [finding.code for finding in verdict.findings] == ([] if same else ["content_mismatch"])


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        (
            "акт.zip",
            container({"a.txt": "x"}),
            "Файл .zip не се приема. Приемат се .doc .docx .rtf .odt .xls",
        ),
        ("акт.tiff", SAMPLES["tif"], "Файл .tiff не се приема."),
        ("акт.txt", b"text", "Файл .txt не се приема."),
        ("акт.heic", b"ftypheic", "Файл .heic не се приема."),
        ("акт.odp", SAMPLES["odt"], "Файл .odp не се приема."),
        ("акт", SAMPLES["pdf"], "Файл без разширение на името не се приема."),
        (".pdf", SAMPLES["pdf"], "Файл без разширение на името не се приема."),
        ("акт.pdf", b"", "Файлът „акт.pdf“ е празен."),
        ("акт.pdf", b"MZ\x90\x00", "Съдържанието на „акт.pdf“ не отговаря на вида .pdf."),
        ("акт.doc", OLE_HEAD, "Файлът „акт.doc“ е повреден и не може да се прочете."),
        ("акт.docx", b"PK\x03\x04", "Файлът „акт.docx“ е повреден и не може да се прочете."),
        (
            "акт.pdf",
            SAMPLES["png"],
            "Съдържанието на „акт.pdf“ не отговаря на вида .pdf, а на .png. Качете го с това разширение на името.",
        ),
        (
            "писмо.eml",
            mail("Text", "text/plain", ("акт.exe", b"MZ")),
            "В писмото е приложен „писмо.eml › акт.exe“. Приемат се .doc .docx",
        ),
        (
            "писмо.eml",
            mail("Text", "text/plain", ("акт.pdf", b"MZ")),
            "Съдържанието на „писмо.eml › акт.pdf“ не отговаря на вида .pdf.",
        ),
        (
            "акт.odt",
            container({"mimetype": "application/zip"}),
            "Съдържанието на „акт.odt“ не отговаря на вида .odt.",
        ),
        ("акт.eml", b"http://example.bg/\r\n", "Съдържанието на „акт.eml“ не отговаря на вида .eml."),
        ("акт.pdf", LARGEST_PDF + b"\0", "Файлът „акт.pdf“ е 2,6 МБ. Може да е до 2,5 МБ."),
        ("C:\\Документи\\акт.zip", b"PK", "Файл .zip не се приема."),
    ],
)
def test_a_refused_file_says_why_in_words_for_the_person(name, content, text):
    (found,) = texts(name, content)
    assert found.startswith(text)


def test_a_file_of_exactly_the_largest_size_is_taken():
    assert len(LARGEST_PDF) == LARGEST_FILE == 2_621_440
    assert check_file("акт.pdf", LARGEST_PDF).accepted


@pytest.mark.parametrize("damage", ["a byte changed below its top", "its end cut off"])
def test_a_png_that_its_top_shows_to_be_a_photograph_is_read_to_its_end(damage):
    out = BytesIO()
    Image.effect_noise((800, 800), 60).convert("RGB").save(out, "PNG", dpi=(300, 300))
    content = bytearray(out.getvalue())
    whole = check_file("акт.png", bytes(content))
    assert [finding.code for finding in whole.findings] == ["not_black_and_white"]
    if "cut" in damage:
        del content[-2000:]
    else:
        content[-3000] ^= 1
    assert [finding.code for finding in check_file("акт.png", bytes(content)).findings] == ["unreadable"]


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=400))
@example("docx", b"PK\x05\x06" + bytes(18))
@example("odt", SAMPLES["odt"][:-30] + bytes(30))
@example("eml", b"From: \xff\xfe\r\nTo: \x00")
def test_no_content_breaks_the_check(kind, content):
    check_file(f"a.{kind}", content)


WHOLE = [(name, cache(make)) for name, _what, make, codes in CORPUS if codes not in ("empty", "unreadable")]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_no_damage_to_a_document_breaks_the_check(named, data):
    """A file of the corpus, some of its bytes changed and its end cut off, is found to be something there is a word for."""
    name, make = named
    content = bytearray(make())
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[position] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)) | st.just(len(content)))
    assert {finding.code for finding in check_file(name, bytes(content[:end])).findings} <= CODES
