"""Photographs and scans: whether they are black and white, and how fine (S1.5). Also those that fill pages of a PDF."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageChops, MpoImagePlugin, TiffImagePlugin  # noqa: F401 – readers, loaded now and for good

from nssi.attachments.checks.found import Found, Unreadable

LEAST_DPI = 300
MOST_PIXELS = 75_000_000
"""Of one picture: two pages A4 at 600 dpi. Larger ones are not unpacked."""

MOST_PAGES = 200
_PIXELS_TO_UNPACK = 10_000_000
"""Of all pages of one TIFF; of the rest only the headers are read."""

_BLACK, _WHITE = 64, 192
"""Up to and from these, a brightness counts as black or white: a scan has no pure ones."""

_MOST_GREY = 0.06
"""The share of grey pixels that the edges of letters make at 300 dpi."""

_MOST_TO_COUNT = 1_000_000
"""Dots of a picture that are all counted."""

_COLOURED, _MOST_COLOURED = 64, 0.002
"""How far apart the channels of a grey pixel may be, and the share of pixels in which they are further."""

_MOSTLY = 0.5
"""The share of grey in a picture shrunk to an eighth that no black-and-white page has."""

_TOP = 4
"""One part of so many, at the top of a picture, in which a photograph shows itself before all of it is unpacked."""

Image.preinit()


def check(content: bytes) -> Iterator[Found]:
    """Yield what is found in a .jpg, .png or .tif. Raises Unreadable, or what Pillow raises for a broken one."""
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "TIFF")) as picture:
        pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        if pages > MOST_PAGES:
            raise Unreadable
        left = _PIXELS_TO_UNPACK
        for number in range(pages):
            picture.seek(number)
            bounded(picture.size)
            if not _is_fine(picture):
                yield Found("not_300_dpi")
            left -= picture.width * picture.height
            if left < 0 < number:
                continue
            if _is_jpeg(picture):
                fits = _jpeg_is_black_and_white(content, picture.mode)
            elif picture.format == "PNG" and _png_is_photograph(content, picture):
                fits = False
            else:
                fits = is_black_and_white(picture)
            if not fits:
                yield Found("not_black_and_white")


def scan_is_black_and_white(content: bytes, *, at_a_glance: bool) -> bool:
    """Say whether the JPEG that fills a page of a PDF is black and white. Raises Unreadable, or what Pillow raises.

    `at_a_glance`: only whether it is no photograph and has no colours, which is quick.
    """
    with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
        bounded(picture.size)
        if _is_jpeg(picture):
            return _jpeg_is_black_and_white(content, picture.mode, at_a_glance)
        return is_black_and_white(picture)


def is_black_and_white(picture: Image.Image) -> bool:
    """Say whether a picture is black and white, in fact if not in form. It is unpacked to its end."""
    picture.load()
    if picture.mode == "1":
        return True
    if picture.mode.startswith(("I", "F")):
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    elif "A" in picture.getbands() or "transparency" in picture.info:
        picture = _on_white(picture.convert("RGBA"))
    elif picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    return not _has_colour(picture.reduce(4)) and _grey_share(picture) <= _MOST_GREY


def bounded(size: tuple[int, int]) -> None:
    """Raise Unreadable for a picture that is too large to be unpacked."""
    if size[0] * size[1] > MOST_PIXELS:
        raise Unreadable


def _is_fine(picture: Image.Image) -> bool:
    """Say whether a picture says of itself that it has 300 dots an inch; 299.9994, as PNG writes it, is 300."""
    across, down = picture.info.get("dpi", (0, 0))
    return min(round(float(across)), round(float(down))) >= LEAST_DPI


def _is_jpeg(picture: Image.Image) -> bool:
    return picture.format in ("JPEG", "MPO") and picture.mode in ("L", "RGB")


def _jpeg_is_black_and_white(content: bytes, mode: str, at_a_glance: bool = False) -> bool:
    """Unpack a picture in colours at an eighth, where they and a photograph show themselves, then what is left in greys."""
    if at_a_glance or mode == "RGB":
        small = _unpacked(content, 8)
        if _has_colour(small) or _grey_share(small) > _MOSTLY:
            return False
    return at_a_glance or _grey_share(_unpacked(content, 1)) <= _MOST_GREY


def _png_is_photograph(content: bytes, picture: Image.Image) -> bool:
    """Say whether the top of a PNG alone has more greys than all of it may have. The sums of the rest are checked then."""
    if picture.info.get("interlace") or picture.mode not in ("L", "RGB") or picture.height < 8 * _TOP:
        return False
    kind_and_size, form = content[12:20], content[24:29]
    header = kind_and_size + struct.pack(">I", picture.height // _TOP) + form
    top = content[:12] + header + struct.pack(">I", zlib.crc32(header)) + content[33:]
    if _grey_share(Image.open(BytesIO(top), formats=("PNG",))) <= _TOP * _MOST_GREY:
        return False
    Image.open(BytesIO(content), formats=("PNG",)).verify()
    return True


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.getchannel("A").getextrema() != (255, 255):
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return picture.convert("RGB")


def _unpacked(content: bytes, shrunk: int) -> Image.Image:
    picture = Image.open(BytesIO(content), formats=("JPEG",))
    size = (picture.width // shrunk, picture.height // shrunk)
    picture.draft("L" if shrunk == 1 else picture.mode, size)
    picture.load()
    return picture


def _has_colour(picture: Image.Image) -> bool:
    if picture.mode != "RGB":
        return False
    red, green, blue = picture.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    apart = ImageChops.subtract(most, least).histogram()
    return sum(apart[_COLOURED:]) > _MOST_COLOURED * picture.width * picture.height


def _grey_share(picture: Image.Image) -> float:
    """Return the share of grey dots; of a large picture, as one dot in nine tells it (an odd step follows no raster)."""
    if picture.width * picture.height > _MOST_TO_COUNT:
        picture = picture.resize((picture.width // 3, picture.height // 3), Image.Resampling.NEAREST)
    brightness = picture.convert("L").histogram()
    return sum(brightness[_BLACK + 1 : _WHITE]) / (picture.width * picture.height)
