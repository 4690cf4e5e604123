"""The foundation as a Django app."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "nssi.foundation"

    def ready(self) -> None:
        from nssi.foundation import checks  # noqa: F401 – registers the checks of the database
