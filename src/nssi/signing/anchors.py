"""The certificates on which this installation builds its trust in signatures."""

from functools import lru_cache
from pathlib import Path

from asn1crypto.x509 import Certificate
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder


def trust_anchors() -> tuple[Certificate, ...]:
    """Return the configured anchors; with none, no signature is trusted. Raises OSError, ValueError."""
    return tuple(anchor for file in settings.SIGNING_TRUST_ANCHORS for anchor in load_anchors(Path(file)))


def load_anchors(file: Path) -> tuple[Certificate, ...]:
    """Return the certificates in `file` (PEM); they are read again when the file has changed."""
    return _load(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _load(file: Path, _changed_at: int) -> tuple[Certificate, ...]:
    return tuple(load_certs_from_pemder([str(file)]))  # type: ignore[no-untyped-call]
