"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.messages.specimens import MessageSpecimen, page, show

show(
    MessageSpecimen(
        "moite-danni", "", _("Готов файл с данните"), "portal/messages/own_data",
        lambda: {"address": page("/moite/danni/"), "until": clock.now() + timedelta(days=7)},
    ),
)  # fmt: skip
