"""The room as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "nssi.audit"

    def ready(self) -> None:
        from nssi.audit.retention import KEEPINGS
        from nssi.foundation.retention import keep

        keep(*KEEPINGS)
