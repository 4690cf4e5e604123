"""J1 H 1-3: an application for unemployment benefit up to its УРИ, the message, and the state without a login (S1)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from nssi.foundation import clock
from tests.support.journeys import Visit
from tests.support.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-application")]

ACT = "Копие от акта за прекратяване на правоотношението"


@pytest.fixture(scope="module")
def act(tmp_path_factory) -> Path:
    """A scanned act of termination: one page A4, black and white, 300 dpi."""
    page = Image.new("1", (2480, 3508), 1)
    ImageDraw.Draw(page).text((300, 300), "ZAPOVED No 17", fill=0)
    path: Path = tmp_path_factory.mktemp("scan") / "Заповед-прекратяване.pdf"
    page.save(path, "PDF", resolution=300)
    return path


@pytest.mark.parametrize(
    ("width", "scripts"), [(360, True), (1280, True), (360, False), (1280, False)],
    ids=["360", "1280", "360 without scripts", "1280 without scripts"],
)  # fmt: skip
def test_from_the_description_of_the_service_to_its_state_by_uri_and_code(
    installation, open_page, act: Path, width: int, scripts: bool
):
    phone = Phone.register_new(installation.simulator_url)
    pik = Visit(installation, open_page(width=1280)).gets_a_pik(phone)
    visit = Visit(installation, open_page(width=width, scripts=scripts), scripts)

    visit.go("/uslugi/obezshtetenie-bezrabotitsa/")
    visit.sees("безплатн")
    visit.is_accessible()
    visit.follow("Започни")
    visit.is_accessible()
    visit.follow("Вход с ПИК")
    visit.logs_in(phone.number, pik)

    heading(visit, "Преди да започнете")
    visit.press("Продължи")
    visit.sees("Потвърдете, че сте прочели важната информация")
    visit.is_accessible()
    visit.page.get_by_label("Прочетох важната информация").check()
    visit.press("Продължи")

    heading(visit, "Лични данни")
    assert phone.number not in visit.page.content(), "the number is masked"
    visit.page.get_by_label("Настоящ адрес").fill("1000 София, ул. „Примерна“ № 1")
    visit.page.get_by_label("Телефон").fill("0888 123 456")
    visit.page.get_by_label("E-mail").fill(mail := f"maria.{phone.number[-5:]}@example.bg")
    visit.is_accessible()
    visit.press("Продължи")

    visit.page.get_by_label("Избор на териториално поделение").select_option(label="ТП на НОИ – Варна")
    visit.is_accessible()
    visit.press("Продължи")

    heading(visit, "Данни за прекратяването")
    visit.page.get_by_label("Последен осигурител").fill("„Пример“ ЕООД")
    terminated = clock.today() - timedelta(days=3)
    for label, value in (("Ден", terminated.day), ("Месец", terminated.month), ("Година", terminated.year)):
        visit.page.get_by_label(label, exact=True).fill(str(value))
    visit.page.get_by_label("По взаимно съгласие").check()
    visit.page.get_by_label("Не", exact=True).check()
    visit.is_accessible()
    visit.press("Продължи")

    heading(visit, "Документи")
    visit.press("Продължи")
    visit.sees(f"Приложете {ACT[0].lower()}{ACT[1:]}")
    visit.is_accessible()
    visit.page.get_by_label(ACT).set_input_files(act)
    visit.page.get_by_role("button", name=re.compile("^Качи")).first.click()
    visit.sees("Качен 1 файл")
    visit.sees(act.name)
    visit.is_accessible()
    visit.press("Продължи")

    heading(visit, "Начин на получаване")
    visit.page.get_by_label("По електронен път").check()
    visit.is_accessible()
    visit.press("Продължи")

    heading(visit, "Проверете данните")
    visit.sees("ТП на НОИ – Варна")
    visit.page.get_by_label(re.compile("Декларирам")).check()
    visit.is_accessible()
    visit.press("Продължи")
    visit.is_accessible()
    visit.press("Подай с ПИК")

    heading(visit, "Заявлението е заведено")
    visit.is_accessible()
    codes = [code.strip() for code in visit.page.locator(".nssi-code").all_inner_texts()]
    uri = next(code for code in codes if re.fullmatch(r"1001-\d{6}-\d\d\.\d\d\.\d{4}", code))
    access_code = next(code for code in codes if re.fullmatch(r"[2-9A-Z]{8}", code))
    visit.page.reload()
    visit.sees(uri)

    the_message_arrives(visit, mail, uri, access_code)

    visit.go("/moite/")
    visit.sees(uri)
    visit.is_accessible()
    visit.press("Изход")
    visit.go("/moite/")
    expect(visit.page).to_have_url(re.compile("/vhod/"))

    visit.go("/proverka/")
    visit.is_accessible()
    visit.page.get_by_label(re.compile("УРИ")).fill(uri.lower())
    visit.page.get_by_label("Код за достъп").fill(f"{access_code[:4].lower()} {access_code[4:].lower()}")
    visit.press("Провери")
    visit.sees("ТП на НОИ – Варна")
    visit.is_accessible()
    for personal in (phone.number, "Иванова", "Примерна", mail):
        assert personal not in visit.page.content()


def heading(visit: Visit, text: str) -> None:
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text(text)


def the_message_arrives(visit: Visit, mail: str, uri: str, access_code: str) -> None:
    """S1.7: УРИ, access code and address; nothing else personal."""
    for _ in range(100):
        visit.go("/demo/poshta/")
        letter = visit.page.get_by_role("listitem").filter(has_text=mail)
        if letter.count():
            break
        visit.page.wait_for_timeout(200)
    letter.first.get_by_role("link").click()
    text = visit.page.get_by_role("main").inner_text()
    assert uri in text and access_code in text and "/proverka/" in text
    assert "ЕГН" not in text and "Примерна" not in text
    visit.is_accessible()
