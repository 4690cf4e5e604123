"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveCertificateConfig(AppConfig):
    name = "nssi.services.archive_certificate"
    label = "service_archive_certificate"

    def ready(self) -> None:
        from nssi.applications.events import when_changed
        from nssi.applications.services import register
        from nssi.archive import sections
        from nssi.archive.events import leads_to_application
        from nssi.archive.sections import Section
        from nssi.audit.words import tell_events
        from nssi.delivery import policies
        from nssi.documents import kinds
        from nssi.payments.events import when_paid, when_paid_twice
        from nssi.people.own_data import give
        from nssi.proceedings import procedures, tabs
        from nssi.services.archive_certificate.delivery import DELIVERY, OTHER
        from nssi.services.archive_certificate.documents import KINDS, NO_DATA
        from nssi.services.archive_certificate.duplicates import (
            asks_for_duplicate,
            cancel_fee_of_withdrawn,
            fee_was_paid,
            fee_was_paid_twice,
        )
        from nssi.services.archive_certificate.own_data_parts import PARTS
        from nssi.services.archive_certificate.person_pages import SEARCHED
        from nssi.services.archive_certificate.procedure import PROCEDURE, SERVICE
        from nssi.services.archive_certificate.scan_pages import SEEN
        from nssi.services.archive_certificate.service import ARCHIVE_CERTIFICATE, application_address

        give(*PARTS)
        register(ARCHIVE_CERTIFICATE)
        policies.register(DELIVERY)
        policies.register(OTHER)
        for kind in (*KINDS.values(), NO_DATA):
            kinds.register(kind)
        procedures.register(PROCEDURE)
        when_paid(fee_was_paid)
        when_paid_twice(fee_was_paid_twice)
        when_changed(cancel_fee_of_withdrawn)
        tabs.register(
            tabs.Tab(
                _("Ведомости"),
                "archive_extracts",
                (SERVICE,),
                shown=lambda proceeding: not asks_for_duplicate(proceeding.application),
            ),
            tabs.Tab(
                _("Такса"),
                "archive_fee",
                (SERVICE,),
                shown=lambda proceeding: asks_for_duplicate(proceeding.application),
            ),
        )
        leads_to_application(application_address)
        tell_events(
            {SEARCHED: _("търсене във ведомостите на архива"), SEEN: _("преглед на сканирани ведомости")}
        )
        sections.register(
            Section(_("Лице във ведомостите"), "archive_person"),
            Section(_("Статистика на архива"), "archive_statistics"),
            Section(_("Просрочени"), "archive_overdue"),
        )
