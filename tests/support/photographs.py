"""Photographs of documents as a phone takes them, made for the tests: in colour, askew, in bad light, on a dark table."""

import io
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

LINES = 24
TABLE = (96, 70, 50)


@cache
def photograph(
    *, askew: float = 3.0, size: tuple[int, int] = (1512, 2016), turned: bool = False, quality: int = 92
) -> bytes:
    """Return a JPEG of a page with lines of writing. `askew`: by how many degrees; `turned`: as a camera held on its side."""
    sheet = Image.new("RGB", (1240, 1754), (244, 240, 228))
    _write(ImageDraw.Draw(sheet))
    table = Image.new("RGB", size, TABLE)
    width = round(size[0] * 0.78)
    page = sheet.resize((width, round(width * 1.414)), Image.Resampling.LANCZOS)
    page = page.rotate(-askew, Image.Resampling.BICUBIC, expand=True, fillcolor=TABLE)
    table.paste(page, ((size[0] - page.width) // 2, (size[1] - page.height) // 2))
    pixels = np.asarray(table).astype(np.float32)
    pixels *= np.linspace(1.0, 0.6, size[1], dtype=np.float32)[:, None, None]
    pixels += np.random.default_rng(1).normal(0, 4, pixels.shape)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    exif = Image.Exif()
    if turned:
        image, exif[0x0112] = image.rotate(90, expand=True), 6
    return _saved(image, "JPEG", quality=quality, exif=exif)


@cache
def large_photograph() -> bytes:
    """Return one of 12 million pixels, which is more than 2,5 МБ, as those of a phone are."""
    return photograph(size=(3024, 4032), quality=93)


@cache
def grey_scan(dpi: int = 200, form: str = "JPEG") -> bytes:
    """Return a scan of an A4 page in grey that says its resolution: straight, without a table."""
    sheet = Image.new("L", (1240, 1754), 238)
    _write(ImageDraw.Draw(sheet))
    return _saved(sheet.resize((round(8.27 * dpi), round(11.69 * dpi))), form, dpi=(dpi, dpi))


@cache
def scan_of_pages(count: int, dpi: int = 150) -> bytes:
    """Return a PDF with pages in grey, as office scanners make it."""
    with Image.open(io.BytesIO(grey_scan(dpi))) as page:
        copies = [page.copy() for _ in range(count)]
    return _saved(copies[0], "PDF", save_all=True, append_images=copies[1:], resolution=dpi)


def _write(draw: ImageDraw.ImageDraw) -> None:
    for line in range(LINES):
        draw.text(
            (130, 160 + line * 60),
            "ZAPOVED No 17 / 21.11.2026 " + "m" * (4 + line // 2),
            fill=30,
            font_size=30,
        )


def _saved(image: Image.Image, form: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()
