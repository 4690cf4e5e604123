"""The invented people of the demonstration. Their numbers are valid in form and belong to nobody's papers here."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from nssi.access.models import Official
from nssi.demo.cases import OVERPAID, PAID, PENSIONER
from nssi.demo.declarations import A_SHOP
from nssi.people.identifiers import Kind


@dataclass(frozen=True)
class DemoPerson:
    """A person of the demonstration; `phone` is registered in the phone simulator unless it is None."""

    first_name: str
    middle_name: str
    last_name: str
    number: str
    phone: str | None
    code: str
    has_pik: bool
    note: str
    kind: Kind = Kind.EGN

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.middle_name} {self.last_name}"


PEOPLE = (
    DemoPerson(
        "Мария", "Петрова", "Иванова", "8502124512", "+359888000101", "123456", False,
        gettext_noop("има телефон с приложението и няма ПИК: започнете от „Издаване на ПИК“"),
    ),
    DemoPerson(
        "Георги", "Стоянов", "Димитров", "7906058746", "+359888000102", "123456", True,
        gettext_noop("има активен ПИК: влезте, вижте данните и правата си, подайте заявление"),
    ),
    DemoPerson(
        "Елена", "Николова", "Тодорова", "9011231230", None, "", False,
        gettext_noop("няма приложението: телефон 0888 000 103 не е регистриран"),
    ),
    DemoPerson(
        "Николай", "Иванов", "Петков", PAID, None, "", True,
        gettext_noop("получава обезщетение за безработица: вижте „Моите пари“ и регистрацията му"),
    ),
    DemoPerson(
        "Йорданка", "Василева", "Минчева", OVERPAID, None, "", True,
        gettext_noop("съобщи късно, че работи: платено ѝ е в повече и може да се поиска обратно"),
    ),
    DemoPerson(
        "Стефка", "Димитрова", "Ангелова", PENSIONER, None, "", True,
        gettext_noop("получава пенсия: подала е УП-26 и заявление за удостоверение от архива"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class DemoOfficial:
    """An official of the demonstration, who logs in with a user name and a password made at first start."""

    username: str
    full_name: str
    role: Official.Role
    body: str | None


OFFICIALS = (
    DemoOfficial("gishe", "Елица Стоянова", Official.Role.CLERK, "03"),
    DemoOfficial("inspektor", "Ирина Петрова", Official.Role.UNEMPLOYMENT_INSPECTOR, "03"),
    DemoOfficial("inspektor-2", "Камен Росенов", Official.Role.UNEMPLOYMENT_INSPECTOR, "03"),
    DemoOfficial("arhiv", "Петър Вълчев", Official.Role.ARCHIVE_OFFICER, "03"),
    DemoOfficial("arhiv-potvarzhdava", "Милена Желева", Official.Role.ARCHIVE_OFFICER, "03"),
    DemoOfficial("pensii", "Десислава Тонева", Official.Role.PENSION_OFFICER, "03"),
    DemoOfficial("rakovoditel", "Стефан Маринов", Official.Role.PENSION_HEAD, "03"),
    DemoOfficial("direktor", "Лилия Ганева", Official.Role.DIRECTOR, "03"),
    DemoOfficial("pensii-ermd", "Анна Кирова", Official.Role.PENSION_OFFICER, "directorate"),
    DemoOfficial("rakovoditel-ermd", "Борис Лалев", Official.Role.PENSION_HEAD, "directorate"),
    DemoOfficial("administrator", "Асен Колев", Official.Role.ADMINISTRATOR, None),
    DemoOfficial("administrator-2", "Вяра Стоева", Official.Role.ADMINISTRATOR, None),
)


@dataclass(frozen=True)
class DemoInsurer:
    """An insurer of the demonstration, who logs in with a certificate of its organisation (I-01)."""

    eik: str
    name: str


INSURERS = (DemoInsurer(str(A_SHOP), "Магазин „Пример“ ЕООД"),)
