"""What goes wrong on the way to the УРИ, in a real browser: documents, a session that dies, filing twice (J1 x2, x11, x12;
J3 x9, x10)."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pikepdf
import pytest
from django.test import Client

from nssi.applications.models import Application, Draft
from tests.attachments.corpus.pdf import URI, pdf_link, pdf_with
from tests.attachments.samples import LARGEST_PDF, SAMPLES, pdf, saved
from tests.attachments.test_scanning import EICAR
from tests.services import pension_walk
from tests.services.test_unemployment_benefit import START, to_documents
from tests.services.walks import file
from tests.support.browser import ON_A_PHONE, choose_files
from tests.support.guests import Guest, guest, guest_of, portal_url
from tests.support.visitors import log_in, own_attachments, person, visit
from tests.support.work import run_jobs

__all__ = ["guest", "guest_of", "own_attachments", "person", "portal_url", "visit"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-application"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_attachments"),
]

WITH_PASSWORD = saved(pikepdf.open(io.BytesIO(pdf())), encryption=pikepdf.Encryption(user="а", owner="б"))
LINKED = pdf_with(partial(pdf_link, action=URI))
REFUSED = {
    "акт.exe": (b"MZ", "Файл .exe не се приема."),
    "снимка.pdf": (SAMPLES["png"], "Съдържанието на „снимка.pdf“ не отговаря на вида .pdf"),
    "парола.pdf": (WITH_PASSWORD, "Файлът „парола.pdf“ е с парола или е шифрован."),
    "голям.pdf": (LARGEST_PDF + b" ", "Файлът „голям.pdf“ е 2,6 МБ. Може да е до 2,5 МБ."),
}
"""By the name of a file: what is in it, and what its page says."""

MARK = "Файлът „връзка.pdf“ съдържа връзки към други адреси и няма да бъде разгледан."


def attaches(maria: Guest, **files: bytes) -> None:
    """Choose files at the place for the act, and upload them together."""
    chosen = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files.items()
    ]
    choose_files(maria.page, re.compile("^Копие от акта за прекратяване"), chosen)
    maria.page.get_by_role("button", name=re.compile("^Качи")).first.click()
    maria.page.wait_for_load_state("load")


@ON_A_PHONE
def test_wrong_documents_a_dead_session_and_a_second_application(guest, visit, person, width, scripts):
    """x2, x12, x11: whatever is refused says why, and nothing that was right is lost."""
    to_documents(visit(person))
    maria = guest(width, scripts)
    maria.page.goto(f"{maria.url}{START}dokumenti/")
    attaches(maria, **{name: content for name, (content, _said) in REFUSED.items()})
    for _content, said in REFUSED.values():
        maria.sees(said)
    maria.is_accessible()
    attaches(maria, **{"вирус.eml": SAMPLES["eml"] + EICAR, "връзка.pdf": LINKED})
    with ThreadPoolExecutor(1) as thread:
        thread.submit(run_jobs).result()
    maria.go(f"{START}dokumenti/")
    maria.sees("Във файла „вирус.eml“ е открит вирус и той не е приет.")
    maria.sees(MARK)
    attaches(maria, **{"първи.pdf": LARGEST_PDF, "втори.pdf": LARGEST_PDF})
    maria.sees("Всички файлове заедно със заявлението са")
    maria.click("Премахни вирус.eml")
    maria.click("Продължи")
    maria.is_at("Начин на получаване")
    maria.page.get_by_label("По електронен път").check()
    maria.click("Продължи")
    maria.is_at("Проверете данните")
    maria.sees(MARK)
    maria.is_accessible()
    maria.page.get_by_label(re.compile("^Декларирам")).check()
    maria.page.get_by_label(re.compile("^Ще съобщя")).check()
    maria.click("Продължи")
    maria.is_at("Подаване")

    # x12: the session ends in another window
    other = maria.page.context.new_page()
    other.goto(f"{maria.url}/moite/")
    other.get_by_role("button", name="Изход").click()
    other.wait_for_load_state("load")
    other.close()
    maria.click("Подай с ПИК")
    maria.is_at("Вход")
    assert (Draft.objects.count(), Application.objects.count()) == (1, 0)
    maria.comes_as(log_in(Client(), person))
    maria.page.goto(f"{maria.url}{START}")
    maria.is_at("Подаване")
    maria.click("Подай с ПИК")
    maria.is_at("Заявлението е заведено")
    application = Application.objects.get()
    maria.page.reload()
    maria.sees(application.registry_uid)
    assert Application.objects.count() == 1

    # x11
    maria.go(START)
    maria.sees(f"Имате заявление от днес с УРИ {application.registry_uid}")


@ON_A_PHONE
def test_who_asked_for_every_year_before_is_told_so_and_may_go_on(guest, visit, person, width, scripts):
    """J3 x9, x10."""
    browser = visit(person)
    file(pension_walk.reach(browser, "proverka", vid=pension_walk.YEARLY))
    before = Application.objects.get()
    pension_walk.reach(browser, "proverka", vid=pension_walk.YEARLY)
    maria = guest(width, scripts)
    maria.go(f"{pension_walk.START}vid/")
    maria.sees("Вече сте заявили ежегодно преизчисляване на")
    maria.sees(before.registry_uid)
    for page in ("Документи", "Начин на получаване", "Проверете данните"):
        maria.click("Продължи")
        maria.is_at(page)
    maria.page.get_by_label(re.compile("Декларирам")).check()
    maria.click("Продължи")
    maria.click("Подай с ПИК")
    maria.is_at("Заявлението е заведено")
    assert Application.objects.count() == 2
