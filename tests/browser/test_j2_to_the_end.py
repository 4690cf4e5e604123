"""J2 to its ends: from the public search to the served certificate, unsigned applications, the paid duplicate (S2)."""

import re
import subprocess
from datetime import date
from types import SimpleNamespace

import pytest

from nssi.access.models import Official
from nssi.applications.models import Application
from nssi.archive.models import TerminatedInsurer
from nssi.delivery.models import Delivery
from nssi.documents.models import IssuedDocument
from nssi.institution.actions.enter_value import enter_value
from nssi.messages.jobs import deliver_due
from nssi.payments.models import Fee
from nssi.people.models import Person
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.models import Proceeding
from nssi.services.archive_certificate.kinds import DUPLICATE_FEE
from tests.archive.holdings import deposit, insurer
from tests.browser.test_j2_archive_certificate import (
    SELF,
    VARNA,
    asks_for,
    chooses,
    encloses,
    files,
    fills_in_insurer,
    says_how_to_be_reached,
    says_what_for,
    says_where_and_how,
)
from tests.services.archive_case import confirm, filed, read
from tests.services.walks import words_of
from tests.support.browser import ON_A_PHONE, choose_files
from tests.support.epayment import running_epayment
from tests.support.journeys import Visit
from tests.support.officials import Role, make_official
from tests.support.people import EGN, give_pik, make_person
from tests.support.portal import (
    days_pass,
    desk_of,
    link_in,
    portal,
    sits_down,
    subjects,
    takes,
    work_is_done,
)
from tests.support.post import Mailbox, mailbox, port
from tests.support.scans import scanned_act
from tests.support.visitors import own_attachments

__all__ = ["days_pass", "mailbox", "own_attachments", "port", "portal"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-archive-end"),
    pytest.mark.django_db(transaction=True),
]

PAYROLL = "03.1979..12.1980; м; 3; 140; 140; 0; 12; 13"
DUPLICATE = {
    "certificate": {"wanted": "duplicate", "kinds": []},
    "duplicate": {"original_kind": "insurable_income", "original_number": "1002-000001"},
}


@pytest.fixture
def officer(db) -> Official:
    return make_official(Role.ARCHIVE_OFFICER, name="Петър Вълчев")


@pytest.fixture
def second(db) -> Official:
    return make_official(Role.ARCHIVE_OFFICER, name="Милена Желева")


@pytest.fixture
def himko(officer) -> TerminatedInsurer:
    held = insurer(
        "Химко АД",
        "Стопански химически комбинат",
        eik="103000007",
        seat="Враца",
        area="Враца",
        by=officer,
    )
    deposit(held, date(1967, 3, 1), date(1999, 12, 1), by=officer)
    return held


@pytest.fixture
def maria(db) -> Person:
    return make_person(EGN)


def searches(visit: Visit, name: str) -> None:
    visit.page.get_by_label("Име на осигурителя").fill(name)
    visit.press("Търси")


def logs_in(visit: Visit, person: Person) -> None:
    visit.follow("Вход с ПИК")
    visit.logs_in(EGN, give_pik(person))


def comes_back(visit: Visit, person: Person) -> None:
    visit.page.context.clear_cookies()
    visit.go("/vhod/pik/")
    visit.logs_in(EGN, give_pik(person))
    visit.sees("Моето табло")


def fetches(visit: Visit, mailbox: Mailbox) -> str:
    """Follow the link of the last letter, take the document, and return its words."""
    visit.go(link_in(mailbox))
    visit.sees("С изтеглянето документът се смята за връчен Ви")
    return words_of(takes(visit, "Изтегли документа"))


def opens(work: Visit, uri: str) -> None:
    work.go("/sluzhiteli/opashka/")
    work.follow(uri)


def does(work: Visit, act: str) -> None:
    """Press the button of an act on the page of a case, and the same on the page that asks for it."""
    work.follow(act)
    work.is_accessible()
    work.press(act)


