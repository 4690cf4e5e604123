"""The room as a Django app."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "nssi.signing"

    def ready(self) -> None:
        from nssi.audit.digests import Seal, seal_with
        from nssi.signing import checks  # noqa: F401 – registers the checks of the trust anchors
        from nssi.signing.digests import fault_of, sign

        seal_with(Seal(sign, fault_of))
