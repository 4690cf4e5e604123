"""Start-up checks: who may log in with a QES is not built on sand."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from nssi.access.qes.anchors import configured_anchors


@register(Tags.security)
def qes_anchors_are_trustworthy(**_: Any) -> list[CheckMessage]:
    """Refuse an anchor that cannot be read, and a test CA outside a demonstration."""
    try:
        anchors = configured_anchors()
    except (OSError, ValueError):
        return [Error("A file of NSSI_QES_TRUST_ANCHORS cannot be read.", id="access.E001")]
    if not settings.DEMO and any("test ca" in anchor.subject.human_friendly.lower() for anchor in anchors):
        return [
            Error(
                "NSSI_QES_TRUST_ANCHORS names a test CA: anybody can have a certificate of it.",
                hint="Name the issuers of the trusted list.",
                id="access.E002",
            )
        ]
    return []


@register(Tags.security)
def qes_host_is_reached_in_private(**_: Any) -> list[CheckMessage]:
    """Refuse a host of certificates without TLS."""
    if settings.QES_URL and not settings.QES_URL.startswith("https://"):
        return [Error("Only TLS carries a certificate: NSSI_QES_URL begins with https://.", id="access.E003")]
    return []
