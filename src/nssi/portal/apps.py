"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nssi.look import cards
from nssi.look.cards import Card, Shelf


class PortalConfig(AppConfig):
    name = "nssi.portal"

    def ready(self) -> None:
        from nssi.audit.words import tell_events
        from nssi.foundation.retention import keep
        from nssi.people import own_data
        from nssi.portal.own_data_parts import LEFT_OUT, PARTS
        from nssi.portal.retention import KEEPINGS

        keep(*KEEPINGS)
        own_data.give(*PARTS)
        own_data.leave_all_out(LEFT_OUT)
        tell_events({"portal": _("файл с личните данни")})
        cards.register(
            Card(
                title=_("Моите данни"),
                text=_("Вземете в един файл всичко, което системата пази за Вас."),
                tag=_("С ПИК или КЕП"),
                url_name="my_own_data",
                shelf=Shelf.ENQUIRIES,
                is_personal=True,
            ),
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
