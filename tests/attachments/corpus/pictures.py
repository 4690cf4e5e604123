"""Photographs and scans of the corpus."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

from tests.attachments.corpus.lines import Row, given, half
from tests.attachments.corpus.pdf import page_of_text
from tests.attachments.samples import (
    SAMPLES,
    image,
)


def jpeg_of_text() -> bytes:
    out = io.BytesIO()
    page_of_text((1240, 1754)).save(out, "JPEG", quality=80, dpi=(300, 300))
    return out.getvalue()


def stamped() -> bytes:
    picture = page_of_text((800, 800))
    ImageDraw.Draw(picture).ellipse((500, 500, 700, 700), outline="blue", width=12)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(300, 300))
    return out.getvalue()


def png_bomb() -> bytes:
    """Return a PNG that says it is 60 000 × 60 000 dots."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def pages(form: str, *modes: str) -> bytes:
    first, *others = [Image.open(io.BytesIO(image("PNG", mode))) for mode in modes]
    out = io.BytesIO()
    first.save(out, form, save_all=True, append_images=others, dpi=(300, 300))
    return out.getvalue()


def with_alpha() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (60, 60), (0, 0, 0, 0)).save(out, "PNG", dpi=(300, 300))
    return out.getvalue()


PICTURES: list[Row] = [
    ("акт.jpg", "white", given(SAMPLES["jpg"]), ""),
    ("акт.jpeg", "white", given(SAMPLES["jpeg"]), ""),
    ("акт.jpg", "black text, kept in colour", jpeg_of_text, ""),
    ("акт.jpg", "grey", lambda: image("JPEG", "L"), "not_black_and_white"),
    ("акт.jpg", "colour", lambda: image("JPEG", "RGB"), "not_black_and_white"),
    ("акт.jpg", "96 dpi", lambda: image("JPEG", dpi=96), "not_300_dpi"),
    ("акт.jpg", "a photograph", lambda: image("JPEG", "RGB", 72, (800, 600)), "not_300_dpi not_black_and_white"),
    ("акт.jpg", "for printers (CMYK)", lambda: cmyk(), "not_black_and_white"),
    ("акт.jpg", "two views in one (MPO)", lambda: pages("MPO", "L", "L"), "not_black_and_white"),
    ("акт.jpg", "cut in half", lambda: image("JPEG", "RGB", size=(800, 600))[:6000], "unreadable"),
    ("акт.jpg", "its sign and nothing more", given(b"\xff\xd8\xff\xe0"), "unreadable"),
    ("акт.png", "white", given(SAMPLES["png"]), ""),
    ("акт.png", "600 dpi", lambda: image("PNG", dpi=600), ""),
    ("акт.png", "299.9994 dpi, as PNG writes 300", lambda: image("PNG", dpi=299.9994), ""),
    ("акт.png", "no word of dpi", lambda: no_dpi(), "not_300_dpi"),
    ("акт.png", "grey", lambda: image("PNG", "L"), "not_black_and_white"),
    ("акт.png", "colour", lambda: image("PNG", "RGB"), "not_black_and_white"),
    ("акт.png", "black text with a blue stamp", stamped, "not_black_and_white"),
    ("акт.png", "nothing, seen through to white", with_alpha, ""),
    ("акт.png", "cut in half", lambda: image("PNG", "RGB", size=(300, 300))[:-400], "unreadable"),
    ("акт.png", "a bomb", png_bomb, "unreadable"),
    ("акт.tif", "white", given(SAMPLES["tif"]), ""),
    ("акт.tif", "packed as a fax", lambda: image("TIFF", compression="group4"), ""),
    ("акт.tif", "three pages", lambda: pages("TIFF", "1", "1", "1"), ""),
    ("акт.tif", "three pages, the last grey", lambda: pages("TIFF", "1", "1", "L"), "not_black_and_white"),
    ("акт.tif", "colour of 100 dpi", lambda: image("TIFF", "RGB", 100), "not_300_dpi not_black_and_white"),
    ("акт.tif", "cut in half", lambda: half("tif"), "unreadable"),
    ("акт.tif", "pages that follow themselves", lambda: tiff_loop(), ""),
    ("акт.tiff", "a name that is not on the list", given(SAMPLES["tif"]), "type_not_allowed"),
]  # fmt: skip


def cmyk() -> bytes:
    out = io.BytesIO()
    Image.merge("CMYK", [Image.linear_gradient("L")] * 4).save(out, "JPEG", dpi=(300, 300))
    return out.getvalue()


def no_dpi() -> bytes:
    out = io.BytesIO()
    Image.new("1", (60, 40), 1).save(out, "PNG")
    return out.getvalue()


def tiff_loop() -> bytes:
    """Return a TIFF whose page is followed by itself."""
    content = bytearray(image("TIFF"))
    (at,) = struct.unpack_from("<I", content, 4)
    (entries,) = struct.unpack_from("<H", content, at)
    struct.pack_into("<I", content, at + 2 + 12 * entries, at)
    return bytes(content)
