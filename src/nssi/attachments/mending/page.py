"""One picture of a page made black and white, straight, 300 dpi."""

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

DPI = 300
A4 = (2480, 3508)
LARGEST = (3508, 4961)
"""Pixels of an A3 page in 300 dpi: a scan that knows its size keeps it up to here."""

SMALLEST = 30
"""Pixels of a strip of a tenth of an inch: less is no page of a PDF."""

DARKEST = 0.3
"""What has less than this part of the paper's brightness is dark wherever it lies: a stamp, the table, a shadow's core."""

STEEPEST = 8.0
"""Degrees by which a page may lie askew and still be straightened."""

_BLOCK = 8

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def black_and_white(picture: Image.Image) -> Image.Image:
    """Return the page as a picture of mode „1“: straightened, in 300 dpi, ink black, paper white.

    The paper is cut out of a darker table. A picture that says in which resolution it was scanned keeps its size on
    paper; any other fills a page A4.
    """
    grey = _straightened(picture.convert("L"))
    dpi = picture.info.get("dpi")
    if dpi is None:
        grey = _paper_of(grey)  # only now: of a page askew it would cut the corners
    grey = grey.resize(_size_on_paper(grey.size, dpi), Image.Resampling.LANCZOS)
    pixels = np.asarray(grey.filter(ImageFilter.MedianFilter(3)))
    ink = _without_edges(_ink(pixels) | (pixels < np.percentile(pixels[::8, ::8], 90) * DARKEST))
    return Image.fromarray(~_without_specks(ink))


