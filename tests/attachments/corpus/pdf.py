"""PDF documents of the corpus."""

import io
import struct
import zlib
from collections.abc import Callable
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from tests.attachments.corpus.lines import WEB, Row, given, half
from tests.attachments.samples import (
    SAMPLES,
    image,
    pdf,
    saved,
)


def pdf_with(change: Callable[[pikepdf.Pdf], None], **how) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    change(document)
    return saved(document, **how)


def pdf_link(document: pikepdf.Pdf, action: Dictionary | None = None, subtype: Name = Name.Link) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=subtype, Rect=Array([0, 0, 9, 9]))
    if action is not None:
        link.A = action
    document.pages[0].Annots = Array([document.make_indirect(link)])


def pdf_opening(document: pikepdf.Pdf, action: Dictionary) -> None:
    document.Root.OpenAction = action


def pdf_attachment(document: pikepdf.Pdf) -> None:
    document.attachments["a.txt"] = b"text"


def pdf_outline(document: pikepdf.Pdf) -> None:
    item = document.make_indirect(Dictionary(Title="a", A=Dictionary(S=Name.URI, URI=WEB)))
    document.Root.Outlines = document.make_indirect(
        Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1)
    )


def pdf_names(document: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script])))


def pdf_xfa(document: pikepdf.Pdf) -> None:
    form = document.make_stream(b"<template><script>app.alert(1)</script></template>")
    document.Root.AcroForm = Dictionary(Fields=Array(), XFA=form)


def pdf_loop(document: pikepdf.Pdf) -> None:
    document.Root.Pages.Kids = Array([document.Root.Pages])


def pdf_scan(
    mode: str = "1",
    dpi: float = 300,
    text: str = "",
    jpeg: bool = False,
    rendered: int = 0,
    size: float = 1.0,
) -> bytes:
    """Return an A5 page filled to `size` by one picture in `mode`, with `text` shown in rendering mode `rendered`."""
    across, down = 420, 595
    pixels = (round(across * size / 72 * dpi), round(down * size / 72 * dpi))
    if mode == "written":
        picture = page_of_text(pixels)
    else:
        picture = Image.open(io.BytesIO(image("PNG", mode, size=pixels)))
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(across, down))
    if jpeg:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=80)
        stream = document.make_stream(out.getvalue(), Filter=Name.DCTDecode)
    else:
        stream = document.make_stream(picture.tobytes())
    bits, channels = (1, "DeviceGray") if picture.mode == "1" else (8, "DeviceGray")
    channels = "DeviceRGB" if picture.mode == "RGB" else channels
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = picture.size
    stream.BitsPerComponent, stream.ColorSpace = bits, Name("/" + channels)
    page.Resources = Dictionary(
        XObject=Dictionary(Im=stream), Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1))
    )
    shown = f"BT /F 12 Tf {rendered} Tr ({text}) Tj ET" if text else ""
    page.Contents = document.make_stream(
        f"q {across * size} 0 0 {down * size} 0 0 cm /Im Do Q {shown}".encode()
    )
    return saved(document)


def page_of_text(size: tuple[int, int]) -> Image.Image:
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    for line in range(20, size[1], 60):
        draw.text((20, line), "ZAPOVED No 17 / 16.03.2026", fill="black", font_size=32)
    return picture


def pdf_page_bomb() -> bytes:
    """Return a PDF whose page is drawn by half a gigabyte of nothing, packed twice."""
    document = pikepdf.open(io.BytesIO(pdf_scan()))
    packed = zlib.compress(zlib.compress(b" " * 500_000_000, 1), 9)
    drawn = document.make_stream(packed, Filter=Array([Name.FlateDecode, Name.FlateDecode]))
    document.pages[0].Contents = drawn
    return saved(document)


def pdf_object_bomb() -> bytes:
    """Return a PDF whose page is described by 400 million zeros, packed twice."""
    packed = zlib.compress(zlib.compress(bytes(400_000_000), 1), 9)
    head = b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length "
    stream = head + str(len(packed)).encode() + b">>\nstream\n" + packed + b"\nendstream\nendobj\n"
    table = struct.pack(">BHB", 0, 0, 0) + struct.pack(">BHB", 1, 9, 0) + struct.pack(">BHB", 2, 1, 0)
    table += struct.pack(">BHB", 1, 0, 0)
    at = len(stream)
    xref = (
        b"3 0 obj\n<</Type/XRef/W[1 2 1]/Size 4/Root 2 0 R/Length "
        + str(len(table)).encode()
        + b">>\nstream\n"
        + table
        + b"\nendstream\nendobj\nstartxref\n"
        + str(at).encode()
        + b"\n%%EOF\n"
    )
    return stream + xref


URI = Dictionary(S=Name.URI, URI=WEB)

