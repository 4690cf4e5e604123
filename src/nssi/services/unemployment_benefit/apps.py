"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnemploymentBenefitConfig(AppConfig):
    name = "nssi.services.unemployment_benefit"
    label = "service_unemployment_benefit"

    def ready(self) -> None:
        from nssi.applications.events import knows_irregularities, stays_changeable, when_changed
        from nssi.applications.services import register
        from nssi.delivery import policies
        from nssi.documents import kinds
        from nssi.institution import receipts
        from nssi.look import cards
        from nssi.payments import sources
        from nssi.payments.events import when_returned
        from nssi.people.own_data import give
        from nssi.proceedings import appeals, procedures, tabs
        from nssi.services.unemployment_benefit import issuing
        from nssi.services.unemployment_benefit.delivery import DELIVERY
        from nssi.services.unemployment_benefit.models import BenefitDecision, UndulyReceivedOrder
        from nssi.services.unemployment_benefit.own_data_parts import PARTS
        from nssi.services.unemployment_benefit.paying import (
            SOURCE,
            account_stays,
            follow_change,
            is_granted,
            payment_came_back,
        )
        from nssi.services.unemployment_benefit.procedure import PROCEDURE, irregularities_asked
        from nssi.services.unemployment_benefit.service import UNEMPLOYMENT_BENEFIT
        from nssi.services.unemployment_benefit.unduly import order_was_revoked

        register(UNEMPLOYMENT_BENEFIT)
        procedures.register(PROCEDURE)
        knows_irregularities(irregularities_asked)
        when_changed(follow_change)
        stays_changeable(account_stays)
        when_returned(payment_came_back)
        sources.register(SOURCE)
        cards.register(
            cards.Card(
                title=_("Регистрация за обезщетение за безработица"),
                text=_("Вижте състоянието на регистрацията си и издадените документи, съобщете за промяна."),
                tag=_("С ПИК или КЕП"),
                url_name="my_registrations",
                shelf=cards.Shelf.ENQUIRIES,
                is_personal=True,
            )
        )
        tabs.register(
            tabs.Tab(_("Изплащане"), "benefit_months", (UNEMPLOYMENT_BENEFIT.slug,), shown=is_granted)
        )
        for kind in (issuing.STATEMENT, issuing.IRREGULARITIES, issuing.ORDER, issuing.UNDULY):
            kinds.register(kind)
        appeals.register(issuing.ORDER.name, "appeal_term_unemployment")
        appeals.register(issuing.UNDULY.name, "appeal_term_unemployment", when_revoked=order_was_revoked)
        policies.register(DELIVERY)
        orders = BenefitDecision.objects.exclude(kind=BenefitDecision.Kind.REVOKE)
        receipts.register(orders.all)
        receipts.register(UndulyReceivedOrder.objects.all)
        give(*PARTS)
