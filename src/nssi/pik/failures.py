"""How a step can fail: what the person is told, and what may follow. The numbers F01-F24 are those of the requirements."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class After(StrEnum):
    """What may follow a failure."""

    CORRECT = "correct"  # put it right in the field of K-01
    REGISTER = "register"  # register in the app, K-02, and check again
    REPEAT = "repeat"  # choose the same step again
    REOPEN = "reopen"  # step 2 opens again: the person refused, so a new document is sent
    STOP = "stop"  # the procedure is over


@dataclass(frozen=True)
class Failure:
    """A way to fail. `signed_already`: the repeat needs no second signature, and the page says so."""

    code: str
    text: str
    after: After
    signed_already: bool = False

    @property
    def reopens(self) -> int | None:
        """The number of the step that opens again because nothing of it was signed."""
        return 2 if self.after is After.REOPEN else None

    @property
    def ends(self) -> bool:
        """Whether the procedure is over."""
        return self.after is After.STOP

    def tell(self, step: int) -> str:
        """Return what the person is told when `step` failed so."""
        return gettext(self.text) % {"step": step, "phone": settings.INSTITUTION_PHONE}


F01 = Failure("F01", _("Въведете номер на мобилен телефон"), After.CORRECT)
F02 = Failure(
    "F02", _("Въведете български мобилен номер, например +359\u00a0888\u00a0123\u00a0456"), After.CORRECT
)
F03 = Failure(
    "F03",
    _(
        "Няма регистрация с този номер в приложението за подписване. За да получите ПИК по електронен път, "
        "инсталирайте приложението, направете регистрация и преминете отново през „Проверка на регистрацията“."
    ),
    After.REGISTER,
)
F04 = Failure(
    "F04",
    _("Регистрацията Ви в приложението не е завършена. Довършете идентификацията в него и проверете отново."),
    After.REGISTER,
)
F05 = Failure(
    "F05",
    _("Не успяхме да се свържем с доставчика на подписа. Опитайте отново след няколко минути."),
    After.REPEAT,
)
F06 = Failure("F06", _("Твърде много проверки. Опитайте отново след 15\u00a0минути."), After.CORRECT)
F07 = Failure("F07", _("Документът не беше изпратен. Изберете стъпка %(step)s отново."), After.REPEAT)
F08 = Failure(
    "F08",
    _(
        "Още нямаме потвърждение, че документът е изпратен. Изберете стъпка %(step)s отново – "
        "няма да се изпрати втори документ."
    ),
    After.REPEAT,
)
F09 = Failure(
    "F09",
    _("Не можем да издадем ПИК по този начин. Посетете ТП на НОИ с лична карта."),
    After.STOP,
)
F10 = Failure(
    "F10",
    _("Изявлението още не е подписано. Подпишете го в приложението и изберете стъпка 3 отново."),
    After.REPEAT,
)
F11 = Failure(
    "F11",
    _("Подписването още тече. Изчакайте до 10\u00a0секунди и изберете стъпка %(step)s отново."),
    After.REPEAT,
    signed_already=True,
)
F12 = Failure(
    "F12",
    _(
        "Отказахте изявлението в приложението. Ако искате да продължите, изберете стъпка 2 – "
        "ще изпратим нов документ."
    ),
    After.REOPEN,
)
F13 = Failure(
    "F13",
    _("Подписът не можа да бъде потвърден за това лице. Свържете се с нас на %(phone)s."),
    After.STOP,
)
F14 = Failure(
    "F14",
    _(
        "Изявлението е подписано, но удостоверението не беше изпратено. Изберете стъпка 3 отново. "
        "Няма да подписвате изявлението втори път."
    ),
    After.REPEAT,
    signed_already=True,
)
F15 = Failure(
    "F15",
    _("Удостоверението още не е подписано. Подпишете го в приложението и изберете стъпка 4 отново."),
    After.REPEAT,
)
F16 = Failure("F16", F11.text, After.REPEAT, signed_already=True)
F17 = Failure(
    "F17",
    _("Отказахте удостоверението. Издаденият ПИК няма да бъде активиран. Започнете отначало."),
    After.STOP,
)
F18 = Failure(
    "F18",
    _("Не успяхме да проверим подписа. Изберете стъпка 4 отново."),
    After.REPEAT,
    signed_already=True,
)
F19 = Failure(
    "F19",
    _("Подписът е потвърден, но ПИК не беше активиран поради проблем при нас. Изберете стъпка 4 отново."),
    After.REPEAT,
    signed_already=True,
)
F20 = Failure(
    "F20",
    _(
        "Изминаха 2\u00a0часа от изпращането на документите и те вече не са валидни. "
        "Издаденият, но неактивиран ПИК беше унищожен. Започнете отначало."
    ),
    After.STOP,
)

FAILURES = {
    failure.code: failure
    for failure in (
        *(F01, F02, F03, F04, F05, F06, F07, F08, F09, F10),
        *(F11, F12, F13, F14, F15, F16, F17, F18, F19, F20),
    )
}
"""The failures by their codes. What is not among them fails nothing: F21 and F22 answer a wrong or second click,
F23 is a browser without a procedure, F24 a notice."""
