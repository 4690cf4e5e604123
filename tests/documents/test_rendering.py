"""What is issued can be read by everybody, for decades: PDF/A-2a, PDF/UA-1, and the right signs on paper."""

import io
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

import nssi
from nssi.documents.rendering import RenderingError, render

HOUSE = Path(nssi.__file__).parent
SPECIMEN = HOUSE / "pik" / "templates" / "pik" / "certificate.typ"
FONTS = HOUSE / "documents" / "fonts"
ISSUE = {
    "draft": False,
    "number": "1004-000123-22.11.2026",
    "date": "22.11.2026 г.",
    "body": "",
    "check": None,
}
DATA = {
    "name": "Щерьо Ѝлиев Ъгълов-Жечев",
    "identifier_kind": "ЕГН",
    "identifier": "0123456789",
    "pik": "7K3M9XTR2P",
    "valid_until": "16:05 ч. на 22.11.2026 г.",
}


def specimen(**changes: str) -> bytes:
    return render(SPECIMEN, {**DATA, **changes}, title="Удостоверение за ПИК", issue=ISSUE)


def text_of(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def test_a_document_is_archivable_and_accessible():
    with pikepdf.open(io.BytesIO(specimen())) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Удостоверение за ПИК"
        assert str(pdf.Root.Lang) == "bg"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert len(pdf.Root.OutputIntents) == 1
        assert {"/H1", "/H2", "/P", "/LI"} <= kinds_of_tags(pdf.Root.StructTreeRoot)


def kinds_of_tags(element: pikepdf.Object) -> set[str]:
    found = {str(element.S)} if "/S" in element else set()
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and child.get("/Type") != "/MCR":
            found |= kinds_of_tags(child)
    return found


def test_every_sign_is_drawn_as_the_font_draws_it():
    """A font cut into scripts once printed digits as other signs while the text could still be copied out."""
    checked = ""
    with pikepdf.open(io.BytesIO(specimen())) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            weight = "Bold" if "Bold" in str(font.BaseFont) else "Regular"
            source = TTFont(FONTS / f"SofiaSans-{weight}.ttf")
            descriptor = font.DescendantFonts[0].FontDescriptor
            embedded = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
            for glyph, sign in signs_of(font.ToUnicode.read_bytes().decode()).items():
                drawn = embedded["glyf"][embedded.getGlyphName(glyph)].getCoordinates(embedded["glyf"])
                meant = source["glyf"][source.getBestCmap()[ord(sign)]].getCoordinates(source["glyf"])
                assert drawn[0] == meant[0], f"{sign} is drawn as something else"
                checked += sign
    assert set("0123456789№„“щьЍЪЖг.7K3M9XTR2P") <= set(checked)


def signs_of(to_unicode: str) -> dict[int, str]:
    _, table = to_unicode.split("beginbfchar", 1)
    pairs = re.findall(r"^<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})>$", table, re.MULTILINE)
    return {int(glyph, 16): chr(int(sign, 16)) for glyph, sign in pairs}


def test_the_page_bears_ink_where_the_text_stands():
    raster = subprocess.run(
        ["pdftoppm", "-r", "30", "-gray"], input=specimen(), capture_output=True, check=True
    ).stdout
    pixels = raster.split(b"\n", 3)[3]
    dark = sum(pixel < 128 for pixel in pixels)
    assert 0.005 < dark / len(pixels) < 0.2


@pytest.mark.parametrize(
    "name", ['#panic("x")', "*дебел* _наклонен_", "#sys.inputs.data", '"}\\', "= Заглавие", "$x$ @a <b>"]
)
def test_data_are_never_read_as_markup(name: str):
    assert name in text_of(specimen(name=name))


@pytest.mark.parametrize(
    "pik", ["7K3M9XTR2P", "WWMMJJ2345", "4AVTYJ7WFA", "J3J5J7J9JF", "AVAVTYTY47", "KXRYTAVW29"]
)
def test_a_code_can_be_copied_out_in_one_piece(pik: str):
    assert pik in text_of(specimen(pik=pik))


def test_a_sign_that_the_font_lacks_is_refused_and_not_drawn_as_a_box():
    with pytest.raises(RenderingError):
        specimen(name="漢字")


def test_a_template_that_misses_a_value_is_refused():
    with pytest.raises(RenderingError):
        render(SPECIMEN, {"name": "1"}, title="x", issue=ISSUE)


def test_many_at_once_get_each_their_own():
    piks = [f"AB{number:02}CD{number:02}EF" for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda pik: text_of(specimen(pik=pik)), piks))
    assert all(
        [other in text for other in piks] == [other == pik for other in piks]
        for pik, text in zip(piks, texts, strict=True)
    )
