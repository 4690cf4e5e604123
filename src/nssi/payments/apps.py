"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "nssi.payments"

    def ready(self) -> None:
        from nssi.payments.own_data_parts import LEFT_OUT, PARTS
        from nssi.people.own_data import give, leave_all_out

        give(*PARTS)
        leave_all_out(LEFT_OUT)
        from nssi.access.navigation import Entry, register
        from nssi.audit.words import tell_events
        from nssi.look import cards
        from nssi.payments.list_pages import PAYS

        cards.register(
            cards.Card(
                title=_("Моите пари"),
                text=_("Вижте по месеци какво Ви се дължи, какво е преведено и по коя сметка."),
                tag=_("С ПИК или КЕП"),
                url_name="my_money",
                shelf=cards.Shelf.ENQUIRIES,
                is_personal=True,
            )
        )
        register(Entry(_("Плащания"), "payment_lists", PAYS, order=60))
        tell_events(
            {
                "payments.looked": _("преглед на плащане"),
                "payments.enter_return": _("вписване, че плащане се върна"),
            }
        )
