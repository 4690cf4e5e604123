"""The pages that a photograph or a scan holds, as pictures."""

import io
from collections.abc import Iterator
from typing import cast

import pikepdf
from PIL import Image, ImageOps, ImageSequence

KINDS = ("jpg", "jpeg", "png", "tif", "pdf")
"""The kinds of documents of which pages can be made."""

MOST_PAGES = 20
MOST_PIXELS = 60_000_000
ENOUGH = (2480, 3508)
"""A page A4 in 300 dpi. A photograph of more is read only as fine as this needs."""


class NotMendable(Exception):  # noqa: N818 – an answer, no error of ours
    """There is no picture in it of which pages could be made. The argument says why, for the log."""


def pages_of(content: bytes, kind: str) -> Iterator[Image.Image]:
    """Yield the pages of a photograph or scan, upright as its camera held it, in grey or colour.

    Raises NotMendable, and whatever the libraries raise on a broken picture.
    """
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    pictures = _pictures_of_pdf(content) if kind == "pdf" else _pictures_of_image(content)
    for number, picture in enumerate(pictures):
        if number >= MOST_PAGES:
            raise NotMendable("more pages than are mended")
        yield picture


def _pictures_of_image(content: bytes) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "TIFF"]) as image:
        for frame in ImageSequence.Iterator(image):
            if frame.width * frame.height > MOST_PIXELS:
                raise NotMendable("more pixels than are mended")
            dpi = frame.info.get("dpi")
            if image.format == "JPEG":
                image.draft(
                    None, ENOUGH
                )  # decodes a half or a quarter of the pixels where that is still enough
            upright = ImageOps.exif_transpose(_on_white(frame))
            upright.info = {"dpi": dpi} if dpi and min(dpi) >= 150 else {}
            yield upright


def _pictures_of_pdf(content: bytes) -> Iterator[Image.Image]:
    with pikepdf.open(io.BytesIO(content)) as document:
        for page in document.pages:
            images = list(page.get_images().values())
            if len(images) != 1:
                raise NotMendable("a page is no scan")
            found = pikepdf.PdfImage(cast(pikepdf.Stream, images[0]))
            if found.width * found.height > MOST_PIXELS:
                raise NotMendable("more pixels than are mended")
            picture = _on_white(found.as_pil_image())
            turn = int(page.get("/Rotate", 0)) % 360
            picture = picture.rotate(-turn, expand=True) if turn else picture
            inches = float(page.mediabox[3] - page.mediabox[1]) / 72
            dpi = (picture.width if turn in {90, 270} else picture.height) / inches if inches > 0 else 0
            picture.info = {"dpi": (dpi, dpi)} if dpi >= 150 else {}
            yield picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in grey or colour; what is transparent shows paper."""
    if picture.mode in {"L", "RGB"}:
        return picture
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        paper.alpha_composite(layer)
        return paper.convert("RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("L" if picture.mode == "1" else "RGB")
