"""What a person does in the browser, step by step, as the journeys of the specification tell it (J0, J1)."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from nssi.operate.installation import Installation
from tests.support.browser import violations
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

    def go(self, path: str) -> None:
        self.page.goto(f"{self.installation.url}{path}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").locator("a").filter(has_text=name).first.click()

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def sees_title(self, text: str) -> None:
        expect(self.page).to_have_title(text)

    def is_accessible(self) -> None:
        assert violations(self.page) == []

    def wait_until_done(self) -> None:
        """Wait for the step at work: with scripts the page changes by itself, without them one presses a link."""
        for _ in range(100):
            waiting = self.page.get_by_role("link", name=PROGRESS)
            if not waiting.count():
                return
            if self.scripts:
                waiting.wait_for(state="detached", timeout=60_000)
            else:
                self.page.wait_for_timeout(200)
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
