"""J0: a PIK by phone, in a real browser, with the phone of the simulator (S0.1-S0.9)."""

import re

import pytest

from tests.support.browser import ON_A_PHONE
from tests.support.journeys import CHECK, STEPS, Visit
from tests.support.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pik")]

WARNING = "Изпълнете всички стъпки тук, в портала."


@pytest.fixture
def visit(installation, open_page) -> Visit:
    return Visit(installation, open_page(width=360))


@ON_A_PHONE
def test_somebody_without_the_app_registers_and_gets_a_pik_with_which_they_log_in(
    installation, open_page, width: int, scripts: bool
):
    """H: S0.2-S0.5, and K-01…K-06 are accessible in every state."""
    visit = Visit(installation, open_page(width=width, scripts=scripts), scripts)
    visit.go("/")
    visit.is_accessible()
    visit.follow("Издаване на ПИК")
    visit.is_accessible()
    visit.follow("Започни")
    visit.sees(WARNING)
    visit.is_accessible()

    phone = Phone.register_new(installation.simulator_url)
    phone.will(check="not_registered")
    visit.page.get_by_label("Номер на мобилен телефон").fill(phone.phone)
    visit.press(CHECK)
    visit.wait_until_done()
    visit.sees("Няма регистрация с този номер в приложението за подписване.")
    assert visit.page.title().startswith("Грешка: ")
    assert re.sub(r"\D", "", visit.page.get_by_label("Номер на мобилен телефон").input_value()).endswith(
        phone.phone[-9:]
    )
    visit.is_accessible()

    visit.press(CHECK)
    visit.wait_until_done()
    visit.sees("Имате регистрация и можете да заявите ПИК.")
    visit.sees(WARNING)
    visit.is_accessible()

    visit.chooses_step(2)
    visit.sees("Идентифицирай ме за своя сметка")
    visit.is_accessible()
    sign_on_the_phone(visit, phone, open_page, "Идентифицирай ме за своя сметка")
    visit.chooses_step(3)
    visit.sees("неактивиран")
    visit.is_accessible()
    sign_on_the_phone(visit, phone, open_page, "Подпиши")
    visit.chooses_step(4)
    visit.sees("Вашият ПИК е активен")
    visit.sees("Документи › История")
    visit.is_accessible()

    pik = phone.pik()
    assert pik not in visit.page.content()
    visit.follow("Към е-услугите")
    visit.sees_title("Е-услуги и справки – Е-услуги")
    visit.go("/vhod/pik/")
    visit.is_accessible()
    visit.logs_in(phone.number, pik)
    visit.sees("Моето табло")
    visit.is_accessible()


def sign_on_the_phone(visit: Visit, phone: Phone, open_page, button: str) -> None:
    """S-02…S-07: the code, the waiting request, the button, the code again, the history."""
    device = open_page(width=390)
    device.goto(f"{phone.simulator_url}/simulator/")
    device.get_by_label("Телефон").fill(phone.phone)
    device.get_by_label("Код за приложението").fill(phone.code)
    device.get_by_role("button", name="Вход").click()
    request = device.get_by_role("main").get_by_role("link", name="НОИ")
    for _ in range(100):
        if request.count():
            break
        device.wait_for_timeout(100)
        device.reload()
    request.first.click()
    file = device.get_by_role("link", name="Виж файла").get_attribute("href")
    assert device.request.get(f"{phone.simulator_url}{file}").body().startswith(b"%PDF")
    device.get_by_role("button", name=button).click()
    device.get_by_label("Код за приложението").fill(phone.code)
    device.get_by_role("button", name="Потвърди").click()
    device.get_by_text("подписан").first.wait_for()
    device.get_by_role("link", name="История").first.click()
    assert device.get_by_role("link", name="Виж файла").count()


def test_x1_step_3_too_early_can_be_repeated_and_nothing_is_signed_twice(visit: Visit, phone: Phone):
    """S0.4, F10, K-04: the statement waits; steps 1 and 2 stay done; no second document."""
    visit.checks_the_phone(phone.phone)
    visit.chooses_step(2)
    visit.chooses_step(3)
    visit.sees("Изявлението още не е подписано.")
    assert visit.page.title().startswith("Грешка: ")
    visit.is_accessible()
    assert visit.page.get_by_role("button", name=STEPS[2]).count() == 0
    phone.sign()
    visit.chooses_step(3)
    visit.sees("неактивиран")
    assert [each["kind"] for each in phone.requests()].count("identification") == 1


