"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsuranceConfig(AppConfig):
    name = "nssi.insurance"

    def ready(self) -> None:
        from nssi.insurance.own_data_parts import PARTS
        from nssi.people.own_data import give

        give(*PARTS)
        from nssi.access.navigation import Entry, register
        from nssi.audit.words import tell_events
        from nssi.insurance.actions.look_up_insured_person import VIEWED
        from nssi.insurance.pages import ASKS, TAKES_IN

        tell_events({VIEWED: _("справка за осигуряването"), "insurance": _("работа с декларации")})

        register(
            Entry(_("Декларации"), "declaration_intake", TAKES_IN, order=60),
            Entry(_("Осигурени лица"), "insured_person", ASKS, order=61),
        )
