"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PikConfig(AppConfig):
    name = "nssi.pik"

    def ready(self) -> None:
        from nssi.people.own_data import give
        from nssi.pik.own_data_parts import PARTS

        give(*PARTS)
        from nssi.foundation.retention import keep
        from nssi.pik.retention import KEEPINGS

        keep(*KEEPINGS)
        from nssi.access.navigation import Entry, register
        from nssi.audit.words import tell_events
        from nssi.pik.counter_pages import ISSUES

        register(Entry(_("ПИК"), "pik_counter", ISSUES, order=40))
        tell_events({"pik": _("издаване на ПИК"), "pik.annulled": _("анулиране на ПИК")})
