"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from django.utils.translation import gettext_lazy as _

from nssi.messages.specimens import BENEFIT, CHANGE_UID, MessageSpecimen, case, filed, show

show(
    MessageSpecimen(
        "zavedeno", "M-01", _("Заведено заявление"), "applications/messages/filed",
        lambda: filed(BENEFIT, "Ще проверим документите и ще издадем разпореждане."),
    ),
    MessageSpecimen(
        "promyana", "", _("Заведена промяна"), "applications/messages/changed",
        lambda: case(what="данни за връзка", change_uid=CHANGE_UID),
    ),
    MessageSpecimen(
        "ottegleno", "", _("Оттеглено заявление"), "applications/messages/withdrawn",
        lambda: case(change_uid=CHANGE_UID),
    ),
)  # fmt: skip
