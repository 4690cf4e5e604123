"""The signing of a form with a QES before it is filed: where it stands, and what is said of what came back (C-22)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.access.qes.check import CertificateRefusal
from nssi.applications.models import Draft, FormSignature
from nssi.applications.wizard import Journey
from nssi.signing.verification import Fault

State = FormSignature.State

_NOT_WHOLE = _(
    "Файлът не е изтегленото от Вас заявление или е променен. Изтеглете заявлението отново, подпишете го, без да го променяте, и качете подписания файл."
)
NOT_ACCEPTED = _(
    "Подписът не е с валиден КЕП от доставчик в доверителния списък. Подпишете с КЕП и качете файла отново."
)
_NO_LONGER_VALID = _(
    "Удостоверението, с което е подписано, е изтекло или прекратено. Подновете го при Вашия доставчик."
)
ISSUER_SILENT = CertificateRefusal.ISSUER_SILENT.value
REFUSALS: dict[str, Promise] = {
    Fault.NOT_ONE_SIGNATURE: _(
        "Във файла няма подпис или подписите са повече от един. Подпишете изтегленото заявление веднъж и качете подписания файл."
    ),
    Fault.NOT_PADES: _(
        "Подписът не е във формат PAdES. Изберете PAdES в програмата, с която подписвате, и качете файла отново."
    ),
    Fault.CHANGED_AFTER_SIGNING: _NOT_WHOLE,
    Fault.BROKEN: _NOT_WHOLE,
    Fault.OTHER_DOCUMENT: _NOT_WHOLE,
    Fault.NOT_READABLE: _NOT_WHOLE,
    Fault.SIGNING_TIME: _(
        "Времето на подписване не е след изтеглянето на заявлението. Сверете часовника на компютъра и подпишете отново."
    ),
    Fault.NOT_TRUSTED: NOT_ACCEPTED,
    CertificateRefusal.NOT_QUALIFIED: NOT_ACCEPTED,
    CertificateRefusal.EXPIRED: _NO_LONGER_VALID,
    CertificateRefusal.REVOKED: _NO_LONGER_VALID,
    CertificateRefusal.ISSUER_SILENT: _(
        "Издателят на удостоверението не отговаря, затова не можем да проверим подписа. Опитайте отново след няколко минути."
    ),
    CertificateRefusal.ORGANISATION: _(
        "Подписът е на юридическо лице и не посочва кой подписва. Подпишете с КЕП на физическо лице."
    ),
    Fault.SIGNER_UNKNOWN: _(
        "В удостоверението няма ЕГН или ЛНЧ. Подпишете с КЕП, в който е вписан номерът Ви."
    ),
    Fault.OTHER_PERSON: _("Подписът е на друго лице. Заявлението подписва този, който го подава."),
    Fault.TOO_LARGE: _NOT_WHOLE,
}
"""What is said to whoever brought a file that cannot be taken, by the code kept with it. The codes must not change."""


def signature_of(draft: Draft, journey: Journey) -> FormSignature | None:
    """Return how the signing of the draft stands; None where nothing was handed out, or the draft has changed since.

    The journey is walked in the language in which applications are filed.
    """
    return (
        FormSignature.objects.filter(draft_id=draft.pk, covers=journey.digest)
        .select_related("signed", "request")
        .defer("form")
        .first()
    )


def is_being_signed(draft: Draft) -> bool:
    """Return whether something that was signed, or is on the phone to be signed, would stay behind if the draft were filed without it."""
    states = [State.ON_PHONE, State.PRESENTED, State.ACCEPTED]
    return FormSignature.objects.filter(draft_id=draft.pk, state__in=states).exists()


def accepted_signature(draft: Draft, journey: Journey) -> FormSignature | None:
    """Return the signature under exactly this draft that was found right, or None."""
    signature = signature_of(draft, journey)
    if signature is None or signature.state != State.ACCEPTED or signature.signed is None:
        return None
    return None if signature.signed.state == signature.signed.State.INFECTED else signature
