"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    name = "nssi.proceedings"

    def ready(self) -> None:
        from nssi.people.own_data import give, leave_all_out
        from nssi.proceedings.own_data_parts import LEFT_OUT, PARTS

        give(*PARTS)
        leave_all_out(LEFT_OUT)
        from nssi.access.models import Official
        from nssi.access.navigation import Entry
        from nssi.access.navigation import register as register_entry
        from nssi.applications.events import when_changed, when_filed
        from nssi.applications.progress import knows_details, knows_progress
        from nssi.audit.words import tell_events
        from nssi.delivery.events import when_served
        from nssi.delivery.offers import register as register_offers
        from nssi.delivery.policies import register as register_policy
        from nssi.documents.kinds import register as register_document
        from nssi.law.term import Unit
        from nssi.proceedings.actions.ask_for_confirmation import letter_was_served
        from nssi.proceedings.actions.file_appeal import DECIDES
        from nssi.proceedings.actions.open_proceeding import follow_change, open_proceeding
        from nssi.proceedings.appeals import offers_of
        from nssi.proceedings.case import LOOKED
        from nssi.proceedings.clocks import follow_moved_terms
        from nssi.proceedings.intake_pages import TAKES_IN
        from nssi.proceedings.letters import APPEAL_DECISION, BY_DECISION, BY_LETTER, CONFIRMATION
        from nssi.proceedings.numbers import SHOWN
        from nssi.proceedings.pages import DOWNLOADED
        from nssi.proceedings.progress import details_of, progress_of
        from nssi.terms.actions.move_terms import when_moved
        from nssi.terms.kinds import TermKind
        from nssi.terms.kinds import register as register_term

        register_entry(Entry(_("Жалби"), "appeals", (Official.Role.DIRECTOR,), order=15))
        register_entry(Entry(_("Прием"), "intake", TAKES_IN, order=20))
        register_document(CONFIRMATION)
        register_document(APPEAL_DECISION)
        register_policy(BY_LETTER)
        register_policy(BY_DECISION)
        register_offers(offers_of)
        register_term(TermKind(DECIDES, _("Решение по жалба"), "чл. 117, ал. 3 КСО", 1, Unit.MONTHS))
        when_served(letter_was_served)
        when_filed(open_proceeding)
        when_moved(follow_moved_terms)
        when_changed(follow_change)
        knows_progress(progress_of)
        knows_details(details_of)
        tell_events(
            {
                LOOKED: _("преглед на преписката"),
                DOWNLOADED: _("изтегляне на приложен документ"),
                SHOWN: _("показване на целия личен номер"),
                "proceedings": _("действие по преписката"),
            }
        )