def skew(grey: Grey) -> float:
    """Return by how many degrees the lines of a page fall to the right (rise, where negative), at most 8 either way.

    The lines are level at the angle at which the ink, projected to the left edge, falls into the sharpest rows.
    """
    ink = _ink(grey)
    edge = max(2, min(grey.shape) // 50)
    rows, columns = np.nonzero(ink[edge:-edge, edge:-edge])
    if len(rows) < 200:
        return 0.0
    best = _sharpest(rows, columns, np.arange(-STEEPEST, STEEPEST + 0.01, 0.5))
    return _sharpest(rows, columns, np.arange(best - 0.5, best + 0.51, 0.1))


def _sharpest(rows: NDArray[np.int_], columns: NDArray[np.int_], angles: NDArray[np.float64]) -> float:
    def sharpness(angle: float) -> float:
        levels = np.rint(rows - columns * math.tan(math.radians(angle))).astype(np.int64)
        profile = np.bincount(levels - levels.min())
        return float(np.square(np.diff(profile)).sum())

    scores = [sharpness(angle) for angle in angles]
    return float(angles[int(np.argmax(scores))])


def _straightened(grey: Image.Image) -> Image.Image:
    small = grey.copy()
    small.thumbnail((900, 900), Image.Resampling.BOX)
    angle = skew(np.asarray(small))
    if abs(angle) < 0.15:
        return grey
    return grey.rotate(angle, Image.Resampling.BICUBIC, expand=True)


def _paper_of(grey: Image.Image) -> Image.Image:
    """Return what of a photograph is paper: the rows and columns that are mostly as bright as paper is."""
    small = grey.copy()
    small.thumbnail((400, 400), Image.Resampling.BOX)
    small = small.filter(ImageFilter.MaxFilter(5))  # the writing is no reason to cut
    pixels = np.asarray(small)
    bright = pixels > _otsu(pixels)
    if not 0.2 < bright.mean() < 0.97:
        return grey
    columns, rows = (np.nonzero(bright.mean(axis=axis) > 0.4)[0] for axis in (0, 1))
    if len(columns) < small.width // 3 or len(rows) < small.height // 3:
        return grey
    across, down = grey.width / small.width, grey.height / small.height
    return grey.crop(
        (
            int(columns[0] * across),
            int(rows[0] * down),
            int((columns[-1] + 1) * across),
            int((rows[-1] + 1) * down),
        )
    )


def _otsu(pixels: Grey) -> int:
    """Return the brightness that divides dark from bright best (Otsu 1979)."""
    counts = np.bincount(pixels.ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below, sums = np.cumsum(counts), np.cumsum(counts * levels)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = (sums[-1] * below / below[-1] - sums) ** 2 / (below * above)
    return int(np.nan_to_num(apart, posinf=0.0).argmax())


def _size_on_paper(size: tuple[int, int], dpi: tuple[float, float] | None) -> tuple[int, int]:
    width, height = size
    is_wide = width > height
    if dpi:
        width, height = round(width * DPI / float(dpi[0])), round(height * DPI / float(dpi[1]))
        largest = LARGEST[::-1] if is_wide else LARGEST
        if width <= largest[0] and height <= largest[1]:
            return max(width, SMALLEST), max(height, SMALLEST)
    page = A4[::-1] if is_wide else A4
    scale = min(page[0] / width, page[1] / height)
    return max(round(width * scale), SMALLEST), max(round(height * scale), SMALLEST)


def _ink(grey: Grey) -> Mask:
    """Return where the page is darker by an eighth than what lies around it (Bradley and Roth 2007): shadows are no ink."""
    height, width = grey.shape
    reach = max(8, min(height, width) // 40)
    sums = np.zeros((height + 1, width + 1), np.uint32)
    np.cumsum(grey, axis=0, dtype=np.uint32, out=sums[1:, 1:])
    np.cumsum(sums[1:, 1:], axis=1, out=sums[1:, 1:])
    left = np.maximum(np.arange(width) - reach, 0)
    right = np.minimum(np.arange(width) + reach + 1, width)
    ink = np.empty((height, width), np.bool_)
    for row in range(height):  # by rows: three more arrays of the page's size would be 100 MB
        top, bottom = max(row - reach, 0), min(row + reach + 1, height)
        column = sums[bottom] - sums[top]
        around = column[right] - column[left]
        area = (right - left) * (bottom - top)
        ink[row] = grey[row].astype(np.uint64) * area * 8 < around.astype(np.uint64) * 7
    return ink


def _without_edges(ink: Mask) -> Mask:
    """Return the ink without the solid areas that reach the edge of the picture: what of the table was left around the paper.

    Solid is a block of 8 by 8 pixels that is nearly all dark, so lines and letters at the edge stay.
    """
    height, width = ink.shape[0] // _BLOCK, ink.shape[1] // _BLOCK
    blocks = ink[: height * _BLOCK, : width * _BLOCK].reshape(height, _BLOCK, width, _BLOCK)
    solid = blocks.mean(axis=(1, 3)) > 0.8
    outside = np.zeros_like(solid)
    outside[0], outside[-1], outside[:, 0], outside[:, -1] = solid[0], solid[-1], solid[:, 0], solid[:, -1]
    while (grown := _grown(outside) & solid).sum() > outside.sum():
        outside = grown
    cut = _grown(_grown(outside)).repeat(_BLOCK, axis=0).repeat(_BLOCK, axis=1)
    cut = np.pad(cut, ((0, ink.shape[0] - cut.shape[0]), (0, ink.shape[1] - cut.shape[1])), mode="edge")
    kept: Mask = ink & ~(cut & outside.any())
    return kept


def _grown(mask: Mask) -> Mask:
    wider = np.pad(mask, 1)
    wide = wider[:, :-2] | wider[:, 1:-1] | wider[:, 2:]
    grown: Mask = wide[:-2] | wide[1:-1] | wide[2:]
    return grown


def _without_specks(ink: Mask) -> Mask:
    """Return the ink without dots that have fewer than two dark neighbours: dust, and the grain of a camera."""
    padded = np.pad(ink, 1).astype(np.uint8)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    around = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    kept: Mask = ink & (around >= 3)
    return kept
