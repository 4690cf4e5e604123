"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "nssi.staff"

    def ready(self) -> None:
        from nssi.access.navigation import Entry, register
        from nssi.staff.pages import WORKS

        register(Entry(_("Опашка"), "queue", WORKS, order=10))
