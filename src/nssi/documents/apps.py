"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nssi.look import cards
from nssi.look.cards import Card, Shelf


class DocumentsConfig(AppConfig):
    name = "nssi.documents"

    def ready(self) -> None:
        cards.register(
            Card(
                title=_("Проверка на документ"),
                text=_("Дали документ, издаден от НОИ, е истински и още важи."),
                tag=_("Без вход"),
                url_name="check_document",
                shelf=Shelf.INFORMATION,
            )
        )