@ON_A_PHONE
def test_from_the_public_search_to_the_served_certificate(
    portal, mailbox, open_page, days_pass, tmp_path, officer, second, himko, maria, width: int, scripts: bool
):
    visit = Visit(SimpleNamespace(url=portal), open_page(width=width, scripts=scripts), scripts)

    # P-04: too little, somebody unknown (x3), and the one that is looked for, as people type it
    visit.go("/spravki/prekrateni-osiguriteli/")
    searches(visit, "ад")
    visit.sees("Въведете поне 3 букви от името или ЕИК")
    visit.is_accessible()
    searches(visit, "Завод за часовници")
    visit.sees("Не намерихме такъв осигурител.")
    visit.is_accessible()
    searches(visit, "„химко“ ЕООД")
    visit.sees("Намерен е 1 осигурител")
    visit.is_accessible()
    visit.follow("Подайте заявление за документ")

    # the form, with the insurer taken over
    logs_in(visit, maria)
    visit.goes_on()
    chooses(visit, SELF)
    visit.goes_on()
    says_how_to_be_reached(visit)
    asks_for(visit, "Удостоверение за осигурителен стаж")
    visit.is_at("Осигурители и периоди")
    assert visit.page.get_by_label("Име на осигурителя").input_value() == "Химко АД"
    visit.page.get_by_label("От коя година").fill("1979")
    visit.page.get_by_label("До коя година").fill("1980")
    visit.goes_on()
    says_what_for(visit, names="Не")
    encloses(visit, scanned_act(tmp_path), "Копие на трудова книжка")
    says_where_and_how(visit, VARNA, "По електронен път")
    uri = files(visit)
    visit.sees("Удостоверението се издава безплатно до 30")

    # one officer reads, another confirms, the first issues (O-02, O-21, O-22)
    work = desk_of(officer, portal, open_page(width=width, scripts=scripts))
    opens(work, uri)
    work.press("Вземи преписката")
    work.follow("Ведомости")
    work.sees("Ден 0 от 30")
    work.is_accessible()
    work.follow("Потърсете във фондовете")
    work.follow("Химко АД, Враца")
    work.press("Започни")
    work.follow("Внесете редове")
    work.is_accessible()
    lines = [f"{month:02}.1979; м; 3; 140; 140; 0; 12; 13" for month in range(3, 13)]
    work.page.get_by_label("Редове").fill("\n".join(lines))
    work.press("Внеси")
    work.follow("Качете сканирани страници")
    work.is_accessible()
    choose_files(work.page, "Сканирани страници", scanned_act(tmp_path))
    work.press("Качи")
    work.sees("Потвърждава го друг служител")
    work.is_accessible()
    extract = work.page.url.removeprefix(portal)
    other = desk_of(second, portal, open_page())
    other.go(extract)
    other.press("Потвърди прочетеното")
    other.sees("Прочетеното е потвърдено.")
    opens(work, uri)
    does(work, "Издай поисканите документи")
    work_is_done()

    # M-07, C-30: downloaded, so served
    assert "Удостоверението Ви е готово" in subjects(mailbox)
    words = fetches(visit, mailbox)
    assert "10 цели месеца" in words.replace("\xa0", " ")
    assert "01.1980 г. – 12.1980 г." in words.replace("\xa0", " "), "what is not held is named"
    assert Delivery.objects.get().state == "served"
    visit.go("/moite/dokumenti/")
    visit.sees("Връчено")

    # x7, x4: another one, of which nothing is found, and too late
    late = filed(maria)
    days_pass(33)
    comes_back(visit, maria)
    visit.go(f"/moite/zayavleniya/{late.pk}/")
    visit.sees("Срокът беше до")
    visit.is_accessible()
    sits_down(work, officer)
    work.go("/sluzhiteli/opashka/")
    work.sees("Просрочена с")
    for page in ("arhiv/statistika", "arhiv/prosrocheni", "arhiv/litse"):
        work.go(f"/sluzhiteli/{page}/")
        work.is_accessible()
    TerminatedInsurer.objects.get().extracts.all().delete()
    opens(work, late.registry_uid)
    work.follow("Издай писмо, че няма данни")
    work.page.get_by_label(re.compile("^Кои документи са проверени")).fill("ведомости 1967–1999")
    work.is_accessible()
    work.press("Издай писмо, че няма данни")
    work_is_done()
    assert "Имате документ от НОИ" in subjects(mailbox)
    assert "не намерихме данни за лицето" in fetches(visit, mailbox)


