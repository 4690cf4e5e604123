"""Ways through the forms of the services: what is typed page by page, by the words that a person reads."""

import subprocess
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from nssi.applications.actions.announce_filing import announce_filing
from nssi.applications.actions.attach_file import attach_file
from nssi.applications.actions.file_application import file_application
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.models import Application, Draft, IdentifiedBy
from nssi.applications.services import AdministrativeService
from nssi.look.page_client import Page, PageClient
from nssi.messages.models import OutgoingMessage
from nssi.people.models import Person
from tests.attachments.samples import SAMPLES

NEXT = "Продължи"
OPTIONAL = " (по желание)"

PERSONAL_DATA = {
    "Настоящ адрес": "гр. Варна, ул. Шипка 5, 9000",
    "Телефон": "0888 123 456",
    "E-mail": "maria@example.bg",
}
REPRESENTED = {
    "Собствено име": "Стоян",
    "Бащино име (ако има)": "Георгиев",
    "Фамилно име": "Колев",
    "Вид на личния номер": "ЕГН",
    "Личен номер": "8032056031",
}
ANOTHERS_NUMBER = "8032056031"

Answers = Mapping[str, Any]


def upload(name: str = "копие.pdf", kind: str = "pdf") -> SimpleUploadedFile:
    """Return a file as a person would attach it."""
    return SimpleUploadedFile(name, SAMPLES[kind])


def walk(browser: PageClient, start: str, answers: Iterable[Answers]) -> Page:
    """Answer page after page, each of which must lead on, and return the page after the last."""
    page = browser.get(start)
    for typed in answers:
        before = page.path
        page = page.submit(as_labelled(page, typed), NEXT)
        assert page.errors == [], f"{before}: {page.errors}"
        assert page.path != before, f"{before} does not lead on"
    return page


def as_labelled(page: Page, typed: Answers) -> Answers:
    """Return `typed` by the words of the page, which says of a place for documents that it may stay empty."""
    labels = page.form(NEXT).labels
    return {words if words in labels else f"{words}{OPTIONAL}": value for words, value in typed.items()}


def declare(page: Page) -> Page:
    """Confirm on the page of checking that what is said is true."""
    declaration = next(label for label in page.form(NEXT).labels if label.startswith("Декларирам"))
    return page.submit({declaration: True}, NEXT)


def file(page: Page) -> Page:
    """Confirm, file, and return the page with the УРИ."""
    return declare(page).submit(button="Подай с ПИК")


def filed_at_once(
    person: Person, service: AdministrativeService, answers: Mapping[str, Answers], files: Mapping[str, str]
) -> Application:
    """File an application without its pages, which take a second. `files`: the name of a file by that of its place."""
    form = service.forms[0]
    typed = {
        step.name: step.form.typed_again(answers[step.name]) for step in form.steps if step.name in answers
    }
    draft = start_draft(service, person)
    Draft.objects.filter(pk=draft.pk).update(typed=typed)
    for slot in form.slots:
        if slot.name in files:
            attach_file(draft.id, person, service, slot, upload(), files[slot.name])
    Draft.objects.filter(pk=draft.pk).update(typed=typed)  # a file makes one check everything again
    return file_application(draft.id, person, service, IdentifiedBy.PIK)


def letter_about(application: Application) -> str:
    """Return the text of the message that is sent once the application is registered."""
    announce_filing(application.id)
    return OutgoingMessage.objects.get(key=f"applications.filed:{application.id}").text


def words_of(pdf: bytes) -> str:
    """Return the words of a PDF with single spaces between them."""
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(text.split())
