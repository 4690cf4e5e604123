"""The room as a Django app."""

from dataclasses import replace

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "nssi.delivery"

    def ready(self) -> None:
        from nssi.delivery.models import OneTimeCode
        from nssi.delivery.own_data_parts import PARTS
        from nssi.people.own_data import give, leave_out

        give(*PARTS)
        leave_out(OneTimeCode, _("еднократен код за документ: пази се 10 минути"))
        from nssi.delivery.retention import KEEPINGS
        from nssi.foundation.retention import keep

        keep(*KEEPINGS)
        from nssi.access.navigation import Entry, register
        from nssi.access.next_page import explain_login
        from nssi.audit.words import tell_events, tell_subjects
        from nssi.delivery.actions.begin_delivery import begin_all_of
        from nssi.delivery.actions.give_up_waiting import give_up_waiting
        from nssi.delivery.actions.note_message import note_bounce, note_sent
        from nssi.delivery.actions.remind_of_waiting import remind_of_waiting
        from nssi.delivery.clocks import DOWNLOAD, follow_moved_terms
        from nssi.delivery.official_pages import VIEWED
        from nssi.delivery.proof import PROOF_OF_SERVICE
        from nssi.delivery.queries import SEES_TO_DELIVERY, documents_of
        from nssi.delivery.tasks import SUBJECT
        from nssi.documents import kinds as document_kinds
        from nssi.documents.events import when_issued
        from nssi.messages.events import when_bounced, when_sent
        from nssi.terms import kinds as term_kinds
        from nssi.terms.actions.move_terms import when_moved

        tell_events(
            {
                "delivery": _("връчване на документ"),
                VIEWED: _("преглед на връчването"),
                "delivery.posted": _("предаване на пощата"),
                "delivery.returned": _("вписване на върната пратка"),
                "delivery.proof_downloaded": _("изтегляне на удостоверението за връчване"),
            }
        )
        tell_subjects(SUBJECT, documents_of)
        explain_login("document_open", _("За да изтеглите документа, влезте с ПИК на НОИ или с КЕП."))
        register(Entry(_("Връчване"), "delivery_queue", SEES_TO_DELIVERY, order=30))
        document_kinds.register(PROOF_OF_SERVICE)
        when_issued(begin_all_of)
        when_sent(note_sent)
        when_bounced(note_bounce)
        when_moved(follow_moved_terms)
        term_kinds.register(replace(DOWNLOAD, at_end=give_up_waiting, at_reminder=remind_of_waiting))
