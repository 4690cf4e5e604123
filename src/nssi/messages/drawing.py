"""Draws a message from its templates, in Bulgarian, as it leaves."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator


@dataclass(frozen=True)
class DrawnMessage:
    """The subject (at most 200 signs) and the text in its two forms."""

    subject: str
    text: str
    html: str


def draw(template: str, context: dict[str, Any]) -> DrawnMessage:
    """Return `<template>.subject.txt`, `.txt` and `.html` drawn with `context` and what every message says."""
    said = {
        **context,
        "institution_name": settings.INSTITUTION_NAME,
        "institution_phone": settings.INSTITUTION_PHONE,
        "public_url": settings.PUBLIC_URL,
    }
    with translation.override(settings.LANGUAGE_CODE):
        return DrawnMessage(
            subject=_in_one_line(render_to_string(f"{template}.subject.txt", said)),
            text=render_to_string(f"{template}.txt", said),
            html=render_to_string(f"{template}.html", said),
        )


def _in_one_line(text: str) -> str:
    """Return a text without line ends and doubled spaces; no-break spaces stay, which `split` takes for others."""
    return Truncator(re.sub(r"[^\S\u00a0]+", " ", text).strip()).chars(200)
