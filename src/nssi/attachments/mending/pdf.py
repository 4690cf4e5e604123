"""Black-and-white pages as a PDF: each is one picture, packed as fax machines do (CCITT Group 4)."""

import io
from collections.abc import Iterable

import numpy as np
import pikepdf
from PIL import Image
from PIL.TiffImagePlugin import STRIPOFFSETS

from nssi.attachments.mending.page import DPI

_ROWS_PER_STRIP = 278


def as_pdf(pages: Iterable[Image.Image]) -> bytes:
    """Return a PDF with these pages of mode „1“, in 300 dpi."""
    document = pikepdf.new()
    for page in pages:
        _add(document, page)
    return _saved(document)


def joined(contents: Iterable[bytes]) -> bytes:
    """Return one PDF with the pages of all these."""
    document = pikepdf.new()
    for content in contents:
        with pikepdf.open(io.BytesIO(content)) as part:
            document.pages.extend(part.pages)
    return _saved(document)


def _add(document: pikepdf.Pdf, page: Image.Image) -> None:
    width, height = page.size
    picture = pikepdf.Stream(document, _group_4(page))
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = width, height, 1
    picture.ColorSpace = pikepdf.Name.DeviceGray
    picture.Filter = pikepdf.Name.CCITTFaxDecode
    picture.DecodeParms = pikepdf.Dictionary(K=-1, Columns=width, Rows=height)
    size = round(width * 72 / DPI, 3), round(height * 72 / DPI, 3)
    sheet = document.add_blank_page(page_size=size)
    sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=document.make_indirect(picture)))
    sheet.Contents = pikepdf.Stream(document, f"q {size[0]} 0 0 {size[1]} 0 0 cm /Page Do Q".encode())


def _group_4(page: Image.Image) -> bytes:
    """Return the code of a page, as one strip. The coder takes 1 for black, Pillow for white: so it is turned round."""
    out = io.BytesIO()
    turned = Image.fromarray(~np.asarray(page))
    turned.save(out, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: page.height})
    with Image.open(out) as written:
        tags = written.tag_v2  # type: ignore[attr-defined]
        (offset,), (size,) = tags[STRIPOFFSETS], tags[279]
    return out.getvalue()[offset : offset + size]


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()
