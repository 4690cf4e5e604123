"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.messages.specimens import MessageSpecimen, show
from nssi.pik.ways import BY_PHONE

show(
    MessageSpecimen(
        "pik-predaden", "", _("Предадено удостоверение за ПИК"), "pik/messages/handed_over",
        lambda: {"starts": clock.now() + timedelta(days=1), "way": "на гише: ТП на НОИ – Варна"},
    ),
    MessageSpecimen(
        "pik", "M-10", _("Издаден ПИК"), "pik/messages/activated", lambda: {"at": clock.now(), "way": BY_PHONE}
    ),
    MessageSpecimen("pik-anuliran", "", _("Анулиран ПИК"), "pik/messages/annulled", lambda: {"at": clock.now()}),
)  # fmt: skip
