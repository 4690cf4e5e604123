"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from django.utils.translation import gettext_lazy as _

from nssi.delivery.message_specimens import document
from nssi.messages.specimens import MessageSpecimen, case, show

show(
    MessageSpecimen(
        "dokument", "M-03", _("Документ, който чака"), "delivery/messages/ready",
        lambda: document("unemployment_benefit", "Разпореждане за парично обезщетение за безработица"),
    ),
    MessageSpecimen(
        "napomnyane", "M-09", _("Напомняне за документ"), "delivery/messages/reminder",
        lambda: document("unemployment_benefit", "Разпореждане за парично обезщетение за безработица"),
    ),
    MessageSpecimen(
        "varnato-plashtane", "", _("Върнато плащане"), "unemployment_benefit/messages/returned",
        lambda: case(other_account=True),
    ),
)  # fmt: skip
