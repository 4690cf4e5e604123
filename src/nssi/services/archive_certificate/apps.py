"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveCertificateConfig(AppConfig):
    name = "nssi.services.archive_certificate"
    label = "service_archive_certificate"

    def ready(self) -> None:
        from nssi.applications.services import register
        from nssi.archive.events import leads_to_application
        from nssi.delivery import policies
        from nssi.documents import kinds
        from nssi.proceedings import procedures, tabs
        from nssi.services.archive_certificate.delivery import DELIVERY, OTHER
        from nssi.services.archive_certificate.documents import KINDS, NO_DATA
        from nssi.services.archive_certificate.procedure import PROCEDURE, SERVICE
        from nssi.services.archive_certificate.service import ARCHIVE_CERTIFICATE, application_address

        register(ARCHIVE_CERTIFICATE)
        policies.register(DELIVERY)
        policies.register(OTHER)
        for kind in (*KINDS.values(), NO_DATA):
            kinds.register(kind)
        procedures.register(PROCEDURE)
        tabs.register(tabs.Tab(_("Ведомости"), "archive_extracts", (SERVICE,)))
        leads_to_application(application_address)