PDF: list[Row] = [
    ("акт.pdf", "one empty page", given(SAMPLES["pdf"]), ""),
    ("акт.pdf", "objects packed together", lambda: pdf_with(lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.generate), ""),
    ("акт.pdf", "rubbish before its sign", lambda: b"\r\n\0" + SAMPLES["pdf"], ""),
    ("акт.pdf", "rubbish behind its end", lambda: SAMPLES["pdf"] + bytes(5000), ""),
    ("акт.pdf", "a password to open it", lambda: saved(pikepdf.open(io.BytesIO(pdf())), encryption=pikepdf.Encryption(user="а", owner="б")), "encrypted"),
    ("акт.pdf", "a password to change it", lambda: saved(pikepdf.open(io.BytesIO(pdf())), encryption=pikepdf.Encryption(owner="б")), "encrypted"),
    ("акт.pdf", "an old password (RC4)", lambda: saved(pikepdf.open(io.BytesIO(pdf())), encryption=pikepdf.Encryption(user="a", owner="b", R=3, aes=False, metadata=False)), "encrypted"),
    ("акт.pdf", "a link to an address", lambda: pdf_with(partial(pdf_link, action=URI)), "links"),
    ("акт.pdf", "a link, objects packed together", lambda: pdf_with(partial(pdf_link, action=URI), object_stream_mode=pikepdf.ObjectStreamMode.generate), "links"),
    ("акт.pdf", "a link to another file", lambda: pdf_with(partial(pdf_link, action=Dictionary(S=Name.GoToR, F="b.pdf"))), "links"),
    ("акт.pdf", "a link within itself", lambda: pdf_with(partial(pdf_link, action=Dictionary(S=Name.GoTo, D="a"))), ""),
    ("акт.pdf", "an address among its bookmarks", lambda: pdf_with(pdf_outline), "links"),
    ("акт.pdf", "a form that sends itself", lambda: pdf_with(partial(pdf_link, action=Dictionary(S=Name.SubmitForm, F=WEB))), "links"),
    ("акт.pdf", "a title that reads /URI", lambda: pdf_with(lambda document: document.docinfo.update({"/Title": "see /URI and /JS"})), ""),
    ("акт.pdf", "a script at opening", lambda: pdf_with(partial(pdf_opening, action=Dictionary(S=Name.JavaScript, JS="1"))), "active_content"),
    ("акт.pdf", "a script among its names", lambda: pdf_with(pdf_names), "active_content"),
    ("акт.pdf", "a program at opening", lambda: pdf_with(partial(pdf_opening, action=Dictionary(S=Name.Launch, F="a.exe"))), "active_content"),
    ("акт.pdf", "a script after a link", lambda: pdf_with(partial(pdf_link, action=Dictionary(S=Name.URI, URI=WEB, Next=Dictionary(S=Name.JavaScript, JS="1")))), "active_content links"),
    ("акт.pdf", "a file inside", lambda: pdf_with(pdf_attachment), "active_content"),
    ("акт.pdf", "a file pinned to a page", lambda: pdf_with(partial(pdf_link, subtype=Name.FileAttachment)), "active_content"),
    ("акт.pdf", "a film", lambda: pdf_with(partial(pdf_link, subtype=Name.RichMedia)), "active_content"),
    ("акт.pdf", "a form with scripts (XFA)", lambda: pdf_with(pdf_xfa), "active_content"),
    ("акт.pdf", "a scan, black and white", lambda: pdf_scan(), ""),
    ("акт.pdf", "a scan of 150 dpi", lambda: pdf_scan(dpi=150), "not_300_dpi"),
    ("акт.pdf", "a scan in grey", lambda: pdf_scan("L"), "not_black_and_white"),
    ("акт.pdf", "a scan in colour of 200 dpi", lambda: pdf_scan("RGB", 200, jpeg=True), "not_300_dpi not_black_and_white"),
    ("акт.pdf", "black text, kept in colour as JPEG", lambda: pdf_scan("written", jpeg=True), ""),
    ("акт.pdf", "a scan in colour with text laid under it", lambda: pdf_scan("RGB", text="a", rendered=3), "not_black_and_white"),
    ("акт.pdf", "a text over a picture", lambda: pdf_scan("RGB", 100, text="a"), ""),
    ("акт.pdf", "a small picture", lambda: pdf_scan("RGB", 100, size=0.5), ""),
    ("акт.pdf", "cut in half", lambda: half("pdf"), "unreadable"),
    ("акт.pdf", "its sign and nothing more", given(b"%PDF-1.7\n"), "unreadable"),
    ("акт.pdf", "pages that hold themselves", lambda: pdf_with(pdf_loop), "unreadable"),
    ("акт.pdf", "brackets without end", lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\n%%EOF", "unreadable"),
    ("акт.pdf", "a bomb behind a picture", pdf_page_bomb, "unreadable"),
    ("акт.pdf", "a bomb of packed objects", pdf_object_bomb, "unreadable"),
]  # fmt: skip
