"""From a template and data to a document: typst with one compiler kept alive, PDF/A-2a and PDF/UA-1 in one step."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, cast

import typst
from django.conf import settings

from nssi.foundation import clock

_HOUSE = Path(str(files("nssi")))
_FONTS = _HOUSE / "documents" / "fonts"
_STANDARDS: list[Any] = ["a-2a", "ua-1"]

_one_at_a_time = Lock()  # a compiler serves one call at a time; more at once = more worker processes


class RenderingError(Exception):
    """The template does not compile, or has signs that the letters' font cannot draw.

    The text is typst's and may quote the data: it must not reach a log.
    """


def render(
    template: Path, data: Mapping[str, Any], *, title: str, issue: Mapping[str, Any] | None = None
) -> bytes:
    """Return the document that `template` makes of `data`, as PDF/A-2a and PDF/UA-1.

    `template` is a `.typ` file inside the package. It finds the shared layout at
    `/documents/templates/letter.typ` and the data, which travel as JSON and are never spliced into
    markup, by that layout's `data`. `title` is the title of the document in its properties; `issue` is what the layout
    shows of its issuing (see drawing.py).
    Raises RenderingError; it does so too rather than draw an empty box for a sign that the font lacks.
    """
    inputs = {
        "title": title,
        "data": json.dumps(dict(data), ensure_ascii=False),
        "issue": json.dumps(dict(issue or {}), ensure_ascii=False),
        "institution": settings.INSTITUTION_NAME,
        "phone": settings.INSTITUTION_PHONE,
    }
    try:
        with _one_at_a_time:
            pdf, warnings = _compiler().compile_with_warnings(
                template, sys_inputs=inputs, pdf_standards=_STANDARDS, timestamp=int(clock.now().timestamp())
            )
    except typst.TypstError as error:
        raise RenderingError(error.message) from None
    if warnings:
        raise RenderingError(warnings[0].message)
    return cast(bytes, pdf)


@cache
def _compiler() -> typst.Compiler:
    if not any(_FONTS.glob("*.ttf")):
        raise RenderingError("The letters' fonts are missing: `make setup` builds them.")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
    return typst.Compiler(root=_HOUSE, font_paths=fonts)
