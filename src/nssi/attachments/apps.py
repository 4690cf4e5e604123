"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    name = "nssi.attachments"

    def ready(self) -> None:
        from nssi.attachments.retention import KEEPINGS
        from nssi.foundation.retention import keep

        keep(*KEEPINGS)
        from nssi.attachments.models import Attachment, MendedPage, Mending
        from nssi.people.own_data import leave_out

        leave_out(Attachment, _("самите файлове: изброени са при това, към което са качени"))
        for picture in (Mending, MendedPage):
            leave_out(picture, _("поправени снимки на страници: пазят се с файла, от който са"))
        from nssi.access.navigation import Entry, register
        from nssi.attachments.pages import SETS_UP

        register(Entry(_("Качвания"), "upload_rules", SETS_UP, order=62))
