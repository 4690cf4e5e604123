"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "nssi.messages"
    label = "nssi_messages"

    def ready(self) -> None:
        from nssi.foundation.retention import keep
        from nssi.messages.retention import KEEPINGS

        keep(*KEEPINGS)
        from nssi.access.navigation import Entry, register
        from nssi.messages.pages import SETS_UP

        register(Entry(_("Непратени съобщения"), "messages_unsent", SETS_UP, order=66))
