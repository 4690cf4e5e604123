"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.messages.specimens import MessageSpecimen, show

show(
    MessageSpecimen("pik", "M-10", _("Издаден ПИК"), "pik/messages/activated", lambda: {"at": clock.now()}),
    MessageSpecimen("pik-anuliran", "", _("Анулиран ПИК"), "pik/messages/annulled", lambda: {"at": clock.now()}),
)  # fmt: skip
