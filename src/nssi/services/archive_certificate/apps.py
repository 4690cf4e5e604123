"""The room as a Django app."""

from django.apps import AppConfig


class ArchiveCertificateConfig(AppConfig):
    name = "nssi.services.archive_certificate"
    label = "service_archive_certificate"

    def ready(self) -> None:
        from nssi.applications.services import register
        from nssi.archive.events import leads_to_application
        from nssi.delivery import policies
        from nssi.services.archive_certificate.delivery import DELIVERY
        from nssi.services.archive_certificate.service import ARCHIVE_CERTIFICATE, application_address

        register(ARCHIVE_CERTIFICATE)
        policies.register(DELIVERY)
        leads_to_application(application_address)
