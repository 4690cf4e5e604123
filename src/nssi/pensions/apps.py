"""The room as a Django app."""

from django.apps import AppConfig


class PensionsConfig(AppConfig):
    name = "nssi.pensions"

    def ready(self) -> None:
        from nssi.institution import receipts
        from nssi.pensions.own_data_parts import PARTS
        from nssi.pensions.queries import recalculations_in_force
        from nssi.people.own_data import give

        receipts.register(recalculations_in_force)
        give(*PARTS)
