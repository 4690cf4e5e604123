"""The room as a Django app."""

from django.apps import AppConfig


class PensionsConfig(AppConfig):
    name = "nssi.pensions"

    def ready(self) -> None:
        from nssi.pensions.own_data_parts import PARTS
        from nssi.people.own_data import give

        give(*PARTS)
