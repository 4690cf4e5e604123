"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nssi.look import cards
from nssi.look.cards import Card, Shelf


class DocumentsConfig(AppConfig):
    name = "nssi.documents"

    def ready(self) -> None:
        from nssi.documents.own_data_parts import PARTS
        from nssi.people.own_data import give

        give(*PARTS)
        from nssi.audit.words import tell_events, tell_subjects
        from nssi.documents.queries import names_of

        tell_events({"documents": _("работа с документ"), "documents.issued": _("издаване на документ")})
        tell_subjects("issued_document", names_of)
        cards.register(
            Card(
                title=_("Проверка на документ"),
                text=_("Дали документ, издаден от НОИ, е истински и още важи."),
                tag=_("Без вход"),
                url_name="check_document",
                shelf=Shelf.INFORMATION,
            )
        )
