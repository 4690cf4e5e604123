"""Why a login with the phone did not come about, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.signing.models import SigningRequest

State = SigningRequest.State

NOT_REGISTERED = "not_registered"
NOT_SENT = "not_sent"
NOT_ACCEPTED = "not_accepted"
NO_NUMBER = "no_number"

_EXPIRED = _("Документът не беше подписан навреме. Започнете входа отначало.")
_FAILED = _("Подписването не стана. Започнете входа отначало.")
REFUSALS: dict[str, Promise] = {
    NOT_REGISTERED: _(
        "За този телефон няма регистрация за мобилен КЕП. Проверете номера или влезте по друг начин."
    ),
    NOT_SENT: _("Не успяхме да изпратим документа до телефона. Опитайте отново след няколко минути."),
    NOT_ACCEPTED: _("Подписът не можа да бъде проверен и входът не е приет. Влезте по друг начин."),
    NO_NUMBER: _("В удостоверението няма ЕГН или ЛНЧ. Влезте с КЕП, в който е вписан номерът Ви."),
    State.REJECTED: _("Документът е отказан на телефона. Ако не сте го отказали Вие, опитайте отново."),
    State.EXPIRED: _EXPIRED,
    State.WITHDRAWN: _EXPIRED,
    State.FAILED: _FAILED,
    State.UNDELIVERABLE: _FAILED,
    State.FACE_CHECK_FAILED: _FAILED,
}
"""By the code that is kept; the codes must not change."""
