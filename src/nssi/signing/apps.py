"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SigningConfig(AppConfig):
    name = "nssi.signing"

    def ready(self) -> None:
        from nssi.audit.digests import Seal, seal_with
        from nssi.people.own_data import leave_out
        from nssi.signing import checks  # noqa: F401 – registers the checks of the trust anchors
        from nssi.signing.digests import fault_of, sign
        from nssi.signing.models import SigningRequest

        seal_with(Seal(sign, fault_of))
        leave_out(SigningRequest, _("заявки за подписване на телефона: не сочат към лице"))
