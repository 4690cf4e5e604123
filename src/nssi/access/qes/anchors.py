"""The issuers of qualified certificates whom this installation trusts."""

from functools import lru_cache
from pathlib import Path

import structlog
from asn1crypto.x509 import Certificate
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder

from nssi.access.qes.trusted_list import TrustedListWrong, kept_list

log = structlog.get_logger(__name__)


def qes_anchors() -> tuple[Certificate, ...]:
    """Return whom certificates must descend from: the configured anchors, and the issuers of the trusted list.

    With none, no certificate logs in. A list that does not hold trusts nobody: the configured anchors alone are left.
    Raises OSError, ValueError.
    """
    return configured_anchors() + _listed()


def configured_anchors() -> tuple[Certificate, ...]:
    """Return the anchors that the settings name. Raises OSError, ValueError."""
    return tuple(
        anchor
        for file in settings.QES_TRUST_ANCHORS
        for anchor in _load(Path(file), Path(file).stat().st_mtime_ns)
    )


def _listed() -> tuple[Certificate, ...]:
    if not settings.TRUSTED_LIST_URL:
        return ()
    try:
        kept = kept_list()
    except TrustedListWrong as reason:
        log.error("access.trusted_list_wrong", reason=str(reason))
        return ()
    return kept.issuers if kept else ()


@lru_cache(maxsize=16)
def _load(file: Path, _changed_at: int) -> tuple[Certificate, ...]:
    return tuple(load_certs_from_pemder([str(file)]))  # type: ignore[no-untyped-call]
