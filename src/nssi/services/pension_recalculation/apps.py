"""The room as a Django app."""

from django.apps import AppConfig


class PensionRecalculationConfig(AppConfig):
    name = "nssi.services.pension_recalculation"
    label = "service_pension_recalculation"

    def ready(self) -> None:
        from nssi.applications.services import register
        from nssi.delivery import policies
        from nssi.services.pension_recalculation.delivery import DELIVERY
        from nssi.services.pension_recalculation.service import PENSION_RECALCULATION

        register(PENSION_RECALCULATION)
        policies.register(DELIVERY)
