"""Forms УП-26 and УП-26.1: empty, and as they were filed (S3.2, C-33)."""

import pytest

from nssi.applications.models import Application
from nssi.applications.papers import empty, filled
from tests.services.pension_walk import ATTACHED, AUTHORISED, DIRECTORATE, POWER, SIGNED, YEARLY, reach
from tests.services.walks import ANOTHERS_NUMBER, file, upload, words_of


@pytest.mark.parametrize(
    ("slug", "name", "title", "asks_for_work"),
    [
        ("up-26", "Обр. УП-26", "ЗАЯВЛЕНИЕ за еднократно преизчисляване на пенсия за трудова дейност", True),
        (
            "up-26-1",
            "Обр. УП-26.1",
            "ЗАЯВЛЕНИЕ за служебно ежегодно преизчисляване на пенсия за трудова дейност",
            False,
        ),
    ],
)
def test_the_empty_forms_are_told_apart_by_name_and_title(slug, name, title, asks_for_work):
    """S3.2."""
    text = words_of(empty(slug))
    for told in (
        name,
        title,
        "ДО ДИРЕКТОРА НА ТЕРИТОРИАЛНО ПОДЕЛЕНИЕ НА НОИ",
        "ДИРЕКЦИЯ „ЕВРОПЕЙСКИ РЕГЛАМЕНТИ И МЕЖДУНАРОДНИ ДОГОВОРИ“",
        "ако е по-благоприятно",
        "Подпис",
        "не е сверена с утвърдения",
    ):
        assert told in text
    assert ("Работа след пенсионирането" in text) is asks_for_work


def test_both_are_among_the_forms_to_be_printed(page_client, db):
    links = page_client.get("/formulyari/").links
    assert [link for link in links if "УП-26" in link] == [
        "Обр. УП-26 – заявление за еднократно преизчисляване на пенсия за трудова дейност (PDF)",
        "Обр. УП-26.1 – заявление за служебно ежегодно преизчисляване на пенсия за трудова дейност (PDF)",
    ]


def test_what_was_filed_stands_in_form_26(visit, person):
    file(reach(visit(person), "proverka"))
    application = Application.objects.get()
    text = words_of(filled(application))
    for told in (
        "Обр. УП-26",
        application.registry_uid,
        "ТП на НОИ – Варна",
        "„Пример“ ООД",
        "16.03.2023",
        "maria@example.bg",
        "замества подписа му",
    ):
        assert told in text


def test_the_yearly_request_stands_in_form_26_1(visit, person):
    file(
        reach(
            visit(person),
            "proverka",
            AUTHORISED,
            nachalo=DIRECTORATE,
            vid=YEARLY,
            dokumenti={POWER: upload("пълномощно.pdf")},
        )
    )
    text = words_of(filled(Application.objects.get()))
    for told in ("Обр. УП-26.1", "Дирекция „Европейски регламенти", "Стоян Георгиев Колев", ANOTHERS_NUMBER):
        assert told in text


def test_what_was_signed_by_hand_is_referred_to(visit, person):
    file(reach(visit(person), "proverka", vid=ATTACHED, dokumenti={SIGNED: upload("УП-26.pdf")}))
    text = words_of(filled(Application.objects.get()))
    assert "искането е в приложения образец, попълнен и подписан" in text
    assert "УП-26.pdf" in text and "Работа след пенсионирането" not in text
