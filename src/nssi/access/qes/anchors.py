"""The issuers of qualified certificates whom this installation trusts."""

from functools import lru_cache
from pathlib import Path

from asn1crypto.x509 import Certificate
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder


def qes_anchors() -> tuple[Certificate, ...]:
    """Return the configured anchors; with none, no certificate logs in. Raises OSError, ValueError."""
    return tuple(
        anchor
        for file in settings.QES_TRUST_ANCHORS
        for anchor in _load(Path(file), Path(file).stat().st_mtime_ns)
    )


@lru_cache(maxsize=16)
def _load(file: Path, _changed_at: int) -> tuple[Certificate, ...]:
    return tuple(load_certs_from_pemder([str(file)]))  # type: ignore[no-untyped-call]
