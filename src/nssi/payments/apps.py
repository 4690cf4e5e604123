"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "nssi.payments"

    def ready(self) -> None:
        from nssi.access.navigation import Entry, register
        from nssi.payments.pages import ENTERS

        register(Entry(_("Тарифа"), "tariff", ENTERS, order=75))
