"""A document of almost 2,5 МБ of each kind that is taken, as people have them: made here, the same at each run."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import pikepdf
from PIL import Image, ImageDraw

from nssi.attachments.verdict import LARGEST_FILE

A4_AT_300_DPI = (2480, 3508)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORDS = [
    "заявление",
    "обезщетение",
    "осигурител",
    "стаж",
    "доход",
    "пенсия",
    "заповед",
    "прекратяване",
    "правоотношение",
    "документ",
]
_chance = random.Random(5)  # noqa: S311 – nothing here is secret


def large_documents() -> dict[str, bytes]:
    """Return by extension a document of each kind, all accepted, each of 2,2 to 2,5 МБ."""
    photograph = _grown(lambda quality: _picture(_photograph((3000, 2250)), "JPEG", quality=quality), 30, 96)
    documents = {
        "doc": _word(),
        "docx": _office("word", "wordprocessingml.document", "document.xml", _text_of_word(9_000_000)),
        "rtf": b"{\\rtf1\\ansi " + _prose(2_500_000).encode("cp1251") + b"}",
        "odt": _open_document("text", _text_of_word(9_000_000)),
        "xls": _excel(),
        "xlsx": _office("xl", "spreadsheetml.sheet", "worksheets/sheet1.xml", _rows(105_000)),
        "ods": _open_document("spreadsheet", _rows(105_000)),
        "pdf": _scans(),
        "jpg": photograph,
        "jpeg": photograph,
        "png": _picture(_photograph((1180, 890)), "PNG"),
        "tif": _fax(),
        "eml": _letter(),
    }
    for kind, content in documents.items():
        if not LARGEST_FILE * 0.85 < len(content) <= LARGEST_FILE:
            raise RuntimeError(f"{kind} has {len(content)} bytes")
    return documents


def _prose(length: int) -> str:
    words = [_chance.choice(_WORDS) + str(_chance.randrange(10_000)) for _ in range(length // 14)]
    return " ".join(words)[:length]


def _text_of_word(length: int) -> bytes:
    paragraphs = "".join(
        f'<w:p w:rsidR="00A1"><w:r><w:rPr><w:lang w:val="bg-BG"/></w:rPr><w:t>{_prose(400)}</w:t></w:r></w:p>'
        for _ in range(length // 800)
    )
    return f'<w:document xmlns:w="{_W}"><w:body>{paragraphs}</w:body></w:document>'.encode()


def _rows(count: int) -> bytes:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{_chance.randrange(10**6)}</v></c><c r="B{row}" t="s"><v>{_chance.randrange(999)}</v></c>'
        f'<c r="C{row}"><v>{_chance.randrange(10**4)}.{row % 100}</v></c></row>'
        for row in range(count)
    )
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()


def _zip(members: dict[str, bytes], filler: str) -> bytes:
    """Return a container of these members, filled to its size with a picture that is packed already."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
        left = LARGEST_FILE - 20_000 - out.tell()
        if left > 0:
            container.writestr(filler, _chance.randbytes(left), zipfile.ZIP_STORED)
    return out.getvalue()


def _office(folder: str, kind: str, part: str, body: bytes) -> bytes:
    main = {"word": "document.xml", "xl": "workbook.xml"}[folder]
    types = (
        f'<Types><Override PartName="/{folder}/{main}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    )
    members = {
        "[Content_Types].xml": types.encode(),
        f"{folder}/{main}": b"<workbook/>",
        f"{folder}/{part}": body,
    }
    return _zip(members, f"{folder}/media/image1.jpeg")


def _open_document(kind: str, body: bytes) -> bytes:
    manifest = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    members = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "META-INF/manifest.xml": manifest,
        "content.xml": body,
    }
    return _zip(members, "Pictures/1.jpeg")


