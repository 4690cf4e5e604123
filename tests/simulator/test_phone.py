"""The phone's pages S-01 to S-08 as a person walks them, through the HTML alone."""

import pytest

from tests.simulator.vendor import HTTP, MARIA, PHONE, Vendor, document
from tests.simulator.visitor import Visitor

STATEMENT = "НОИ – Изявление за предоставяне на лични данни"
REGISTRATION = {
    "phone": "0880 000 003",
    "first_name": "Петър",
    "middle_name": "",
    "last_name": "Ялъмов",
    "number": "8501010002",
    "card_number": "600000003",
    "card_valid_until": "2031-05-12",
    "code": "246810",
}


@pytest.fixture
def visitor(vendor: Vendor) -> Visitor:
    return Visitor(vendor.url)


@pytest.fixture
def inside(visitor: Visitor) -> Visitor:
    """Maria's phone, with the app open."""
    visitor.go("/simulator/")
    visitor.press("Вход", phone=PHONE, code=MARIA["code"])
    assert visitor.page.headings == ["Чакащи заявки"]
    return visitor


def register(visitor: Visitor) -> None:
    visitor.go("/simulator/registratsiya/")
    visitor.press("Продължете", **REGISTRATION)
    visitor.press("Снимах документа")


def test_s01_registration_takes_the_three_confirmations_and_then_the_code_opens_the_app(
    vendor: Vendor, visitor: Visitor
) -> None:
    register(visitor)
    visitor.press("Минете през видео разпознаване")
    assert vendor.call("/user/check", user={"phone": "+359880000003"}).code == 438
    visitor.press("Потвърдете с кода от SMS")
    assert "Регистрацията е готова" in visitor.page.text
    assert vendor.call("/user/check", user={"phone": "+359880000003"}).code == 204
    visitor.press("Вход", code="246810")
    assert visitor.page.headings == ["Чакащи заявки"]


def test_s01_when_the_face_is_not_recognised_an_operator_helps(vendor: Vendor, visitor: Visitor) -> None:
    vendor.control("next", registration="face_fails")
    register(visitor)
    visitor.press("Минете през видео разпознаване")
    assert "Лицевото разпознаване не успя" in visitor.page.text
    visitor.press("Видеоразговор с оператор")
    visitor.press("Потвърдете с кода от SMS")
    assert visitor.page.headings == ["Вход с код"]


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("phone", "123", "Въведете мобилен номер"),
        ("number", "85010", "Въведете 10 цифри"),
        ("last_name", "", "Въведете фамилно име"),
        ("card_valid_until", "", "Въведете до кога е валидна личната карта"),
        ("code", "12345", "Въведете код от 6 цифри"),
    ],
)
def test_s01_a_mistake_is_named_at_its_field_and_what_was_typed_stays(
    visitor: Visitor, field: str, value: str, text: str
) -> None:
    visitor.go("/simulator/registratsiya/")
    visitor.press("Продължете", **(REGISTRATION | {field: value}))
    assert visitor.page.title.startswith("Грешка: ")
    assert visitor.page.text.count(text) == 2
    assert f'id="{field}-error"'.encode() in visitor.body
    assert visitor.page.links[next(says for says in visitor.page.links if text in says)] == f"#{field}"
    assert visitor.page.forms[0].values["first_name"] == "Петър"
    assert b"246810" not in visitor.body


def test_s02_a_wrong_code_is_said_and_five_lock_the_app(visitor: Visitor) -> None:
    visitor.go("/simulator/")
    for _ in range(4):
        visitor.press("Вход", phone=PHONE, code="000000")
        assert "Кодът не е верен" in visitor.page.text
    visitor.press("Вход", phone=PHONE, code="000000")
    assert "заключено" in visitor.page.text
    visitor.press("Вход", phone=PHONE, code=MARIA["code"])
    assert "заключено" in visitor.page.text
    visitor.follow("Хора и заявки")
    visitor.press("Отключи")
    visitor.go("/simulator/")
    visitor.press("Вход", phone=PHONE, code=MARIA["code"])
    assert visitor.page.headings == ["Чакащи заявки"]


def test_s02_an_unknown_number_is_said(visitor: Visitor) -> None:
    visitor.go("/simulator/")
    visitor.press("Вход", phone="+359880000099", code="123456")
    assert "Няма регистрация с този номер" in visitor.page.text


def test_s02_the_phone_remembers_whose_it_is_but_asks_for_the_code_again(inside: Visitor) -> None:
    inside.press("Изход")
    assert (inside.page.headings, "phone" in inside.page.forms[0].values) == (["Вход с код"], False)
    inside.go("/simulator/zayavki/")
    assert inside.page.headings == ["Вход с код"]
    inside.follow("Друг телефон")
    assert "phone" in inside.page.forms[0].values


def test_s03_to_s07_a_signed_request_leaves_the_waiting_ones_and_appears_in_the_history(
    vendor: Vendor, inside: Visitor
) -> None:
    assert "Няма чакащи заявки." in inside.page.text
    vendor.control("settings", delay_sign=0.5)
    transaction = vendor.identify().json["transactionID"]
    inside.follow("Обновете списъка")
    inside.follow(STATEMENT)
    inside.follow("Виж файла")
    assert (inside.headers["Content-Type"], inside.body[:5]) == ("application/pdf", b"%PDF-")
    inside.go(f"/simulator/zayavki/{transaction}/")
    inside.press("Идентифицирай ме за своя сметка")
    inside.press("Потвърди", code="000000")
    assert "Кодът не е верен" in inside.page.text
    inside.press("Потвърди", code=MARIA["code"])
    assert "Моля, изчакайте процесът да завърши!" in inside.page.text
    assert b"http-equiv" not in inside.body
    vendor.wait_for(transaction, 2)
    inside.follow("Провери сега")
    assert inside.page.headings == ["История"]
    assert STATEMENT in inside.page.text
    assert "Подписана" in inside.page.text
    inside.follow("Виж файла")
    assert b"/ByteRange" in inside.body
    inside.go("/simulator/zayavki/")
    assert "Няма чакащи заявки." in inside.page.text