def test_what_came_by_post_unsigned_is_confirmed_or_ends(
    portal, mailbox, open_page, days_pass, tmp_path, maria, himko
):
    """H4, x1, x2, x3: typed in by a clerk, in doubt; confirmed with PIK; another one that nobody confirms."""
    clerk = desk_of(make_official(Role.CLERK), portal, open_page(width=1280))

    def takes_in() -> str:
        clerk.go("/sluzhiteli/priem/")
        clerk.is_accessible()
        chooses(clerk, "Заявление за документ от осигурителния архив", "По пощата", "ЕГН")
        for label, value in (
            ("Личен номер на заявителя", EGN),
            ("Собствено име", "Мария"),
            ("Бащино име (ако има)", "Иванова"),
            ("Фамилно име", "Петрова"),
        ):
            clerk.page.get_by_label(label).fill(value)
        chooses(clerk, "Не, и се съмнявам от кого изхожда")
        clerk.page.get_by_label("Защо се съмнявате?").fill("друг почерк")
        clerk.press("Продължи към формуляра")
        clerk.sees("Попълвате вместо Мария Иванова Петрова")
        clerk.is_accessible()
        clerk.goes_on()
        chooses(clerk, SELF)
        clerk.goes_on()
        says_how_to_be_reached(clerk)
        asks_for(clerk, "Удостоверение за трудов стаж")
        fills_in_insurer(clerk, 0, "Завод за часовници", "гр. Пловдив", "1979", "1986")
        clerk.goes_on()
        says_what_for(clerk, names="Не")
        clerk.is_at("Документи")
        clerk.goes_on()
        says_where_and_how(clerk, VARNA, "Чрез лицензиран пощенски оператор")
        clerk.is_at("Проверете данните")
        clerk.page.get_by_label(re.compile("Декларирам")).check()
        clerk.goes_on()
        clerk.press("Заведи заявлението")
        work_is_done()
        return Application.objects.latest("filed_at").registry_uid

    first = takes_in()
    assert any(subject.startswith("Потвърдете заявлението си до") for subject in subjects(mailbox))
    visit = Visit(SimpleNamespace(url=portal), open_page(width=360, scripts=False), scripts=False)
    visit.go(link_in(mailbox, "/potvardi/"))
    logs_in(visit, maria)
    visit.sees("Завод за часовници")
    visit.is_accessible()
    visit.press("Потвърждавам, че аз подадох това заявление")
    visit.sees("Потвърдихте заявлението")
    assert Proceeding.objects.get(application__registry_uid=first).state == "examined"

    second = takes_in()
    asked = link_in(mailbox, "/potvardi/")
    days_pass(9)
    work_is_done()
    deliver_due()
    assert Proceeding.objects.get(application__registry_uid=second).state == "terminated_unconfirmed"
    assert "Производството е прекратено" in subjects(mailbox)
    comes_back(visit, maria)
    visit.go(asked)
    visit.sees("и производството е прекратено")
    visit.is_accessible()


@pytest.fixture
def epayment(settings):
    with running_epayment(settings) as server:
        yield server


def test_a_duplicate_is_issued_once_it_is_paid_online(
    epayment, portal, mailbox, open_page, settings, tmp_path, officer, second, himko, maria
):
    """x8: found in the register, the fee asked for, paid in the national system, told of by its notice, issued."""
    settings.EPAYMENT_NOTICE_URL = portal
    enter_value(DUPLICATE_FEE, date(2026, 1, 1), "2.56", "EUR", act="Тарифа", source="Тарифа", verified=False)
    before = filed(maria, certificate={"wanted": "document", "kinds": ["insurable_income"]})
    confirm(read(before, himko, PAYROLL, officer), second)
    perform("issue", Proceeding.objects.get(application=before).pk, officer)
    work_is_done()
    original = IssuedDocument.objects.get(kind__startswith="archive_certificate")
    uri = filed(maria, **DUPLICATE).registry_uid

    work = desk_of(officer, portal, open_page())
    opens(work, uri)
    work.follow("Поискай таксата за дубликат")
    work.page.get_by_label(re.compile(original.outgoing_number)).check()
    work.is_accessible()
    work.press("Поискай таксата за дубликат")
    work.sees("Чака плащане")
    work.follow("Такса")
    work.sees("непотвърдена цена")
    work.is_accessible()
    work_is_done()

    visit = Visit(SimpleNamespace(url=portal), open_page(width=360))
    visit.go(link_in(mailbox, "/moite/taksi/"))
    logs_in(visit, maria)
    visit.sees("2,56")
    visit.is_accessible()
    visit.press("Плати онлайн")
    visit.sees("Свързваме се със системата за електронни плащания")
    work_is_done()
    visit.press("Към плащането")
    visit.sees("2.56 EUR")
    visit.press("Плати с карта")
    visit.sees("Платихте успешно")
    fee = Fee.objects.get()
    for _ in range(100):
        fee.refresh_from_db()
        if fee.is_paid:
            break
        visit.page.wait_for_timeout(100)
    visit.go(f"/moite/taksi/{fee.pk}/")
    visit.sees("Получихме плащането.")
    visit.is_accessible()

    opens(work, uri)
    does(work, "Издай дубликата")
    work_is_done()
    visit.go(link_in(mailbox))
    content = takes(visit, "Изтегли документа")
    assert "ДУБЛИКАТ" in words_of(content)
    assert f"Дубликат на документ {original.outgoing_number}" in words_of(content)
    sealed = tmp_path / "duplicate.pdf"
    sealed.write_bytes(content)
    checked = subprocess.run(["pdfsig", "-nocert", sealed], capture_output=True, check=True).stdout.decode()
    assert "Signature is Valid" in checked
