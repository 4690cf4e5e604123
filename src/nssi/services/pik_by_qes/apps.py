"""The room as a Django app."""

from django.apps import AppConfig


class PikByQesConfig(AppConfig):
    name = "nssi.services.pik_by_qes"
    label = "service_pik_by_qes"

    def ready(self) -> None:
        from nssi.applications.events import when_changed
        from nssi.applications.services import register
        from nssi.delivery import policies
        from nssi.documents import kinds
        from nssi.pik import requests
        from nssi.proceedings import procedures
        from nssi.services.pik_by_qes.issuing import BY_LETTER, REFUSAL, discard_withdrawn
        from nssi.services.pik_by_qes.procedure import PROCEDURE
        from nssi.services.pik_by_qes.queries import waiting_requests
        from nssi.services.pik_by_qes.service import PIK_BY_QES

        register(PIK_BY_QES)
        procedures.register(PROCEDURE)
        kinds.register(REFUSAL)
        policies.register(BY_LETTER)
        requests.register(waiting_requests)
        when_changed(discard_withdrawn)
