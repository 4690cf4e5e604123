"""J5 with its ends: downloaded and served, opened by codes, not downloaded in time, served by an official (S1.9, S2.6).

The portal runs as in an installation, on the database of the test; its clock is the demonstration's, moved by its row.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from playwright.sync_api import expect

from nssi.foundation import clock
from nssi.messages.models import OutgoingMessage
from nssi.operate.installation import running_server
from nssi.records.access_codes import access_code, current_key_id
from nssi.terms.actions.sweep_terms import sweep_terms
from tests.documents.specimen import know_specimens
from tests.support.browser import WAYS
from tests.support.deliveries import ARCHIVE_CERTIFICATE, again, sent
from tests.support.journeys import Visit
from tests.support.officials import make_official
from tests.support.people import EGN, give_pik, make_person
from tests.support.post import Mailbox, mailbox, port
from tests.support.visitors import own_attachments

__all__ = ["mailbox", "own_attachments", "port"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-delivery"),
    pytest.mark.django_db(transaction=True),
]

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "1"  # the browser's driver keeps an event loop running in this thread
)
APPLICATION = uuid4()
PASSWORD = "зелена круша 7"


@pytest.fixture
def portal(postgres_url, own_attachments, mailbox, monkeypatch) -> Iterator[str]:
    """The address of a portal on the database of the test, whose clock can be moved."""
    know_specimens(monkeypatch)
    database = urlsplit(postgres_url)._replace(path=f"/{settings.DATABASES['default']['NAME']}").geturl()
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "nssi.config.settings",
        "DATABASE_URL": database,
        "NSSI_DEMO": "1",
        "NSSI_VAR": str(settings.VAR),
        "NSSI_ATTACHMENTS": str(settings.ATTACHMENTS),
    }
    manage = [sys.executable, "-m", "nssi.operate.manage", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(manage, env=variables, check=True)
    with running_server("nssi.config.wsgi:application", variables, workers=1, threads=4) as url:
        yield url


def link_in(mailbox: Mailbox, part: str = "/d/") -> str:
    """Return the path of the link in the letter that came last."""
    text = mailbox.received[-1].get_body(["plain"]).get_content()
    return urlsplit(re.search(rf"\S+{part}\S+", text)[0]).path


def takes(visit: Visit, button: str) -> bytes:
    """Press the button of the download, and take the file to its end."""
    with visit.page.expect_download() as download:
        visit.press(button)
    return download.value.path().read_bytes()


@WAYS
def test_a_document_is_delivered_and_each_of_its_ends_comes(
    portal, mailbox, open_page, travel, monkeypatch, width: int, scripts: bool
):
    person = make_person(EGN)
    visit = Visit(SimpleNamespace(url=portal), open_page(width=width, scripts=scripts), scripts)

    def days_pass(days: int) -> None:
        """Move the clock of the portal and that of this process."""
        with monkeypatch.context() as demonstration:
            demonstration.setattr(settings, "DEMO", True)
            clock.move(timedelta(days=days))
        travel(days=days)
        sweep_terms()

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
    visit.page.get_by_label("Потребителско име").fill(official.username)
    visit.page.get_by_label("Парола", exact=True).fill(PASSWORD)
    visit.press("Вход")
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
