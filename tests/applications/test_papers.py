"""Official forms on paper: empty for the hand, and filled in as they were filed (C-33; Annex No 1)."""

import re
import subprocess

import pytest

from nssi.applications.models import Application
from nssi.applications.papers import all_papers, empty, filled
from nssi.applications.services import all_services
from nssi.look.page_client import PageClient
from tests.services.test_unemployment_benefit import to_submit

pytestmark = pytest.mark.django_db


def drawn(pdf: bytes) -> str:
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout
    return re.sub(r"\s+", " ", text.decode())


def test_every_service_with_a_form_has_it_on_paper_at_an_address_of_its_own():
    on_paper = [each for each in all_services() if each.forms and not each.qes_only and not is_of_tests(each)]
    assert on_paper
    assert all(service.form.papers for service in on_paper)
    slugs = [paper.slug for paper in all_papers()]
    assert len(slugs) == len(set(slugs))


def is_of_tests(service) -> bool:
    return service.register_index.startswith("99")


def test_the_empty_form_asks_everything_and_answers_nothing():
    text = drawn(empty("prilozhenie-1"))
    for asked in (
        "ЗАЯВЛЕНИЕ-ДЕКЛАРАЦИЯ",
        "Приложение № 1 към чл. 1, ал. 1 НОИПОБ",
        "чл. 54а",
        "Имена:",
        "Документ за самоличност №:",
        "Последен осигурител:",
        "работил(а) съм в:",
        "получавам професионална пенсия по чл. 168 КСО",
        "чл. 222 КТ",
        "до 7 дни",
        "чл. 313 от Наказателния кодекс",
        "IBAN:",
        "на гише в ТП на НОИ, в което е подадено заявлението",
        "Подпис:",
    ):
        assert asked in text, asked
    assert "×" not in text


def test_what_was_filed_stands_on_the_same_form(visit, person):
    to_submit(visit(person)).submit(button="Подай с ПИК")
    application = Application.objects.get()
    text = drawn(filled(application))
    for shown in (
        f"Вх. №: {application.registry_uid}",
        "ДО РЪКОВОДИТЕЛЯ НА",
        "ТП на НОИ – Варна ЗАЯВЛЕНИЕ-ДЕКЛАРАЦИЯ",
        "Имена: Мария Петрова Иванова",
        "ЕГН: 8502124512",
        "Документ за самоличност №: 641234567",
        "Дата на прекратяване: 16.03.2026 г.",
        "× друго основание",
        "× не съм работил(а) в друга държава",
        "× нямам право на пенсия и не получавам пенсия",
        "IBAN: BG80BNBG96611020345678",
        "× по електронен път",
        "Копие от акта за прекратяване на правоотношението: акт.pdf",
        "Заявителят е разпознат с ПИК",
    ):
        assert shown in text, shown
    assert text.count("×") == 8, "one of each question, and both declarations"


def test_the_page_of_forms_hands_them_over(page_client: PageClient):
    page = page_client.get("/").follow("Формуляри")
    assert page.h1 == "Формуляри"
    for paper in all_papers():
        response = page_client.client.get(f"/formulyari/{paper.slug}/")
        assert response["Content-Type"] == "application/pdf" and response.content.startswith(b"%PDF")
        assert f"/formulyari/{paper.slug}/" in page.html
    assert page_client.client.get("/formulyari/nyama/").status_code == 404
