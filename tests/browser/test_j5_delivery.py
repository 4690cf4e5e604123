"""J5 with its ends: downloaded and served, opened by codes, not downloaded in time, served by an official (S1.9, S2.6).

The portal runs as in an installation, on the database of the test; its clock is the demonstration's, moved by its row.
"""

import hashlib
import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from nssi.foundation import clock
from nssi.messages.models import OutgoingMessage
from nssi.records.access_codes import access_code, current_key_id
from tests.documents.specimen import know_specimens
from tests.support.browser import AT_A_DESK
from tests.support.deliveries import ARCHIVE_CERTIFICATE, again, sent
from tests.support.journeys import Visit
from tests.support.officials import give_app, logs_in_official, make_official
from tests.support.people import EGN, give_pik, make_person
from tests.support.portal import days_pass, link_in, portal, takes
from tests.support.post import mailbox, port
from tests.support.visitors import own_attachments

__all__ = ["days_pass", "mailbox", "own_attachments", "port", "portal"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-delivery"),
    pytest.mark.django_db(transaction=True),
]

APPLICATION = uuid4()
PASSWORD = "зелена круша 7"


@AT_A_DESK
def test_a_document_is_delivered_and_each_of_its_ends_comes(
    portal, mailbox, open_page, days_pass, monkeypatch, width: int, scripts: bool
):
    know_specimens(monkeypatch)
    person = make_person(EGN)
    visit = Visit(SimpleNamespace(url=portal), open_page(width=width, scripts=scripts), scripts)

    # the message, the login, the page, the download
    order = sent(person)
    visit.go(link_in(mailbox))
    visit.sees("Отварянето на тази страница не е връчване.")
    visit.is_accessible()
    visit.follow("Влезте с ПИК или КЕП")
    visit.follow("Вход с ПИК")
    visit.logs_in(EGN, give_pik(person))
    visit.sees("С изтеглянето документът се смята за връчен Ви и от този момент текат сроковете по него.")
    visit.is_accessible()
    assert again(order).state == "waiting"
    content = takes(visit, "Изтегли документа")
    assert hashlib.sha256(content).hexdigest() == order.document.sha256
    visit.follow("Вижте отбелязването")
    visit.sees("Изтеглен за първи път")
    visit.is_accessible()
    served = again(order)
    assert served.state == "served"

    # two more, of which one is opened by codes, and both wait
    late = sent(person)
    certificate = sent(person, ARCHIVE_CERTIFICATE, access=(APPLICATION, current_key_id()))
    visit.go("/moite/")
    visit.sees("2 документа чакат изтегляне")
    visit.is_accessible()
    visit.go("/moite/dokumenti/")
    visit.sees("Чака изтегляне до")
    visit.is_accessible()
    visit.press("Изход")
    visit.go(link_in(mailbox))
    visit.follow("Отворете с код за достъп")
    visit.is_accessible()
    visit.page.get_by_label("Код за достъп").fill(access_code(APPLICATION, current_key_id()))
    visit.press("Изпрати еднократен код")
    visit.is_accessible()
    visit.page.get_by_label("Еднократен код").fill(_one_time_code())
    visit.press("Отвори документа")
    visit.sees(certificate.document.outgoing_number)

    # the reminder, and the end of the days
    days_pass(6)
    assert _written("delivery.reminder:") == 2
    days_pass(15)
    assert (again(late).state, again(certificate).state) == ("not_fetched", "not_fetched")
    visit.go("/vhod/pik/")
    visit.logs_in(EGN, give_pik(person))
    visit.go("/moite/dokumenti/")
    visit.sees("Неизтеглено в срок")
    visit.is_accessible()
    visit.go(f"/d/{late.token}/")
    visit.sees("Срокът за изтегляне изтече на")
    visit.is_accessible()
    assert takes(visit, "Изтегли копие")
    visit.go(f"/d/{certificate.token}/")
    visit.sees("ще го изпратим по пощата")
    takes(visit, "Изтегли документа")
    assert (again(late).state, again(certificate).state) == ("not_fetched", "served")
    assert again(order).served_at == served.served_at

    # the official serves the other one
    official = make_official()
    official.set_password(PASSWORD)
    official.save()
    visit.press("Изход")
    visit.go("/sluzhiteli/vrachvane/")
    logs_in_official(visit, official.username, PASSWORD, give_app(official))
    visit.is_accessible()
    visit.follow(late.document.outgoing_number)
    visit.sees("Неизтеглен – връчете по чл. 5, ал. 3")
    visit.is_accessible()
    visit.follow("Връчване на гише")
    visit.is_accessible()
    visit.page.get_by_label("Лицето, до което е").check()
    day = clock.today()
    for label, part in (("Ден", day.day), ("Месец", day.month), ("Година", day.year)):
        visit.page.get_by_label(label, exact=True).fill(str(part))
    visit.press("Запиши")
    visit.sees("Записано е.")
    expect(visit.page.get_by_text("подписа лицето")).to_be_visible()
    assert again(late).served_by == "signature"


def _one_time_code() -> str:
    message = OutgoingMessage.objects.get(key__startswith="delivery.one_time_code:")
    return re.search(r"\b\d{6}\b", message.text)[0]


def _written(prefix: str) -> int:
    return OutgoingMessage.objects.filter(key__startswith=prefix).count()
