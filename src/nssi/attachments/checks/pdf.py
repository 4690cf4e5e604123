"""PDF documents: passwords, links, what acts or is packed in them, and pages that are nothing but a scan."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Matrix, Name, Object, Page, Pdf, PdfImage, Stream

from nssi.attachments.checks.found import OWNER_PASSWORD, Found, Unreadable
from nssi.attachments.checks.images import LEAST_DPI, bounded, is_black_and_white, scan_is_black_and_white

MOST_OBJECTS = 250_000
MOST_PAGES = 2_000
_SCANS_TO_LOOK_AT = 2
"""Pages unpacked to see their colours, the first and one from the middle; that one at a glance."""

_WORTH_A_LOOK = re.compile(
    rb"/(?:JavaScript|JS|Launch|EF|EmbeddedFile|FileAttachment|RichMedia|Movie|Sound|3D|Screen|Rendition|XFA"
    rb"|URI|GoToR|GoToE|SubmitForm|ImportData)\b"
)
_ACTING = {"/JavaScript", "/Launch", "/GoToE", "/Rendition", "/Movie", "/Sound"}
_LINKING = {"/URI", "/GoToR", "/SubmitForm", "/ImportData"}
_PACKED = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"}
_XFA_SCRIPT = re.compile(rb"<(?:\w+:)?script\b")

_OPERATORS = "q Q cm Do Tj TJ ' \" Tr sh"
_SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
_INVISIBLE = 3
_MOST_OPERATORS = 20_000
_FILLS = 0.6
"""The share of a page that one picture covers where the page is a scan."""


def check(content: bytes) -> Iterator[Found]:
    """Yield what is found in a PDF. Raises Unreadable, or what pikepdf raises for a broken one."""
    try:
        document = _opened(content)
    except pikepdf.PasswordError:
        yield Found("encrypted")
        return
    with document:
        if document.is_encrypted:
            yield Found("encrypted", OWNER_PASSWORD)
            return
        if not 0 < len(document.pages) <= MOST_PAGES or len(document.objects) > MOST_OBJECTS:
            raise Unreadable
        for one in document.objects:
            yield from _object(one)
        yield from _scans(document)


def _opened(content: bytes) -> Pdf:
    """Open a document; one with a wrong table of contents is put right, as all readers do, but a cut one is not."""
    try:
        return pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        if content.rfind(b"%%EOF") < content.rfind(b"startxref") or b"%%EOF" not in content:
            raise
    document = pikepdf.open(BytesIO(content), suppress_warnings=True)
    for page in document.pages:
        contents = page.obj.get(Name.Contents)
        if isinstance(contents, Stream):
            contents.read_bytes()
    return document


def _object(one: Object) -> Iterator[Found]:
    """Look at an object and what is written within it. Most hold no word of ours, and unparsing is the quick way to see."""
    if isinstance(one, Stream):
        one = one.stream_dict
    if _WORTH_A_LOOK.search(one.unparse(resolved=True)):
        yield from _within(one)


def _within(value: Object) -> Iterator[Found]:
    if isinstance(value, pikepdf.Array):
        for part in value.as_list():
            if isinstance(part, Object) and not part.is_indirect:
                yield from _within(part)
    elif isinstance(value, Dictionary):
        yield from _dictionary(value)
        for _key, part in value.items():
            if isinstance(part, Object) and not part.is_indirect:
                yield from _within(part)


def _dictionary(entries: Dictionary) -> Iterator[Found]:
    does = str(entries.get(Name.S, ""))
    if (
        does in _ACTING
        or Name.JS in entries
        or Name.EF in entries
        or entries.get(Name.Type) == Name.EmbeddedFile
        or str(entries.get(Name.Subtype, "")) in _PACKED
        or (Name.XFA in entries and _has_script(entries.XFA))
    ):
        yield Found("active_content")
    if does in _LINKING:
        yield Found("links")


def _has_script(form: Object) -> bool:
    parts = form.as_list() if isinstance(form, pikepdf.Array) else [form]
    return any(isinstance(part, Stream) and _XFA_SCRIPT.search(part.read_bytes()) for part in parts)


def _scans(document: Pdf) -> Iterator[Found]:
    scans = [scan for page in document.pages if (scan := _scan(page)) is not None]
    if any(dpi < LEAST_DPI for _picture, dpi in scans):
        yield Found("not_300_dpi")
    step = -(-len(scans) // _SCANS_TO_LOOK_AT) or 1
    if not all(
        _looks_black_and_white(picture, at_a_glance=picture is not scans[0][0])
        for picture, _dpi in scans[::step]
    ):
        yield Found("not_black_and_white")


def _scan(page: Page) -> tuple[Stream, int] | None:
    """Return the picture that makes up a page, and its dots an inch; None where the page shows text or has no such picture.

    Text laid invisibly over a scan, to be searched, does not count.
    """
    pictures = {name: image for name, image in page.images.items() if isinstance(image, Stream)}
    if not pictures:
        return None
    instructions = pikepdf.parse_content_stream(page, _OPERATORS)
    if len(instructions) > _MOST_OPERATORS:
        return None
    placed, waiting, is_shown = Matrix(), [], True
    best: tuple[float, str, Matrix] | None = None
    for instruction in instructions:
        operands = instruction.operands
        match str(instruction.operator):
            case "q":
                waiting.append(placed)
            case "Q" if waiting:
                placed = waiting.pop()
            case "cm":
                placed = Matrix(*(float(number) for number in operands)) @ placed
            case "Tr":
                is_shown = int(operands[0]) != _INVISIBLE
            case "Do" if str(operands[0]) in pictures:
                area = abs(placed.a * placed.d - placed.b * placed.c)
                if best is None or area > best[0]:
                    best = (area, str(operands[0]), placed)
            case shows if shows in _SHOWS_TEXT and is_shown:
                return None
    left, bottom, right, top = (float(edge) for edge in page.mediabox.as_list())
    if best is None or best[0] < _FILLS * abs((right - left) * (top - bottom)):
        return None
    _area, name, placed = best
    picture = pictures[name]
    across = float(picture.Width) / (placed.a**2 + placed.b**2) ** 0.5 * 72
    down = float(picture.Height) / (placed.c**2 + placed.d**2) ** 0.5 * 72
    return picture, round(min(across, down))


def _looks_black_and_white(picture: Stream, *, at_a_glance: bool) -> bool:
    if picture.get(Name.ImageMask, False) or int(picture.get(Name.BitsPerComponent, 8)) == 1:
        return True
    bounded((int(picture.Width), int(picture.Height)))
    filters = picture.get(Name.Filter)
    if filters == Name.DCTDecode or (
        isinstance(filters, pikepdf.Array) and list(filters) == [Name.DCTDecode]
    ):
        return scan_is_black_and_white(picture.read_raw_bytes(), at_a_glance=at_a_glance)
    return is_black_and_white(PdfImage(picture).as_pil_image())
