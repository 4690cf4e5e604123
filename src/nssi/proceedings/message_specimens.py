"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from django.utils.translation import gettext_lazy as _

from nssi.messages.specimens import CHANGE_UID, MessageSpecimen, case, in_days, show

show(
    MessageSpecimen(
        "nedostatatsi", "M-04", _("Недостатъци в заявлението"), "proceedings/messages/irregular", case
    ),
    MessageSpecimen(
        "potvardete", "M-05", _("Потвърждаване на заявление"), "proceedings/messages/confirm",
        lambda: case(until=in_days(3)),
    ),
    MessageSpecimen(
        "prekrateno", "M-06", _("Прекратено производство"), "proceedings/messages/terminated", case
    ),
    MessageSpecimen(
        "originali", "M-08", _("Поискани оригинали"), "proceedings/messages/originals",
        lambda: case(until=in_days(30)),
    ),
    MessageSpecimen(
        "zhalba", "", _("Заведена жалба"), "proceedings/messages/appealed",
        lambda: case(appeal_uid=CHANGE_UID, until=in_days(30)),
    ),
    MessageSpecimen(
        "varnat-dokument", "", _("Върнат документ"), "proceedings/messages/returned", case
    ),
)  # fmt: skip
