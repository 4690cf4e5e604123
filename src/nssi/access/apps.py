"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "nssi.access"

    def ready(self) -> None:
        from nssi.access.own_data_parts import LEFT_OUT, PARTS
        from nssi.people import own_data

        own_data.give(*PARTS)
        own_data.leave_all_out(LEFT_OUT)
        from nssi.access.retention import KEEPINGS
        from nssi.foundation.retention import keep

        keep(*KEEPINGS)
        from nssi.access import checks  # noqa: F401 – registers the checks of the issuers of certificates
        from nssi.access.journal_pages import READ, READS_THE_JOURNAL
        from nssi.access.navigation import Entry, register
        from nssi.access.officials_pages import KEEPS_ACCOUNTS
        from nssi.access.reasons import REASONS
        from nssi.audit.words import tell_events, tell_reasons

        register(
            Entry(_("Служители"), "officials", KEEPS_ACCOUNTS, order=62),
            Entry(_("Журнал"), "official_journal", READS_THE_JOURNAL, order=64),
        )
        tell_reasons(dict(REASONS))
        tell_events({"access": _("вход в системата"), READ: _("преглед на журнала")})
