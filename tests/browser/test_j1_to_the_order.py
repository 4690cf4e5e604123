"""J1 from filing to the order that is served, with the inspector: registered, examined, put right, granted (S1.7-S1.12)."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from nssi.delivery.models import Delivery
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.proceedings.models import Proceeding
from nssi.services.unemployment_benefit.models import Registration
from tests.support.browser import choose_files
from tests.support.journeys import Visit
from tests.support.officials import Role, make_official
from tests.support.people import EGN, give_pik, make_person
from tests.support.portal import days_pass, desk_of, link_in, portal, sits_down, work_is_done
from tests.support.post import mailbox, port
from tests.support.register import declare, merged_file
from tests.support.scans import scanned_act
from tests.support.visitors import own_attachments

__all__ = ["days_pass", "mailbox", "own_attachments", "port", "portal"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-proceedings"),
    pytest.mark.django_db(transaction=True),
]

MAIL = "maria@example.bg"


def test_from_filing_to_the_order_that_is_served(portal, mailbox, open_page, days_pass, tmp_path):
    """The person on a phone without scripts, the inspector at a desk; every page of both is accessible."""
    person = make_person(EGN)
    pik = give_pik(person)
    file = merged_file()
    for back in range(1, 26):
        declare(EGN, Month.of(clock.today()).plus(-back), file, insurable_income=200_000)
    inspector = make_official(Role.UNEMPLOYMENT_INSPECTOR)
    citizen = Visit(
        SimpleNamespace(url=portal), open_page(width=360, scripts=False), scripts=False, examined=True
    )
    desk = desk_of(inspector, portal, open_page(width=1280))

    citizen.begins_an_application(EGN, pik)
    citizen.fills_in_an_application(scanned_act(tmp_path), MAIL)
    uri, _access_code = citizen.files_the_application()
    work_is_done()

    # O-02, O-40: taken and registered
    desk.go("/sluzhiteli/opashka/")
    desk.sees(uri)
    desk.is_accessible()
    desk.press("Вземи следващата")
    desk.is_at("Иванова")
    desk.is_accessible()
    does(desk, "Регистрирайте лицето")
    number = Registration.objects.get().number
    desk.sees(number)

    # O-06, O-07: the documents examined, the statement served by its download
    desk.follow("Прегледайте документите")
    desk.is_accessible()
    desk.page.get_by_label("приет", exact=True).check()
    desk.press("Прегледайте документите")
    desk.sees("Издадена е справка за приети, върнати и липсващи документи")
    downloads(citizen, mailbox, "Справка за приети, върнати и липсващи документи")

    # C-27: one more document, and a new statement for it
    adds_a_document(citizen, scanned_act(tmp_path))
    desk.go("/sluzhiteli/")
    desk.follow("Прегледайте добавения документ")
    desk.follow("Прегледайте документите")
    desk.page.get_by_role("group", name=re.compile("^Друг документ")).get_by_label("върнат").check()
    desk.page.get_by_label("Защо се връща?").last.fill("Не се отнася до заявлението.")
    desk.is_accessible()
    desk.press("Прегледайте документите")
    downloads(citizen, mailbox, "Справка за приети, върнати и липсващи документи")
    citizen.go("/moite/zayavleniya/")
    citizen.follow(uri)
    citizen.sees("върнат: Не се отнася до заявлението.")
    citizen.sees(number)
    citizen.is_accessible()

    # O-08, M-04, C-26: irregularities, and the application filed again
    desk.follow("Изпратете писмо за нередности")
    desk.page.get_by_label("Нередности").fill("Актът не е подписан от осигурителя.")
    desk.is_accessible()
    desk.press("Изпратете писмо за нередности")
    desk.sees("Чака отстраняване на нередности")
    desk.is_accessible()
    downloads(citizen, mailbox, "Уведомително писмо за отстраняване на нередности")
    assert any(
        f"Заявлението Ви има недостатъци – УРИ {uri}" == letter["Subject"] for letter in mailbox.received
    )
    files_again(citizen, uri)
    work_is_done()

    # O-41, O-42: assessed, granted
    desk.page.reload()
    desk.follow("Прегледайте документите")
    for accepted in desk.page.get_by_label("приет", exact=True).all():
        accepted.check()
    desk.press("Прегледайте документите")
    desk.follow("Решете по заявлението")
    desk.page.get_by_label("Доказателство за прекратяването").fill("заповед № 12")
    with_date(desk, "Регистрация в бюрото по труда от")
    desk.page.get_by_label("Доказателство за регистрацията").fill("справка от бюрото по труда")
    desk.is_accessible()
    desk.press("Решете по заявлението")
    desk.sees("Издадено е разпореждане")
    desk.sees("Отпуснато")

    # the order reaches the person, days later
    days_pass(2)
    citizen.page.context.clear_cookies()
    citizen.go("/vhod/pik/")
    citizen.logs_in(EGN, pik)
    title = "Разпореждане за отпускане на парично обезщетение за безработица"
    downloads(citizen, mailbox, title)
    citizen.go("/moite/zayavleniya/")
    citizen.sees("Отпуснато")
    citizen.is_accessible()
    appeals(citizen, desk)
    sits_down(desk, inspector)
    desk.go(f"/sluzhiteli/prepiski/{Proceeding.objects.get().pk}/")
    desk.sees("Отпуснато")
    desk.follow_tab("Кореспонденция")
    desk.sees(title)
    desk.sees("Връчено")
    desk.is_accessible()
    assert Delivery.objects.get(document__title=title).state == "served"


def does(desk: Visit, title: str) -> None:
    desk.follow(title)
    desk.is_accessible()
    desk.press(title)


def downloads(citizen: Visit, mailbox, title: str) -> None:
    """M-03, C-30: the link of the message, the page of the document, the download that serves it."""
    work_is_done()
    citizen.go(link_in(mailbox))
    citizen.sees(title)
    citizen.is_accessible()
    with citizen.page.expect_download() as download:
        citizen.press("Изтегли документа")
    assert download.value.path().read_bytes().startswith(b"%PDF")
    citizen.page.reload()
    citizen.sees("Изтеглен за първи път")


def adds_a_document(citizen: Visit, document: Path) -> None:
    citizen.go("/moite/zayavleniya/")
    citizen.page.get_by_role("main").locator("a").filter(has_text="1001-").first.click()
    citizen.follow("Добавете документ")
    citizen.press("Добави документа")
    citizen.sees("Изберете какъв е документът")
    citizen.is_accessible()
    citizen.page.get_by_label("Друг документ").check()
    choose_files(citizen.page, "Файл", document, exact=True)
    citizen.press("Добави документа")
    citizen.sees("Документът е заведен с входящ номер 1001-")
    citizen.is_accessible()


def appeals(citizen: Visit, desk: Visit) -> None:
    """From the page of the order to the decision of the head, who lets it stay."""
    citizen.go("/moite/dokumenti/")
    citizen.follow("Разпореждане за отпускане")
    citizen.sees("Можете да обжалвате до")
    citizen.is_accessible()
    citizen.follow("Обжалвайте")
    citizen.page.get_by_label("Защо не сте съгласни с разпореждането?").fill("Доходът за юли не е взет.")
    citizen.is_accessible()
    citizen.press("Подай жалбата")
    citizen.sees("Жалбата е заведена с входящ номер 1001-")
    citizen.is_accessible()
    sits_down(desk, make_official(Role.DIRECTOR, name="Лилия Ганева"))
    desk.go("/sluzhiteli/zhalbi/")
    desk.is_accessible()
    desk.follow("1001-")
    desk.page.get_by_label("Отхвърля жалбата; разпореждането остава").check()
    desk.page.get_by_label("Мотиви").fill("Доходът за юли е взет.")
    desk.is_accessible()
    desk.press("Издай решението")
    desk.sees("Решението е издадено и се изпраща на лицето.")
    desk.is_accessible()
    work_is_done()


def files_again(citizen: Visit, uri: str) -> None:
    """C-26: the earlier answers are there; the new application refers to the first."""
    citizen.go("/moite/")
    citizen.is_accessible()
    citizen.follow("Вижте какво да отстраните")
    citizen.sees("Актът не е подписан от осигурителя.")
    citizen.is_accessible()
    citizen.follow("Подай отново с отстранени недостатъци")
    citizen.is_at("Повторно подаване")  # the page before has a button of a like name
    citizen.press("Подай отново")
    citizen.is_at("Проверете данните")
    citizen.sees(f"Подавате отново заявление {uri}")
    citizen.declares()
    later, _code = citizen.files_the_application()
    citizen.go("/moite/zayavleniya/")
    citizen.sees(f"Заменено от {later}")
    citizen.is_accessible()


def with_date(desk: Visit, question: str) -> None:
    group = desk.page.get_by_role("group", name=re.compile(f"^{question}"))
    day = clock.today()
    for label, value in (("Ден", day.day), ("Месец", day.month), ("Година", day.year)):
        group.get_by_label(label, exact=True).fill(str(value))
