"""Scanned documents, made for the tests."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw


def scanned_act(folder: Path) -> Path:
    """Return an act of termination: one page A4 as PDF, black and white, 300 dpi."""
    path = folder / "Заповед-прекратяване.pdf"
    path.write_bytes(scan())
    return path


def scan() -> bytes:
    """Return one page A4 as PDF, black and white, 300 dpi."""
    page, file = Image.new("1", (2480, 3508), 1), BytesIO()
    ImageDraw.Draw(page).text((300, 300), "ZAPOVED No 17", fill=0)
    page.save(file, "PDF", resolution=300)
    return file.getvalue()
