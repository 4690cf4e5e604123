"""The room as a Django app."""

from django.apps import AppConfig


class UnemploymentBenefitConfig(AppConfig):
    name = "nssi.services.unemployment_benefit"
    label = "service_unemployment_benefit"

    def ready(self) -> None:
        from nssi.applications.events import knows_irregularities
        from nssi.applications.services import register
        from nssi.delivery import policies
        from nssi.documents import kinds
        from nssi.proceedings import procedures
        from nssi.services.unemployment_benefit import issuing
        from nssi.services.unemployment_benefit.delivery import DELIVERY
        from nssi.services.unemployment_benefit.procedure import PROCEDURE, irregularities_asked
        from nssi.services.unemployment_benefit.service import UNEMPLOYMENT_BENEFIT

        register(UNEMPLOYMENT_BENEFIT)
        procedures.register(PROCEDURE)
        knows_irregularities(irregularities_asked)
        for kind in (issuing.STATEMENT, issuing.IRREGULARITIES, issuing.ORDER):
            kinds.register(kind)
        policies.register(DELIVERY)
