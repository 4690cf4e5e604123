"""The room as a Django app."""

from django.apps import AppConfig


class UnemploymentBenefitConfig(AppConfig):
    name = "nssi.services.unemployment_benefit"
    label = "service_unemployment_benefit"

    def ready(self) -> None:
        from nssi.applications.services import register
        from nssi.delivery import policies
        from nssi.services.unemployment_benefit.delivery import DELIVERY
        from nssi.services.unemployment_benefit.service import UNEMPLOYMENT_BENEFIT

        register(UNEMPLOYMENT_BENEFIT)
        policies.register(DELIVERY)
