"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from django.utils.translation import gettext_lazy as _

from nssi.messages.specimens import MessageSpecimen, case, in_days, page, show

show(
    MessageSpecimen(
        "pik-s-kep", "", _("Готово удостоверение за ПИК"), "pik_by_qes/messages/ready",
        lambda: case(page=page("/pik/s-kep/"), last_day=in_days(7)),
    ),
    MessageSpecimen(
        "pik-s-kep-napomnyane", "", _("Напомняне за удостоверение за ПИК"), "pik_by_qes/messages/reminder",
        lambda: case(page=page("/pik/s-kep/"), last_day=in_days(2)),
    ),
)  # fmt: skip