def _compound(name: str, content: bytes) -> bytes:
    """Return a compound file (MS-CFB) of one stream."""
    sectors = -(-len(content) // 512)
    tables = -(-(sectors + 40) // 128)
    chain = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * tables]
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, tables, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *range(sectors + 1, sectors + 1 + tables), *[0xFFFFFFFF] * (109 - tables))
    entries = b"".join(
        (label.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBB3I36xIQ", 2 * len(label) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size)
        for label, kind, child, start, size in (
            ("Root Entry", 5, 1, 0xFFFFFFFE, 0),
            (name, 2, 0xFFFFFFFF, 0, len(content)),
        )
    )
    table = struct.pack(f"<{len(chain)}I", *chain)
    return header + content.ljust(sectors * 512, b"\0") + entries.ljust(512, b"\0") + table


def _word() -> bytes:
    header = struct.pack("<6H", 0xA5EC, 0xC1, 0, 0x402, 0, 0).ljust(512, b"\0")
    return _compound("WordDocument", header + _prose(1_220_000).encode("utf-16-le"))


def _excel() -> bytes:
    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    numbers = b"".join(
        record(0x0203, struct.pack("<HHHd", row, column, 15, _chance.random()))
        for row in range(15_500)
        for column in range(9)
    )
    book = record(0x0809, bytes(16)) + record(0x0085, bytes(6) + b"\x01\x00A") + record(0x000A, b"")
    return _compound("Workbook", book + record(0x0809, bytes(16)) + numbers + record(0x000A, b""))


def _photograph(size: tuple[int, int]) -> Image.Image:
    """Return something as coloured and as uneven as a photograph."""
    bands = []
    for _ in "RGB":
        noise = Image.frombytes(
            "L", (size[0] // 2, size[1] // 2), _chance.randbytes(size[0] // 2 * (size[1] // 2))
        )
        bands.append(Image.blend(noise.resize(size), Image.linear_gradient("L").resize(size), 0.4))
    return Image.merge("RGB", bands)


def _page() -> Image.Image:
    page = Image.new("L", A4_AT_300_DPI, 255)
    draw = ImageDraw.Draw(page)
    for line in range(200, 3300, 52):
        draw.text(
            (200, line),
            " ".join(_chance.choice(["Zapoved", "17", "NOI", "2026"]) for _ in range(24)),
            0,
            font_size=36,
        )
    return page


def _picture(picture: Image.Image, form: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, dpi=(300, 300), **how)
    return out.getvalue()


def _grown(make: Callable[[int], bytes], smallest: int, largest: int) -> bytes:
    """Return the largest of `make(smallest)` to `make(largest)` that is no larger than a file may be."""
    while smallest < largest:
        middle = (smallest + largest + 1) // 2
        if len(make(middle)) <= LARGEST_FILE:
            smallest = middle
        else:
            largest = middle - 1
    return make(smallest)


def _fax() -> bytes:
    page = _page().convert("1")
    one = len(_picture(page, "TIFF", compression="group4"))
    return _picture(
        page,
        "TIFF",
        compression="group4",
        save_all=True,
        append_images=[page] * ((LARGEST_FILE - 60_000) // (one + 400) - 1),
    )


def _scans() -> bytes:
    """Return a PDF of scanned pages, black on white, kept as pictures of many greys."""
    page = _picture(_page(), "JPEG", quality=60)
    document = pikepdf.new()
    for _ in range((LARGEST_FILE - 20_000) // (len(page) + 900)):
        sheet = document.add_blank_page(page_size=(595.2, 841.9))
        scan = document.make_stream(page, Filter=pikepdf.Name.DCTDecode)
        scan.Type, scan.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        scan.Width, scan.Height = A4_AT_300_DPI
        scan.BitsPerComponent, scan.ColorSpace = 8, pikepdf.Name.DeviceGray
        sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=scan))
        sheet.Contents = document.make_stream(b"q 595.2 0 0 841.9 0 0 cm /Im Do Q")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _letter() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.bg", "b@example.bg", "Документи"
    message.set_content("Прилагам документ.")
    scan = b"{\\rtf1 " + _prose(1_850_000).encode("cp1251") + b"}"
    message.add_attachment(scan, maintype="application", subtype="rtf", filename="opis.rtf")
    return message.as_bytes()
