"""The room as a Django app."""

from dataclasses import replace

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "nssi.delivery"

    def ready(self) -> None:
        from nssi.access.navigation import Entry, register
        from nssi.delivery.actions.begin_delivery import begin_all_of
        from nssi.delivery.actions.give_up_waiting import give_up_waiting
        from nssi.delivery.actions.note_message import note_bounce, note_sent
        from nssi.delivery.actions.remind_of_waiting import remind_of_waiting
        from nssi.delivery.clocks import DOWNLOAD
        from nssi.delivery.proof import PROOF_OF_SERVICE
        from nssi.delivery.queries import SEES_TO_DELIVERY
        from nssi.documents import kinds as document_kinds
        from nssi.documents.events import when_issued
        from nssi.messages.events import when_bounced, when_sent
        from nssi.terms import kinds as term_kinds

        register(Entry(_("Връчване"), "delivery_queue", SEES_TO_DELIVERY, order=30))
        document_kinds.register(PROOF_OF_SERVICE)
        when_issued(begin_all_of)
        when_sent(note_sent)
        when_bounced(note_bounce)
        term_kinds.register(replace(DOWNLOAD, at_end=give_up_waiting, at_reminder=remind_of_waiting))
