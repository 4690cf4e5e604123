"""Scanned documents, made for the tests."""

from pathlib import Path

from PIL import Image, ImageDraw


def scanned_act(folder: Path) -> Path:
    """Return an act of termination: one page A4 as PDF, black and white, 300 dpi."""
    page = Image.new("1", (2480, 3508), 1)
    ImageDraw.Draw(page).text((300, 300), "ZAPOVED No 17", fill=0)
    path = folder / "Заповед-прекратяване.pdf"
    page.save(path, "PDF", resolution=300)
    return path
