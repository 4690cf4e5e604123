"""The room as a Django app."""

from django.apps import AppConfig


class MobileQesConfig(AppConfig):
    name = "nssi.mobile_qes"

    def ready(self) -> None:
        from nssi.mobile_qes.jobs import have_settled
        from nssi.signing.events import when_ended
        from nssi.signing.models import SigningRequest

        when_ended(SigningRequest.Purpose.LOGIN, have_settled)