def test_s04_a_document_is_signed_with_another_button_and_may_have_to_be_viewed_first(
    vendor: Vendor, inside: Visitor, pdf: bytes
) -> None:
    fields = document(pdf)["document"] | {"preview": 1}
    transaction = vendor.send_document(pdf, document=fields).json["transactionID"]
    inside.go("/simulator/zayavki/")
    inside.follow("НОИ – PIK Certificate")
    inside.press("Подпиши")
    assert inside.page.title.startswith("Грешка: ")
    assert "Първо отворете файла" in inside.page.text
    inside.follow("Виж файла")
    inside.go(f"/simulator/zayavki/{transaction}/")
    inside.press("Подпиши")
    inside.press("Потвърди", code=MARIA["code"])
    vendor.wait_for(transaction, 2)


def test_s04_a_request_can_be_refused(vendor: Vendor, inside: Visitor) -> None:
    transaction = vendor.identify().json["transactionID"]
    inside.go(f"/simulator/zayavki/{transaction}/")
    inside.press("Откажи")
    assert inside.page.headings == ["История"]
    assert "Отказана" in inside.page.text
    assert vendor.status(transaction).json["status"] == 3


def test_s04_an_expired_request_says_so_and_cannot_be_signed(vendor: Vendor, inside: Visitor) -> None:
    transaction = vendor.identify().json["transactionID"]
    vendor.control("expire", transactionID=transaction)
    for path in ("", "kod/"):
        inside.go(f"/simulator/zayavki/{transaction}/{path}")
        assert "не може да бъде подписана: изтекла" in inside.page.text


def test_s06_a_failed_face_check_says_so(vendor: Vendor, inside: Visitor) -> None:
    vendor.control("next", signing="face_check_failed")
    transaction = vendor.identify().json["transactionID"]
    inside.go(f"/simulator/zayavki/{transaction}/kod/")
    inside.press("Потвърди", code=MARIA["code"])
    vendor.wait_for(transaction, 5)
    inside.go(f"/simulator/zayavki/{transaction}/podpisvane/")
    assert "не беше подписана: неуспешно лицево разпознаване" in inside.page.text


def test_a_request_that_has_not_appeared_or_is_of_another_is_not_there(
    vendor: Vendor, inside: Visitor
) -> None:
    vendor.control("people", **(MARIA | {"phone": "+359880000002", "number": "8501010003"}))
    others = vendor.identify(user={"phone": "+359880000002"}).json["transactionID"]
    vendor.control("settings", delay_appear=30)
    later = vendor.identify().json["transactionID"]
    for transaction in (others, later, "0" * 12):
        for path in ("", "fayl.pdf", "kod/", "podpisvane/", "podpisvane/sastoyanie/"):
            inside.go(f"/simulator/zayavki/{transaction}/{path}")
            assert inside.code == 404


def test_outside_the_app_every_page_of_it_asks_for_the_code(vendor: Vendor, visitor: Visitor) -> None:
    transaction = vendor.identify().json["transactionID"]
    for path in ("zayavki/", f"zayavki/{transaction}/", f"zayavki/{transaction}/fayl.pdf", "istoriya/"):
        visitor.go(f"/simulator/{path}")
        assert visitor.page.headings == ["Вход с код"]


def test_s08_plans_and_settings_are_beside_every_page(vendor: Vendor, inside: Visitor) -> None:
    inside.press("Задай", check="not_registered", sending="lost_answer", result="zip_bomb")
    assert "Следваща проверка: няма регистрация" in inside.page.text
    assert "Следващ резултат: архив бомба" in inside.page.text
    assert vendor.call("/user/check", user={"phone": PHONE}).code == 438
    inside.press("Запази", delay_sign="7.5", package="aes", version="newer")
    settings = vendor.look("settings").json
    assert (settings["delay_sign"], settings["package"], settings["version"]) == (7.5, "aes", "newer")


@pytest.mark.parametrize(("button", "state"), [("Подпиши", 2), ("Откажи", 3), ("Нека изтече", 4)])
def test_s08_requests_can_be_ended_by_the_developer(
    vendor: Vendor, visitor: Visitor, button: str, state: int
) -> None:
    transaction = vendor.identify().json["transactionID"]
    visitor.go("/simulator/upravlenie/")
    visitor.press(button)
    vendor.wait_for(transaction, state)
    visitor.press("Изчисти")
    assert "Още няма заявки." in visitor.page.text


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("sledvashto", {"check": "nonsense"}, 400),
        ("nastroyki", {"delay_sign": "900"}, 400),
        ("zayavka", {"transaction": "1", "act": "sign"}, 404),
    ],
)
def test_s08_what_no_form_of_ours_sends_is_refused(
    vendor: Vendor, path: str, fields: dict[str, str], code: int
) -> None:
    answer = HTTP.request("POST", f"{vendor.url}/simulator/upravlenie/{path}/", fields=fields)
    assert answer.status == code


def test_no_number_of_a_person_stands_in_an_address(vendor: Vendor, inside: Visitor) -> None:
    vendor.identify()
    inside.go("/simulator/zayavki/")
    for href in inside.page.links.values():
        assert MARIA["number"] not in href
        assert PHONE not in href
