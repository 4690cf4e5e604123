"""What a person does in the browser, step by step, as the journeys of the specification tell it (J0, J1)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from nssi.foundation import clock
from nssi.operate.installation import Installation
from tests.support.browser import choose_files, violations
from tests.support.phone import Phone

STEPS = {
    2: "2. Искане за издаване на ПИК",
    3: "3. Издаване на ПИК",
    4: "4. Подписах Удостоверението за ПИК",
}
CHECK = "Проверка на регистрацията"
PROGRESS = "Провери сега"


@dataclass(frozen=True)
class Visit:
    """A person before the portal: the page they look at, and how it is looked at."""

    installation: Installation
    page: Page
    scripts: bool = True
    examined: bool = False

    def go(self, path: str) -> None:
        self.page.goto(f"{self.installation.url}{path}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").locator("a").filter(has_text=name).first.click()

    def follow_tab(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Части на преписката").get_by_role("link", name=name).click()

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def sees_title(self, text: str) -> None:
        expect(self.page).to_have_title(text)

    def is_accessible(self) -> None:
        assert violations(self.page) == []

    def wait_until_done(self) -> None:
        """Wait for the step at work: with scripts the page changes by itself, without them one presses a link."""
        for _ in range(300):
            self.page.wait_for_load_state("load")
            waiting = self.page.get_by_role("link", name=PROGRESS)
            if not waiting.count():
                return
            if self.scripts:
                waiting.wait_for(state="detached", timeout=60_000)
            else:
                self.page.wait_for_timeout(200)
                with self.page.expect_navigation():
                    waiting.click()
        raise AssertionError("the step never ended")

    # J0

    def checks_the_phone(self, phone: str) -> None:
        self.go("/pik/")
        self.page.get_by_label("Номер на мобилен телефон").fill(phone)
        self.press(CHECK)
        self.wait_until_done()

    def chooses_step(self, number: int) -> None:
        self.press(STEPS[number])
        self.wait_until_done()

    def gets_a_pik(self, phone: Phone) -> str:
        self.checks_the_phone(phone.phone)
        self.chooses_step(2)
        phone.sign()
        self.chooses_step(3)
        phone.sign()
        self.chooses_step(4)
        self.sees("Вашият ПИК е активен")
        return phone.pik()

    # J1

    def logs_in(self, number: str, pik: str) -> None:
        self.page.get_by_label("ЕГН или ЛНЧ").fill(number)
        self.page.get_by_label("ПИК", exact=True).fill(pik)
        self.press("Вход")

    def begins_an_application(self, number: str, pik: str) -> None:
        """From the description of the service through the login to the first question (P-02, L-01, L-02, C-10)."""
        self.go("/uslugi/obezshtetenie-bezrabotitsa/")
        self.sees("безплатн")
        self.is_as_it_should_be()
        self.follow("Започни")
        self.is_as_it_should_be()
        self.follow("Вход с ПИК")
        self.logs_in(number, pik)
        self.reads_what_is_important()

    def reads_what_is_important(self) -> None:
        """C-10 and C-12."""
        self.is_at("Преди да започнете")
        self.press("Продължи")
        self.sees("Потвърдете, че сте прочели важната информация")
        self.is_as_it_should_be()
        self.page.get_by_label("Прочетох важната информация").check()
        self.press("Продължи")
        self.is_at("Подавате ли отново заявление")
        self.page.get_by_label("Не", exact=True).check()
        self.goes_on()
        self.is_at("Лични данни")

    def fills_in_an_application(self, act: Path, mail: str) -> None:
        """C-13…C-21, with the errors of an empty page of documents on the way."""
        self.page.get_by_label("Номер на документа за самоличност").fill("641234567")
        self.page.get_by_label("Настоящ адрес").fill("1000 София, ул. „Примерна“ № 1")
        self.page.get_by_label("Телефон").fill("0888 123 456")
        self.page.get_by_label("E-mail").fill(mail)
        self.goes_on()
        self.chooses_from_a_long_list("Избор на териториално поделение", "ТП на НОИ – Варна", typed="варн")
        self.goes_on()
        self.is_at("Данни за прекратяването")
        self.page.get_by_label("Последен осигурител").fill("„Пример“ ЕООД")
        self.types_a_date(datetime.now(clock.SOFIA).date() - timedelta(days=3))
        self.page.get_by_label("По взаимно съгласие").check()
        self.goes_on()
        self.is_at("Работили ли сте в друга държава?")
        self.page.get_by_label("Не", exact=True).check()
        self.goes_on()
        self.is_at("Обстоятелства, които декларирате")
        for no in self.page.get_by_label("Не", exact=True).all():
            no.check()
        self.goes_on()
        self.is_at("Банкова сметка")
        self.page.get_by_label("IBAN").fill("BG80 BNBG 9661 1020 3456 79")
        self.press("Продължи")
        self.sees("Проверете IBAN: в него има грешка")
        self.is_as_it_should_be()
        self.page.get_by_label("IBAN").fill("BG80 BNBG 9661 1020 3456 78")
        self.page.get_by_label("Сметката е на мое име").check()
        self.goes_on()
        self.is_at("Документи")
        self.press("Продължи")
        self.sees("Приложете копие от акта за прекратяване на правоотношението")
        self.is_as_it_should_be()
        choose_files(self.page, "Копие от акта за прекратяване", act)
        self.page.get_by_role("button", name=re.compile("^Качи")).first.click()
        self.sees("Качен 1 файл")
        self.sees(act.name)
        self.goes_on()
        self.is_at("Начин на получаване")
        self.page.get_by_label("По електронен път").check()
        self.goes_on()
        self.is_at("Проверете данните")
        self.sees("ТП на НОИ – Варна")
        self.declares()

    def chooses_from_a_long_list(self, label: str, option: str, *, typed: str) -> None:
        """With scripts by typing what stands in one option alone, without them from the whole list."""
        if self.scripts:
            self.page.get_by_label("Търсене в списъка").fill(typed)
            self.sees(f"Избрано: {option}")
        else:
            self.page.get_by_label(label).select_option(label=option)

    def declares(self) -> None:
        self.page.get_by_label(re.compile("^Декларирам")).check()
        self.page.get_by_label(re.compile("^Ще съобщя")).check()

    def types_a_date(self, day: date) -> None:
        """Type a date into the boxes of a page that has one."""
        for label, value in (("Ден", day.day), ("Месец", day.month), ("Година", day.year)):
            self.page.get_by_label(label, exact=True).fill(str(value))

    def files_the_application(self, button: str = "Подай с ПИК") -> tuple[str, str]:
        """C-21…C-23; return the УРИ and the access code."""
        self.goes_on()
        self.is_as_it_should_be()
        self.press(button)
        self.is_at("Заявлението е заведено")
        self.is_as_it_should_be()
        codes = [code.strip() for code in self.page.locator(".nssi-code").all_inner_texts()]
        uri = next(code for code in codes if re.fullmatch(r"1001-\d{6}-\d\d\.\d\d\.\d{4}", code))
        return uri, next(code for code in codes if re.fullmatch(r"[2-9A-Z]{8}", code))

    def looks_up_the_state(self, uri: str, access_code: str) -> None:
        """P-05, P-05b: typed in small letters and with a space, as people do."""
        self.go("/proverka/")
        self.is_as_it_should_be()
        self.page.get_by_label(re.compile("УРИ")).fill(uri.lower())
        self.page.get_by_label("Код за достъп").fill(f"{access_code[:4].lower()} {access_code[4:].lower()}")
        self.press("Провери")
        self.sees("ТП на НОИ – Варна")
        self.is_as_it_should_be()

    def goes_on(self) -> None:
        self.is_as_it_should_be()
        self.press("Продължи")

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def is_as_it_should_be(self) -> None:
        """Examine the page where this visit is an examined one."""
        if self.examined:
            self.is_accessible()
