"""Start-up checks: trust in signatures is not built on sand."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from nssi.signing.anchors import load_anchors


@register(Tags.security)
def anchors_are_trustworthy(**_: Any) -> list[CheckMessage]:
    """Refuse an anchor that cannot be read, and the simulator's test CA outside a demonstration."""
    return [message for file in settings.SIGNING_TRUST_ANCHORS for message in _examined(Path(file))]


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
