"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from django.utils.translation import gettext_lazy as _

from nssi.messages.specimens import MessageSpecimen, filed, show

show(
    MessageSpecimen(
        "zavedeno-pensiya", "M-02", _("Заведено заявление за пенсия"), "applications/messages/filed",
        lambda: filed(
            "Преизчисляване на пенсия",
            "С този УРИ се удостоверява, че производството по преизчисляване е започнало.",
        ),
    ),
)  # fmt: skip
