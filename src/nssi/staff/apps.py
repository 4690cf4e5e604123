"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "nssi.staff"

    def ready(self) -> None:
        from nssi.access.navigation import Entry, register
        from nssi.audit.words import tell_events
        from nssi.staff.body_pages import KEEPS
        from nssi.staff.pages import WORKS
        from nssi.staff.value_pages import KEEPS as KEEPS_VALUES

        register(
            Entry(_("Опашка"), "queue", WORKS, order=10),
            Entry(_("Търсене"), "search", WORKS, order=15),
            Entry(_("Статистика"), "statistics", WORKS, order=70),
            Entry(_("Отсъствия"), "absences", order=75),
            Entry(_("Поделения"), "bodies", KEEPS, order=63),
            Entry(_("Размери и тарифа"), "values_of_law", KEEPS_VALUES, order=64),
            Entry(_("Услуги"), "services", KEEPS, order=62),
            Entry(_("Доставчик на подпис"), "signing_state", KEEPS, order=67),
            Entry(_("Съобщения и документи"), "templates", KEEPS, order=66),
            Entry(_("Дни и срокове"), "days_off", KEEPS_VALUES, order=65),
        )
        tell_events(
            {
                "staff.value_proposed": _("предложение за размер или неприсъствен ден"),
                "staff.value_approved": _("одобряване на размер или неприсъствен ден"),
                "staff.value_rejected": _("връщане на предложен размер или неприсъствен ден"),
                "staff.service_paused": _("спиране на услуга"),
                "staff.service_resumed": _("пускане на услуга"),
                "staff.account_proposed": _("предложение за сметка за връщане на суми"),
                "staff.account_approved": _("одобряване на сметка за връщане на суми"),
                "staff.account_rejected": _("връщане на предложена сметка за връщане на суми"),
                "staff.account_withdrawn": _("оттегляне на предложена сметка за връщане на суми"),
                "staff.value_withdrawn": _("оттегляне на предложен размер или неприсъствен ден"),
            }
        )
