"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nssi.look import cards
from nssi.look.cards import Card, Shelf


class ApplicationsConfig(AppConfig):
    name = "nssi.applications"

    def ready(self) -> None:
        from nssi.applications.own_data_parts import LEFT_OUT, PARTS
        from nssi.people.own_data import give, leave_all_out

        give(*PARTS)
        leave_all_out(LEFT_OUT)
        from nssi.applications.retention import KEEPINGS
        from nssi.foundation.retention import keep

        keep(*KEEPINGS)
        from nssi.applications.actions.refuse_infected_file import refuse_infected_file
        from nssi.applications.jobs import have_settled
        from nssi.applications.letters import REGISTRATION
        from nssi.applications.queries import last_email_of
        from nssi.attachments.events import when_infected
        from nssi.audit.words import tell_events
        from nssi.documents import kinds
        from nssi.pik.notices import know_addresses
        from nssi.signing.events import when_ended
        from nssi.signing.models import SigningRequest

        tell_events({"applications": _("работа по заявление")})
        kinds.register(REGISTRATION)
        know_addresses(last_email_of)
        when_infected(refuse_infected_file)
        when_ended(SigningRequest.Purpose.FORM, have_settled)
        cards.register(
            Card(
                title=_("Формуляри"),
                text=_("Празни формуляри за печат, ако подавате на място или по пощата."),
                tag=_("Без вход"),
                url_name="paper_forms",
                shelf=Shelf.INFORMATION,
            )
        )
