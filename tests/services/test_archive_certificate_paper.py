"""The form on paper of the application for a document of the insurance archive: empty, and as it was filed (C-33)."""

import pytest

from nssi.applications.models import Application
from nssi.applications.papers import empty, filled
from tests.services.archive_walk import (
    CHILD,
    DUPLICATE,
    HEIR,
    HEIRS,
    POWER,
    original_of_a_duplicate,
    reach,
)
from tests.services.walks import ANOTHERS_NUMBER, file, upload, words_of

SLUG = "zayavlenie-osiguritelen-arhiv"


def test_the_empty_form_has_room_for_all_that_the_service_asks():
    """S2.1, S2.2, S2.6, C-33."""
    text = words_of(empty(SLUG))
    for told in (
        "ЗАЯВЛЕНИЕ за издаване на документ от осигурителния архив",
        "удостоверение за осигурителен стаж",
        "удостоверение за осигурителен доход",
        "удостоверение за трудов стаж",
        "удостоверение по чл. 5, ал. 2 от ЗУТОССР",
        "служебна бележка по чл. 45, ал. 1 от ЗДДФЛ",
        "дубликат",
        "Ако подавате за друго лице",
        "2. Име на осигурителя",
        "ще се легализира",
        "лично срещу подпис",
        "с обратна разписка",
        "Подпис",
        "не е сверена с утвърдения",
    ):
        assert told in text


def test_it_is_among_the_forms_to_be_printed(page_client, db):
    page = page_client.get("/formulyari/")
    assert "Заявление за документ от осигурителния архив (PDF)" in page.links
    assert page.follow("Заявление за документ от осигурителния архив (PDF)").response.content[:5] == b"%PDF-"


def test_what_was_filed_stands_in_the_form(visit, person):
    file(reach(visit(person), "proverka", CHILD, dokumenti={POWER: upload("пълномощно.pdf")}))
    application = Application.objects.get()
    text = words_of(filled(application))
    for told in (
        application.registry_uid,
        "ТП на НОИ – Варна",
        "Мария Петрова Иванова",
        "Стоян Георгиев Колев",
        ANOTHERS_NUMBER,
        "Дете",
        "ДСО „Пример“",
        "121082521",
        "1979",
        "шлосер",
        "пълномощно.pdf",
        "Моля да ми бъде издадено",
        "замества подписа му",
    ):
        assert told in text
    assert "дубликат" not in text and "не е сверена" not in text


def test_the_form_of_a_duplicate_asks_for_nothing_else(visit, person):
    page = reach(
        visit(person),
        "proverka",
        HEIR,
        vid=DUPLICATE,
        dublikat=original_of_a_duplicate(),
        dokumenti={HEIRS: upload("наследници.pdf")},
    )
    file(page)
    text = words_of(filled(Application.objects.get()))
    for told in ("дубликат", "УП-15/2019", "16.03.2019", "наследник"):
        assert told in text
    assert "Моля да ми бъде издадено" not in text and "Име на осигурителя" not in text


@pytest.mark.django_db
def test_a_form_that_is_not_there_is_not_found(page_client):
    assert page_client.get("/formulyari/nyama-takav/").status == 404
