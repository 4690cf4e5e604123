"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsuranceConfig(AppConfig):
    name = "nssi.insurance"

    def ready(self) -> None:
        from nssi.access.navigation import Entry, register
        from nssi.insurance.pages import ASKS, TAKES_IN

        register(
            Entry(_("Декларации"), "declaration_intake", TAKES_IN, order=60),
            Entry(_("Осигурени лица"), "insured_person", ASKS, order=61),
        )
