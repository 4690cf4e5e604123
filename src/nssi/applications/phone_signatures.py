"""The signing of a form on the phone before it is filed: for how long, under which name, and what is said of what came back (C-22)."""

from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.access.qes.check import CertificateRefusal
from nssi.applications.models import FormSignature
from nssi.applications.queries import title_of
from nssi.applications.signatures import ISSUER_SILENT
from nssi.applications.signatures import REFUSALS as OF_A_FILE
from nssi.documents import wording
from nssi.signing.models import SigningRequest
from nssi.signing.verification import Fault

State = SigningRequest.State

VALID_FOR = timedelta(hours=1)
"""How long the form waits on the phone: it is read there before it is signed."""

FETCHED_FOR = timedelta(hours=1)
"""How long after that what was signed is still fetched, where the provider does not answer."""

FILE_NAME = "NSSI_application.pdf"
NAME_OF_THE_SIGNED = "Заявление, подписано на телефона.pdf"
"""Kept with what is filed, so it is Bulgarian."""

NOT_REGISTERED = "phone_not_registered"
NOT_SENT = "phone_not_sent"
NOT_FETCHED = "phone_not_fetched"
NOT_ACCEPTED = "phone_not_accepted"
CHANGED = "phone_changed"
STOPPED = "phone_stopped"

_UNSIGNED = _("Заявлението не беше подписано на телефона навреме. Изпратете го отново.")
_FAILED = _("Подписването на телефона не стана. Изпратете заявлението отново или го подпишете на компютър.")
_WRONG = _(
    "Подписът от телефона не можа да бъде проверен и не е приет. Изпратете заявлението отново или го подпишете на компютър."
)
_NOT_VALID = _(
    "Удостоверението на телефона е изтекло или прекратено. Подновете го в приложението, после изпратете заявлението отново."
)


def ended_as(state: str) -> str:
    """Return the code of a request that ended without a signature in this state."""
    return f"phone_{state}"


REFUSALS: dict[str, Promise] = {
    NOT_REGISTERED: _(
        "За Вашия ЕГН или ЛНЧ няма регистрация за мобилен КЕП. Подпишете заявлението на компютър или го подайте без този подпис."
    ),
    NOT_SENT: _("Не успяхме да изпратим заявлението до телефона. Опитайте отново след няколко минути."),
    NOT_FETCHED: _("Не успяхме да получим подписаното заявление от доставчика. Изпратете го отново."),
    NOT_ACCEPTED: _WRONG,
    CHANGED: _("Заявлението е променено, докато чакаше подпис на телефона. Изпратете го отново."),
    STOPPED: _("Чакането е спряно. Ако заявлението още се вижда на телефона, не го подписвайте."),
    ended_as(State.REJECTED): _(
        "Заявлението е отказано на телефона. Ако не сте го отказали Вие, изпратете го отново."
    ),
    ended_as(State.EXPIRED): _UNSIGNED,
    ended_as(State.WITHDRAWN): _UNSIGNED,
    ended_as(State.FAILED): _FAILED,
    ended_as(State.UNDELIVERABLE): _FAILED,
    ended_as(State.FACE_CHECK_FAILED): _FAILED,
    Fault.OTHER_PERSON: OF_A_FILE[Fault.OTHER_PERSON],
    ISSUER_SILENT: OF_A_FILE[ISSUER_SILENT],
    CertificateRefusal.EXPIRED: _NOT_VALID,
    CertificateRefusal.REVOKED: _NOT_VALID,
}
"""What is said where nothing could be taken from the phone, or what came from there, by the code that is kept; for others `NOT_ACCEPTED`."""


def name_on_the_phone(signature: FormSignature) -> str:
    """Return what the app calls the form: the service, and when it was made, by which two of them are told apart."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{title_of(signature.draft)}, {wording.moment(signature.handed_out_at)}"
