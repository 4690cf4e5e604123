"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nssi.look import cards
from nssi.look.cards import Card, Shelf


class ArchiveConfig(AppConfig):
    name = "nssi.archive"

    def ready(self) -> None:
        from nssi.archive.own_data_parts import PARTS
        from nssi.people.own_data import give

        give(*PARTS)
        from nssi.access.navigation import Entry, register
        from nssi.archive import sections
        from nssi.archive.pages import KEEPS
        from nssi.archive.sections import Section
        from nssi.audit.words import tell_events

        sections.register(
            Section(_("Архивни фондове"), "holdings"),
            Section(_("Нов осигурител"), "holdings_insurer_new"),
            Section(_("Внасяне от файл"), "holdings_imports"),
        )
        tell_events({"archive": _("работа с ведомости от архива")})
        register(Entry(_("Архивни фондове"), "holdings", KEEPS, order=40))
        cards.register(
            Card(
                title=_(
                    "Справка за прекратени осигурители без правоприемник с предадени в НОИ ведомости за заплати"
                ),
                text=_(
                    "Вижте дали документите на предприятието, в което сте работили, са приети и къде се пазят."
                ),
                tag=_("Без вход"),
                url_name="terminated_insurer_search",
                shelf=Shelf.ENQUIRIES,
            )
        )