def test_x2_a_failed_sending_is_repeated_alone(visit: Visit, phone: Phone):
    """S0.6, F07: step 1 stays done and inactive."""
    visit.checks_the_phone(phone.phone)
    phone.will(sending="fails")
    visit.chooses_step(2)
    visit.is_accessible()
    visit.page.get_by_role("button", name=re.compile("повторете")).wait_for()
    assert visit.page.get_by_role("button", name=CHECK).count() == 0


def test_x3_a_rejected_statement_reopens_step_2_with_a_new_document(visit: Visit, phone: Phone):
    """F12."""
    visit.checks_the_phone(phone.phone)
    visit.chooses_step(2)
    phone.reject()
    visit.chooses_step(3)
    visit.sees("Отказахте изявлението в приложението.")
    visit.chooses_step(2)
    phone.sign()
    visit.chooses_step(3)
    visit.sees("неактивиран")


def test_x4_who_comes_back_to_the_same_browser_can_go_on(visit: Visit, phone: Phone):
    """K-01: the procedure is offered again while it is valid."""
    visit.checks_the_phone(phone.phone)
    visit.chooses_step(2)
    visit.go("/")
    visit.go("/pik/")
    visit.sees("Имате започната процедура, валидна до")
    visit.is_accessible()
    visit.follow("Продължи")
    visit.sees("Идентифицирай ме за своя сметка")


def test_x5_signed_but_without_step_4_the_pik_opens_nothing(visit: Visit, phone: Phone):
    """S0.1, S0.5: the login answers as to anybody wrong, and reminds of step 4."""
    visit.checks_the_phone(phone.phone)
    visit.chooses_step(2)
    phone.sign()
    visit.chooses_step(3)
    phone.sign()
    visit.go("/vhod/pik/")
    visit.logs_in(phone.number, phone.pik())
    visit.sees("Грешно ЕГН/ЛНЧ или ПИК.")
    visit.sees("не сте изпълнили стъпка 4")
    visit.is_accessible()


def test_x7_a_provider_that_does_not_answer_costs_no_second_signature(visit: Visit, phone: Phone):
    """F14: the statement stays signed, step 3 is repeated alone."""
    visit.checks_the_phone(phone.phone)
    visit.chooses_step(2)
    phone.sign()
    phone.will(sending="fails")
    visit.chooses_step(3)
    visit.page.get_by_role("button", name=re.compile("повторете")).wait_for()
    assert [each["kind"] for each in phone.requests()].count("identification") == 1


def test_x8_a_second_tab_joins_the_one_run(visit: Visit, phone: Phone):
    """F22: two tabs press the same button; one document is sent."""
    visit.checks_the_phone(phone.phone)
    tab = Visit(visit.installation, visit.page.context.new_page())
    tab.go("/pik/stapki/")
    visit.press(STEPS[2])
    tab.press(STEPS[2])
    visit.wait_until_done()
    tab.wait_until_done()
    phone.sign()
    assert len(phone.requests()) == 1


def test_x9_the_typed_address_of_a_done_step_starts_nothing(visit: Visit, phone: Phone):
    """F21."""
    visit.checks_the_phone(phone.phone)
    visit.go("/pik/stapki/1/")
    visit.sees("Стъпка 1 вече е изпълнена.")
    visit.go("/pik/stapki/4/")
    visit.sees("Първо изпълнете стъпка 2.")
    visit.is_accessible()
    assert phone.requests() == []


def test_x11_focus_and_announcements_follow_what_happens(visit: Visit, phone: Phone, jobs_held):
    """After a failure the focus is on the error summary; the step at work is announced by a status region."""
    visit.checks_the_phone(phone.phone)
    with jobs_held():
        visit.press(STEPS[2])
        visit.page.get_by_role("status").filter(has_text="Изпращаме документа към телефона Ви.").wait_for()
    visit.wait_until_done()
    visit.chooses_step(3)
    visit.page.wait_for_function("document.activeElement.closest('.govuk-error-summary') !== null")


def test_x6_after_two_hours_nothing_can_be_activated(visit: Visit, phone: Phone):
    """S0.8, F20, K-07: signed in time, but step 4 is not chosen in time. Moves the clock, so it comes last."""
    visit.checks_the_phone(phone.phone)
    visit.chooses_step(2)
    phone.sign()
    visit.chooses_step(3)
    phone.sign()
    visit.go("/demo/")
    visit.is_accessible()
    visit.press("2 часа напред")
    visit.go("/pik/stapki/")
    visit.sees("Изминаха 2 часа от изпращането на документите")
    visit.is_accessible()
    visit.go("/vhod/pik/")
    visit.logs_in(phone.number, phone.pik())
    visit.sees("Грешно ЕГН/ЛНЧ или ПИК.")
