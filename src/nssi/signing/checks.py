"""Start-up checks: trust in signatures is not built on sand, and phones are not told to the world."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from nssi.signing.anchors import load_anchors


@register(Tags.security)
def anchors_are_trustworthy(**_: Any) -> list[CheckMessage]:
    """Refuse an anchor that cannot be read, and the simulator's test CA outside a demonstration."""
    return [message for file in settings.SIGNING_TRUST_ANCHORS for message in _examined(Path(file))]


@register(Tags.security)
def provider_is_reached_in_private(**_: Any) -> list[CheckMessage]:
    """Refuse a provider at a plain http address, unless it is on this machine."""
    address = urlsplit(settings.SIGNING_BASE_URL)
    if address.scheme == "https" or address.hostname in {"127.0.0.1", "localhost", "::1"}:
        return []
    return [
        Error(
            "The signing provider would be asked in clear text.",
            hint="Give its https address in NSSI_SIGNING_BASE_URL.",
            id="signing.E003",
        )
    ]


def _examined(file: Path) -> list[CheckMessage]:
    try:
        anchors = load_anchors(file)
    except (OSError, ValueError):
        return [Error(f"The trust anchor {file.name} cannot be read.", id="signing.E001")]
    if not settings.DEMO and any("simulator" in anchor.subject.human_friendly.lower() for anchor in anchors):
        return [
            Error(
                f"The trust anchor {file.name} is the test CA of the simulator: anybody can sign with it.",
                hint="Name the anchors of the qualified provider in NSSI_SIGNING_TRUST_ANCHORS.",
                id="signing.E002",
            )
        ]
    return []
