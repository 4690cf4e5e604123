"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PensionRecalculationConfig(AppConfig):
    name = "nssi.services.pension_recalculation"
    label = "service_pension_recalculation"

    def ready(self) -> None:
        from nssi.access import navigation
        from nssi.applications.services import register
        from nssi.delivery import policies
        from nssi.delivery.events import when_served
        from nssi.documents import kinds
        from nssi.people.own_data import leave_out
        from nssi.proceedings import appeals, procedures
        from nssi.services.pension_recalculation import issuing
        from nssi.services.pension_recalculation.delivery import DELIVERY
        from nssi.services.pension_recalculation.models import OrderDraft
        from nssi.services.pension_recalculation.procedure import PROCEDURE, when_letter_is_served
        from nssi.services.pension_recalculation.service import PENSION_RECALCULATION
        from nssi.services.pension_recalculation.yearly_pages import SEES

        leave_out(OrderDraft, _("проект на разпореждане: издаденото е при документите"))
        register(PENSION_RECALCULATION)
        navigation.register(
            navigation.Entry(_("Ежегодно преизчисляване"), "yearly_recalculation", tuple(SEES), order=45)
        )
        procedures.register(PROCEDURE)
        when_served(when_letter_is_served)
        kinds.register(issuing.LETTER)
        kinds.register(issuing.ORDER)
        kinds.register(issuing.YEARLY_NOTICE)
        appeals.register(issuing.ORDER.name, "appeal_term_pension")
        policies.register(issuing.BY_POST)
        policies.register(DELIVERY)
