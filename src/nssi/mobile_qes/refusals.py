"""Why a login with the phone did not come about, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.access.qes.check import CertificateRefusal
from nssi.signing.models import SigningRequest

State = SigningRequest.State

NOT_REGISTERED = "not_registered"
NOT_SENT = "not_sent"
NOT_ACCEPTED = "not_accepted"
NO_NUMBER = "no_number"
NO_LONGER_VALID = "no_longer_valid"
ISSUER_SILENT = "issuer_silent"
OF_THE_CERTIFICATE = {
    CertificateRefusal.EXPIRED: NO_LONGER_VALID,
    CertificateRefusal.REVOKED: NO_LONGER_VALID,
    CertificateRefusal.ISSUER_SILENT: ISSUER_SILENT,
    CertificateRefusal.ORGANISATION: NO_NUMBER,
    CertificateRefusal.NO_NUMBER: NO_NUMBER,
}
"""What is kept where the certificate is refused; for every other reason NOT_ACCEPTED."""

_EXPIRED = _("Документът не беше подписан навреме. Започнете входа отначало.")
_FAILED = _("Подписването не стана. Започнете входа отначало.")
REFUSALS: dict[str, Promise] = {
    NOT_REGISTERED: _(
        "За този телефон няма регистрация за мобилен КЕП. Проверете номера или влезте по друг начин."
    ),
    NOT_SENT: _("Не успяхме да изпратим документа до телефона. Опитайте отново след няколко минути."),
    NOT_ACCEPTED: _("Подписът не можа да бъде проверен и входът не е приет. Влезте по друг начин."),
    NO_NUMBER: _("В удостоверението няма ЕГН или ЛНЧ. Влезте с КЕП, в който е вписан номерът Ви."),
    NO_LONGER_VALID: _(
        "Удостоверението на телефона е изтекло или прекратено. Подновете го в приложението или влезте по друг начин."
    ),
    ISSUER_SILENT: _(
        "Издателят на удостоверението не отговаря, затова не можем да проверим подписа. Опитайте отново след няколко минути."
    ),
    State.REJECTED: _("Документът е отказан на телефона. Ако не сте го отказали Вие, опитайте отново."),
    State.EXPIRED: _EXPIRED,
    State.WITHDRAWN: _EXPIRED,
    State.FAILED: _FAILED,
    State.UNDELIVERABLE: _FAILED,
    State.FACE_CHECK_FAILED: _FAILED,
}
"""By the code that is kept; the codes must not change."""
