"""J3 from filing to the order that is served: originals asked for by letter, presented, drafted, issued by the head (S3.6-S3.8)."""

from types import SimpleNamespace

import pytest

from nssi.audit import SYSTEM
from nssi.delivery.actions.record_posting import record_posting
from nssi.delivery.actions.record_receipt import record_receipt
from nssi.delivery.models import Delivery
from nssi.delivery.outside import Posting
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.pensions.models import PensionRecalculation
from nssi.proceedings.models import Proceeding
from tests.browser.test_j3_pension_recalculation import (
    asks_for,
    chooses,
    declares,
    encloses,
    files,
    is_paid_by_varna,
    receives_by_mail_alone,
    says_how_to_be_reached,
)
from tests.support.journeys import Visit
from tests.support.officials import Role, make_official
from tests.support.pensions import grant
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


def test_from_filing_to_the_order_that_is_served(portal, mailbox, open_page, days_pass, tmp_path):
    """The person at a desk, the officials on a narrow screen; every page of both is accessible."""
    person = make_person(EGN)
    pik = give_pik(person)
    file = merged_file()
    for back in range(1, 13):
        declare(EGN, Month.of(clock.today()).plus(-back), file)
    grant(person)
    officer = make_official(Role.PENSION_OFFICER, name="Надя Колева")
    head = make_official(Role.PENSION_HEAD, name="Стефан Маринов")
    clerk = make_official(Role.CLERK, name="Пенка Тодорова")
    citizen = Visit(SimpleNamespace(url=portal), open_page(width=1280), examined=True)
    desk = desk_of(officer, portal, open_page(width=360))

    citizen.go("/zayavlenie/preizchislyavane-na-pensiya/")
    citizen.follow("Вход с ПИК")
    citizen.logs_in(EGN, pik)
    is_paid_by_varna(citizen)
    chooses(citizen, "Лично, за себе си")
    citizen.goes_on()
    says_how_to_be_reached(citizen)
    asks_for(citizen, "Еднократно", "Тук, стъпка по стъпка", "Само със стажа", treaty="Не")
    citizen.is_at("Работа след пенсионирането")
    citizen.page.get_by_label("Осигурител", exact=True).fill("„Пример“ ЕООД")
    since = citizen.page.get_by_role("group", name="От дата")
    for label, value in (("Ден", "16"), ("Месец", "3"), ("Година", "2024")):
        since.get_by_label(label, exact=True).fill(value)
    citizen.goes_on()
    encloses(citizen, scanned_act(tmp_path), "Документи за осигурителен")
    citizen.goes_on()
    receives_by_mail_alone(citizen)
    declares(citizen)
    uri = files(citizen)
    work_is_done()
    assert any(uri in letter["Subject"] for letter in mailbox.received), "M-02"

    # O-30, O-31: the letter that asks for originals
    desk.go("/sluzhiteli/opashka/")
    desk.is_accessible()
    desk.press("Вземи следващата")
    desk.sees("Да се поискат оригинали")
    desk.sees("обр. УП-26")
    desk.is_accessible()
    desk.follow("Изпратете писмо за оригинали")
    desk.is_accessible()
    desk.press("Изпратете писмо за оригинали")
    desk.sees("Чака обратна разписка")
    desk.is_accessible()
    work_is_done()
    the_letter_is_received(days_pass)
    work_is_done()
    assert any(letter["Subject"].startswith("Представете оригинали до") for letter in mailbox.received), (
        "M-08"
    )
    citizen.page.context.clear_cookies()
    citizen.go("/vhod/pik/")
    citizen.logs_in(EGN, pik)
    citizen.go("/moite/zayavleniya/")
    citizen.sees("Чака оригинали")
    citizen.is_accessible()

    # O-06: the originals are brought to the counter
    proceeding = Proceeding.objects.get()
    sits_down(desk, clerk)
    desk.go(f"/sluzhiteli/prepiski/{proceeding.pk}/")
    desk.follow("Отбележете представени оригинали")
    desk.page.get_by_role("checkbox").check()
    desk.is_accessible()
    desk.press("Отбележете представени оригинали")
    desk.sees("За проект на разпореждане")

    # O-32: drafted by the officer, issued by the head
    sits_down(desk, officer)
    desk.go(f"/sluzhiteli/prepiski/{proceeding.pk}/")
    desk.follow("Изгответе проект на разпореждане")
    desk.is_accessible()
    desk.press("Изгответе проект на разпореждане")
    desk.sees("Проект за подпис")
    sits_down(desk, head)
    desk.go("/sluzhiteli/opashka/")
    desk.press("Вземи следващата")
    desk.follow("Издайте разпореждането")
    desk.is_accessible()
    desk.press("Издайте разпореждането")
    desk.sees("Издадено разпореждане")
    desk.is_accessible()
    work_is_done()

    # M-03, C-30: the order is downloaded, and so served
    citizen.go(link_in(mailbox))
    citizen.sees("Разпореждане за преизчисляване на пенсия")
    with citizen.page.expect_download() as download:
        citizen.press("Изтегли документа")
    assert download.value.path().read_bytes().startswith(b"%PDF"), "taken to its end"
    citizen.page.reload()
    citizen.sees("Изтеглен за първи път")
    citizen.sees("Можете да обжалвате до")
    citizen.is_accessible()
    citizen.go("/moite/zayavleniya/")
    citizen.sees("Приключено")
    order = Delivery.objects.get(policy="pension_recalculation")
    assert (order.state, PensionRecalculation.objects.count()) == ("served", 1)


def the_letter_is_received(days_pass) -> None:
    """The postal operator takes the letter and brings back its receipt, five days later."""
    letter = Delivery.objects.get(policy="pension_recalculation.letter")
    posting = Posting(item="RR123456789BG", on=clock.today(), address=letter.destination)
    record_posting(letter.pk, posting, SYSTEM)
    received_on = clock.today()
    days_pass(5)
    record_receipt(letter.pk, posting.item, on=received_on, official=SYSTEM)
