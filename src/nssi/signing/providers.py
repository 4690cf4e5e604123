"""The provider that this installation signs with, built once from the settings."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from nssi.signing.evrotrust.client import EvrotrustClient
from nssi.signing.evrotrust.driver import Evrotrust
from nssi.signing.evrotrust.keys import load_keys
from nssi.signing.port import SigningProvider


def signing_provider() -> SigningProvider:
    """Return the configured provider; its connections and keys are kept until the file of keys changes."""
    return _evrotrust(
        settings.SIGNING_BASE_URL,
        settings.SIGNING_VENDOR_NUMBER,
        settings.SIGNING_API_KEY,
        file := Path(settings.SIGNING_PRIVATE_KEY_FILE),
        file.stat().st_mtime_ns if file.exists() else 0,
    )


@lru_cache(maxsize=4)
def _evrotrust(
    base_url: str, vendor_number: str, api_key: str, private_key_file: Path, _changed_at: int
) -> Evrotrust:
    return Evrotrust(EvrotrustClient(base_url, vendor_number, api_key), load_keys(private_key_file))
