"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "nssi.records"

    def ready(self) -> None:
        from nssi.people.own_data import leave_out
        from nssi.records.models import Record

        leave_out(Record, _("регистърът на номерата: номерата са при заявленията и документите"))
