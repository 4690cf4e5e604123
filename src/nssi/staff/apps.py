"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "nssi.staff"

    def ready(self) -> None:
        from nssi.access.navigation import Entry, register
        from nssi.staff.outreach_pages import KEEPS
        from nssi.staff.pages import WORKS

        register(
            Entry(_("Опашка"), "queue", WORKS, order=10),
            Entry(_("Търсене"), "search", WORKS, order=15),
            Entry(_("Статистика"), "statistics", WORKS, order=70),
            Entry(_("Отсъствия"), "absences", order=75),
            Entry(_("Изнесени офиси"), "outreach_offices", KEEPS, order=63),
        )
