"""The room as a Django app."""

from django.apps import AppConfig


class PikConfig(AppConfig):
    name = "nssi.services.pik"
    label = "service_pik"

    def ready(self) -> None:
        from nssi.applications.services import register
        from nssi.services.pik.service import PIK

        register(PIK)
