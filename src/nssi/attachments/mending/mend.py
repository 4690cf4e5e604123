"""From the bytes of a photograph or scan to black-and-white pages, with small pictures of both to compare."""

import io
from dataclasses import dataclass

from PIL import Image

from nssi.attachments.mending.originals import pages_of
from nssi.attachments.mending.page import black_and_white
from nssi.attachments.mending.pdf import as_pdf

SHOWN = (640, 900)
"""Pixels of the small pictures, at most."""


@dataclass(frozen=True)
class ShownPage:
    """One page as it came (JPEG) and as it became (PNG), small."""

    before: bytes
    after: bytes


@dataclass(frozen=True)
class Mended:
    """What became of a photograph or scan: a PDF, and how each of its pages looks."""

    pdf: bytes
    pages: tuple[ShownPage, ...]


def mend(content: bytes, kind: str) -> Mended:
    """Return the pages in `content`, black and white in 300 dpi and straight.

    Raises NotMendable, and whatever the libraries raise on a broken picture: call it in a process of its own.
    """
    pages, shown = [], []
    for picture in pages_of(content, kind):
        page = black_and_white(picture)
        pages.append(page)
        shown.append(ShownPage(_small(picture, "JPEG"), _small(page.convert("L"), "PNG")))
    return Mended(as_pdf(pages), tuple(shown))


def _small(picture: Image.Image, form: str) -> bytes:
    picture = picture.copy()
    picture.thumbnail(SHOWN, Image.Resampling.BOX)
    out = io.BytesIO()
    if form == "PNG":
        picture.quantize(16).save(out, form, optimize=True)
    else:
        picture.save(out, form, quality=70)
    return out.getvalue()
