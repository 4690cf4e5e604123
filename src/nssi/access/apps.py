"""The room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "nssi.access"

    def ready(self) -> None:
        from nssi.access import checks  # noqa: F401 – registers the checks of the issuers of certificates
