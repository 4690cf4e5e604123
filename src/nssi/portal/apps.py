"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nssi.look import cards
from nssi.look.cards import Card, Shelf


class PortalConfig(AppConfig):
    name = "nssi.portal"

    def ready(self) -> None:
        cards.register(
            Card(
                title=_("Проверка по УРИ и код за достъп"),
                text=_("Вижте докъде е стигнало подадено заявление."),
                tag=_("Без вход"),
                url_name="application_status_lookup",
                shelf=Shelf.ENQUIRIES,
            ),
            Card(
                title=_("Как да получа ПИК"),
                text=_("Четирите начина да получите кода, с който влизате в е-услугите."),
                tag=_("Без вход"),
                url_name="pik_ways",
                shelf=Shelf.INFORMATION,
            ),
        )
