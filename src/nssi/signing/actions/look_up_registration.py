"""Ask the provider whether the owner of a phone can sign."""

from nssi.signing.port import Registration
from nssi.signing.providers import signing_provider


def look_up_registration(phone: str) -> Registration:
    """Return what the provider says of `phone` (E.164). Runs in jobs only.

    Raises ProviderUnavailable, ProviderRefused.
    """
    return signing_provider().lookup(phone)
