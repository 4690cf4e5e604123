"""The room as a Django app."""

from django.apps import AppConfig


class ArchiveCertificateConfig(AppConfig):
    name = "nssi.services.archive_certificate"
    label = "service_archive_certificate"

    def ready(self) -> None:
        from nssi.applications.services import register
        from nssi.services.archive_certificate.service import ARCHIVE_CERTIFICATE

        register(ARCHIVE_CERTIFICATE)
