"""What every page is given, whoever asks for it: the institution, its phone, whether this is a demonstration."""

from functools import cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext


def page(request: HttpRequest | None = None) -> dict[str, Any]:
    """Return what base.html needs beside the request. It asks no database: error pages use it too."""
    return {
        "institution_name": gettext(settings.INSTITUTION_NAME),
        "institution_phone": settings.INSTITUTION_PHONE,
        "institution_site": settings.INSTITUTION_SITE,
        "demo": settings.DEMO,
        "portal_version": _version(),
        "session_idle_minutes": int(settings.SESSION_IDLE_TIME.total_seconds()) // 60,
    }


@cache
def _version() -> str:
    return version("nssi")
