"""The room as a Django app."""

from django.apps import AppConfig


class MobileQesConfig(AppConfig):
    name = "nssi.mobile_qes"

    def ready(self) -> None:
        from nssi.mobile_qes.own_data_parts import LEFT_OUT
        from nssi.people import own_data

        own_data.leave_all_out(LEFT_OUT)
        from nssi.foundation.retention import keep
        from nssi.mobile_qes.retention import KEEPINGS

        keep(*KEEPINGS)
        from nssi.mobile_qes.jobs import have_settled
        from nssi.signing.events import when_ended
        from nssi.signing.models import SigningRequest

        when_ended(SigningRequest.Purpose.LOGIN, have_settled)
