"""Every way to fail, as a table: what happens, what the person is told, what they can do next (F01-F24)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.db import connection

from nssi.access.models import PikCredential
from nssi.pik.models import PikProcedure
from tests.pik.conftest import Visitor

ABANDON, CHECK = "Откажи процедурата", "Проверка на регистрацията"
STEP = {
    2: "2. Искане за издаване на ПИК",
    3: "3. Издаване на ПИК",
    4: "4. Подписах Удостоверението за ПИК",
}


def again(step: int) -> str:
    return f"{STEP[step]} – повторете"


def nothing(_: Visitor) -> None:
    """What the table needs has happened on the way already."""


def plans(**events: str) -> Callable[[Visitor], None]:
    return lambda visitor: visitor.phone.will(**events)


def signs(visitor: Visitor) -> None:
    visitor.phone.sign()


def signs_with(damage: str) -> Callable[[Visitor], None]:
    def arrange(visitor: Visitor) -> None:
        visitor.phone.will(result=damage)
        visitor.phone.sign()

    return arrange


def signs_then(**events: str) -> Callable[[Visitor], None]:
    def arrange(visitor: Visitor) -> None:
        visitor.phone.sign()
        visitor.phone.will(**events)

    return arrange


def signs_and_the_certificate_is_refused(visitor: Visitor) -> None:
    visitor.phone.sign()
    visitor.certificate_will_be_refused()


def rejects(visitor: Visitor) -> None:
    visitor.phone.reject()


def lets_expire(visitor: Visitor) -> None:
    visitor.phone.tell("expire")


def fails_to_sign(how: str) -> Callable[[Visitor], None]:
    def arrange(visitor: Visitor) -> None:
        visitor.phone.will(signing=how)
        visitor.phone.tell("sign")

    return arrange


def is_still_signing(visitor: Visitor) -> None:
    visitor.simulator.change(delay_sign=30.0)
    visitor.phone.tell("sign")


def provider_goes_down(visitor: Visitor) -> None:
    visitor.simulator.change(outage="unavailable")


def signs_and_provider_goes_down(visitor: Visitor) -> None:
    """The signature is known, by the reading that a callback has asked for, before the provider goes down."""
    visitor.phone.sign()
    visitor.provider_calls_back()
    provider_goes_down(visitor)


def holds_an_expired_card(visitor: Visitor) -> None:
    visitor.holds(card_valid_until="2020-01-01")


@dataclass(frozen=True)
class Case:
    """At `step`, after `arrange`: the person reads `told`, and then finds these buttons and no others.

    `first` happens before the procedure begins.
    """

    code: str
    step: int
    arrange: Callable[[Visitor], None]
    told: str
    buttons: list[str] = field(default_factory=list)
    signed_already: bool = False
    first: Callable[[Visitor], None] = nothing


REPEAT = {step: [again(step), ABANDON] for step in STEP}
F08 = "Още нямаме потвърждение, че документът е изпратен. Изберете стъпка {} отново – няма да се изпрати втори документ."
F11 = "Подписването още тече. Изчакайте до 10\u00a0секунди и изберете стъпка {} отново."
F12 = "Отказахте изявлението в приложението. Ако искате да продължите, изберете стъпка 2 – ще изпратим нов документ."
F13 = "Подписът не можа да бъде потвърден за това лице. Свържете се с нас на 0700 14 802."
F14 = "Изявлението е подписано, но удостоверението не беше изпратено. Изберете стъпка 3 отново. Няма да подписвате изявлението втори път."
F17 = "Отказахте удостоверението. Издаденият ПИК няма да бъде активиран. Започнете отначало."
F05 = "Не успяхме да се свържем с доставчика на подписа. Опитайте отново след няколко минути."
F18 = "Не успяхме да проверим подписа. Изберете стъпка 4 отново."

TABLE = [
    Case("F03", 1, plans(check="not_registered"), "Няма регистрация с този номер в приложението за подписване.", [CHECK]),
    Case("F04", 1, plans(check="not_identified"), "Регистрацията Ви в приложението не е завършена.", [CHECK]),
    Case("F05", 1, provider_goes_down, F05, [CHECK]),
    Case("F07", 2, plans(sending="busy"), "Документът не беше изпратен. Изберете стъпка 2 отново.", REPEAT[2]),
    Case("F07", 2, provider_goes_down, "Документът не беше изпратен. Изберете стъпка 2 отново.", REPEAT[2]),
    Case("F08", 2, plans(sending="lost_answer"), F08.format(2), REPEAT[2]),
    Case("F08", 2, plans(sending="fails"), F08.format(2), REPEAT[2]),
    Case("F09", 3, signs, "Не можем да издадем ПИК по този начин. Посетете ТП на НОИ с лична карта.", first=holds_an_expired_card),
    Case("F10", 3, nothing, "Изявлението още не е подписано. Подпишете го в приложението и изберете стъпка 3 отново.", REPEAT[3]),
    Case("F11", 3, is_still_signing, F11.format(3), REPEAT[3], signed_already=True),
    Case("F12", 3, rejects, F12, [STEP[2], ABANDON]),
    Case("F12", 3, lets_expire, F12, [STEP[2], ABANDON]),
    Case("F12", 3, fails_to_sign("failed"), F12, [STEP[2], ABANDON]),
    Case("F12", 3, fails_to_sign("face_check_failed"), F12, [STEP[2], ABANDON]),
    Case("F12", 3, nothing, F12, [STEP[2], ABANDON], first=plans(sending="undeliverable")),
    Case("F13", 3, signs_with("other_signer"), F13),
    Case("F13", 3, signs_with("flipped_bytes"), F13),
    Case("F13", 3, signs_with("wrong_ca"), F13),
    Case("F13", 3, signs_with("unsigned_update"), F13),
    Case("F13", 3, signs_with("other_number"), F13),
    Case("F13", 3, signs_with("xml_with_entities"), F13),
    Case("F14", 3, signs_and_the_certificate_is_refused, F14, REPEAT[3], signed_already=True),
    Case("F14", 3, signs_with("truncated_package"), F14, REPEAT[3], signed_already=True),
    Case("F14", 3, signs_with("zip_bomb"), F14, REPEAT[3], signed_already=True),
    Case("F14", 3, signs_and_provider_goes_down, F14, REPEAT[3], signed_already=True),
    Case("F05", 3, provider_goes_down, F05, REPEAT[3]),
    Case("F08", 3, signs_then(sending="lost_answer"), F08.format(3), REPEAT[3]),
    Case("F15", 4, nothing, "Удостоверението още не е подписано. Подпишете го в приложението и изберете стъпка 4 отново.", REPEAT[4]),
    Case("F16", 4, is_still_signing, F11.format(4), REPEAT[4], signed_already=True),
    Case("F17", 4, rejects, F17),
    Case("F17", 4, lets_expire, F17),
    Case("F17", 4, fails_to_sign("failed"), F17),
    Case("F17", 4, fails_to_sign("face_check_failed"), F17),
    Case("F18", 4, signs_with("truncated_package"), F18, REPEAT[4], signed_already=True),
    Case("F18", 4, provider_goes_down, F18, REPEAT[4], signed_already=True),
    Case("F13", 4, signs_with("other_signer"), F13),
    Case("F13", 4, signs_with("flipped_bytes"), F13),
    Case("F13", 4, signs_with("other_document"), F13),
]  # fmt: skip


@pytest.mark.parametrize(
    "case", TABLE, ids=[f"{case.code} at step {case.step} {n}" for n, case in enumerate(TABLE)]
)
def test_a_failure_is_told_and_leaves_what_the_table_says(visitor: Visitor, case: Case):
    """S0.6"""
    case.first(visitor)
    if case.step == 1:
        case.arrange(visitor)
        page = visitor.checks()
    else:
        visitor.comes_to(case.step)
        case.arrange(visitor)
        page = visitor.chooses(case.step)
    assert [case.told in error for error in page.errors] == [True]
    assert page.title.startswith("Грешка: ")
    assert page.buttons == case.buttons
    assert ("Няма да подписвате втори път." in page.text) == case.signed_already
    waits_for_a_signature = case.code in {"F05", "F10", "F15"} and case.step > 1
    assert ("В приложението ще получите" in page.text) == waits_for_a_signature
    last = visitor.procedure.runs.latest("pk")
    assert (last.step, last.failure) == (case.step, case.code)
    if not case.buttons:
        assert visitor.procedure.end_reason == PikProcedure.End.STOPPED
        assert visitor.procedure.phone == ""
        assert not PikCredential.objects.filter(state__in=["inactive", "active"]).exists()


@pytest.fixture
def broken_table(visitor: Visitor) -> Iterator[Callable[[], None]]:
    """The database refuses to activate a PIK, until it is mended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the table is broken'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER refuses BEFORE UPDATE ON access_pikcredential FOR EACH ROW "
            "WHEN (new.state = 'active') EXECUTE FUNCTION refuse()"
        )

    def mend() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION IF EXISTS refuse CASCADE")

    yield mend
    mend()


def test_a_signature_survives_a_problem_of_ours(visitor: Visitor, broken_table: Callable[[], None], caplog):
    """F19: the signature is good, the PIK could not be activated; the repeat asks for no second one."""
    visitor.comes_to(4)
    visitor.phone.sign()
    page = visitor.chooses(4)
    [error] = page.errors
    assert "Подписът е потвърден, но ПИК не беше активиран поради проблем при нас." in error
    assert page.buttons == REPEAT[4]
    assert "Няма да подписвате втори път." in page.text
    assert visitor.procedure.runs.latest("pk").failure == "F19"
    assert "was not activated" in caplog.text
    assert list(PikCredential.objects.values_list("state", flat=True)) == ["inactive"]
    broken_table()
    assert visitor.chooses(4).h1 == "Вашият ПИК е активен"
    assert len(visitor.phone.requests()) == 2
