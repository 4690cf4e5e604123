"""The pages of the wizard and of the person's own things: who may open them, what they ask, what they never lose."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nssi.applications.actions.file_application import file_application
from nssi.applications.actions.make_document import make_document
from nssi.applications.models import Application, Draft, DraftFile, IdentifiedBy
from nssi.applications.queries import code_of
from nssi.attachments.verdict import LARGEST_FILE
from nssi.look.page_client import Page, PageClient
from tests.applications.drafts import attach, begin, complete
from tests.applications.three_questions import ANSWERS, THREE_QUESTIONS
from tests.attachments.samples import SAMPLES
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db

NOBODYS = "00000000-0000-4000-8000-000000000000"

START = "/zayavlenie/tri-vaprosa/"
NEXT, LEAVE = "Продължи", "Запази и излез"
REACH = {"E-mail": "maria@example.bg", "ТП": "ТП на НОИ – Варна"}
PATHS = [
    "/moite/",
    f"/moite/chernovi/{NOBODYS}/iztriy/",
    f"/moite/zayavleniya/{NOBODYS}/pdf/",
    START,
    f"{START}vrazka/",
    f"{START}podavane/",
    f"{START}gotovo/",
]


def plain(texts: list[str]) -> list[str]:
    return [text.replace("\u00a0", " ") for text in texts]


def upload(content: bytes = SAMPLES["pdf"], name: str = "акт.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def to_documents(browser: PageClient) -> Page:
    return browser.get(START).submit(REACH, NEXT).submit({"Колко искате?": "Малко"}, NEXT)


@pytest.mark.parametrize("path", PATHS)
def test_who_has_not_logged_in_is_led_to_the_login_and_back(client, path):
    for response in (client.get(path), client.post(path)):
        assert response.status_code == 302
        assert response["Location"] == f"/vhod/?next={path}"


@pytest.mark.parametrize(
    "path", [f"{START}nyama/", "/zayavlenie/nyama/", "/zayavlenie/nyama/vrazka/", "/zayavlenie/pik/"]
)
def test_what_does_not_exist_is_not_found(visit, person, path):
    assert visit(person).get(path).status == 404


def test_a_step_that_is_not_open_yet_leads_to_the_furthest_that_is(visit, person):
    browser = visit(person)
    assert browser.get(f"{START}proverka/").path == f"{START}vrazka/"
    assert browser.get(f"{START}podavane/").path == f"{START}vrazka/"
    begin(person, {"reach": ANSWERS["reach"]})
    assert browser.get(f"{START}proverka/").path == f"{START}nuzhda/"
    assert browser.get(START).path == f"{START}nuzhda/"
    assert browser.get(f"{START}vrazka/").path == f"{START}vrazka/"
    assert browser.get(f"{START}zashto/").path == f"{START}nuzhda/", "asked only of those who need much"


def test_opening_a_page_begins_nothing(visit, person):
    """G1: a prefetch or a mail scanner starts no application."""
    visit(person).get(START)
    assert not Draft.objects.exists()


def test_every_page_is_saved_when_it_is_left(visit, person):
    page = visit(person).get(START).submit(REACH, NEXT)
    assert page.h1 == "Нужда"
    assert Draft.objects.get().typed["reach"] == ANSWERS["reach"]
    assert page.follow("Назад").form(NEXT).values["email"] == "maria@example.bg"


def test_what_is_wrong_is_said_and_what_was_typed_stays(visit, person):
    page = visit(person).get(START).submit({"E-mail": "мария@", "ТП": "ТП на НОИ – Русе"}, NEXT)
    assert page.errors == ["Въведете e-mail адрес във вида name@example.bg"]
    assert page.title.startswith("Грешка: ")
    assert page.form(NEXT).values == page.form(NEXT).values | {"email": "мария@", "local_office": "17"}
    assert not Draft.objects.exists()


def test_an_unfinished_page_can_be_kept_and_finished_later(visit, person):
    browser = visit(person)
    page = browser.get(START).submit({"E-mail": "мария"}, LEAVE)
    assert (page.path, page.h1) == ("/moite/", "Моето табло")
    assert "Черновата е запазена." in page.text
    page = page.follow("Продължете: Три въпроса")
    assert page.path == f"{START}vrazka/"
    assert page.form(NEXT).values["email"] == "мария"


def test_an_unfinished_page_that_is_far_too_long_is_not_kept(visit, person):
    page = visit(person).get(START).submit({"E-mail": "м" * 30_000}, LEAVE)
    assert page.errors and not Draft.objects.exists()


def test_a_page_of_another_window_says_so_and_keeps_what_was_typed(visit, person):
    browser = visit(person)
    page = browser.get(START).submit(REACH, NEXT)
    other = browser.get(f"{START}nuzhda/")
    other.submit({"Колко искате?": "Малко"}, NEXT)
    page = page.submit({"Колко искате?": "Много"}, NEXT)
    assert page.errors[0].startswith("Черновата е променена в друг прозорец.")
    assert page.form(NEXT).values["need"] == ["much"]
    assert Draft.objects.get().typed["need"] == {"need": ["little"]}
    assert page.submit({}, NEXT).h1 == "Причина", "saved again, it is what the person wants"


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 50, "²"])
def test_a_made_up_revision_is_a_page_of_another_window(visit, person, revision):
    begin(person, {"reach": ANSWERS["reach"]})
    page = visit(person).post(f"{START}nuzhda/", {"need": "little", "revision": revision, "continue": "1"})
    assert page.errors[0].startswith("Черновата е променена в друг прозорец.")


def test_a_draft_that_is_gone_says_so(visit, person):
    page = visit(person).post(f"{START}nuzhda/", {"need": "little", "revision": "0", "continue": "1"})
    assert (page.status, page.h1) == (409, "Няма такава чернова")


def test_a_conditional_step_is_asked_and_left_again(visit, person):
    page = visit(person).get(START).submit(REACH, NEXT).submit({"Колко искате?": "Много"}, NEXT)
    assert page.h1 == "Причина" and "Стъпка 3 от 6" in page.text
    page = page.follow("Назад").submit({"Колко искате?": "Малко"}, NEXT)
    assert page.h1 == "Документи" and "Стъпка 3 от 5" in page.text


# C-19


def test_a_file_is_uploaded_and_removed_without_scripts(visit, person):
    page = to_documents(visit(person))
    assert "Още няма качени файлове." in page.text
    page = page.submit({"Доказателство": upload()}, "Качи Доказателство")
    assert "Качен 1 файл," in page.text and "акт.pdf" in page.text
    page = page.submit(
        {"Друг документ (по желание)": upload(SAMPLES["png"], "снимка.png")}, "Качи Друг документ"
    )
    assert "Качени 2 файла," in page.text
    page = page.submit({}, "Премахни акт.pdf")
    assert "Качен 1 файл," in page.text and "акт.pdf" not in page.text
    assert DraftFile.objects.get().slot == "other"


def test_a_file_that_was_only_chosen_is_taken_by_going_on(visit, person):
    """Nobody loses a file for having forgotten „Качи“."""
    page = to_documents(visit(person)).submit({"Доказателство": upload()}, NEXT)
    assert page.h1 == "Проверете данните" and "акт.pdf" in page.text


@pytest.mark.parametrize(
    ("content", "name", "text"),
    [
        (SAMPLES["pdf"] + bytes(LARGEST_FILE), "акт.pdf", "Файлът „акт.pdf“ е 2,6 МБ. Може да е до 2,5 МБ."),
        (b"PK", "акт.zip", "Файл .zip не се приема."),
        (b"MZ", "акт.pdf", "Съдържанието на „акт.pdf“ не отговаря на вида .pdf."),
        (b"", "акт.pdf", "Файлът „акт.pdf“ е празен."),
    ],
)
def test_a_refused_file_is_said_at_its_slot(visit, person, content, name, text):
    """S1.5, x2."""
    page = to_documents(visit(person)).submit({"Доказателство": upload(content, name)}, "Качи Доказателство")
    (error,) = plain(page.errors)
    assert error.startswith(text)
    assert page.root.xpath("//*[@id='id_file_proof_error']")
    assert not DraftFile.objects.exists()


def test_a_refused_file_does_not_take_the_others_with_it(visit, person):
    page = to_documents(visit(person)).submit(
        {"Доказателство": upload(), "Друг документ (по желание)": upload(b"MZ", "зле.pdf")}, NEXT
    )
    assert plain(page.errors) == ["Съдържанието на „зле.pdf“ не отговаря на вида .pdf."]
    assert DraftFile.objects.get().attachment.name == "акт.pdf"
    assert page.submit({}, NEXT).h1 == "Проверете данните"


def test_pressing_upload_without_a_file_says_what_to_do(visit, person):
    assert to_documents(visit(person)).submit({}, "Качи Доказателство").errors == ["Изберете файл"]


def test_the_missing_document_is_asked_for_when_going_on_not_when_leaving(visit, person):
    page = to_documents(visit(person))
    assert page.submit({}, NEXT).errors == ["Приложете доказателство"]
    assert page.submit({}, LEAVE).path == "/moite/"


@pytest.mark.parametrize("sent", ["x", "", NOBODYS])
def test_removing_what_is_not_there_is_no_error(visit, person, sent):
    to_documents(visit(person))
    page = visit(person).post(f"{START}dokumenti/", {"remove": sent, "revision": "2"})
    assert page.h1 == "Документи" and not page.errors


def test_the_file_of_another_person_cannot_be_removed(visit, person, other_person):
    file = attach(begin(other_person))
    to_documents(visit(person))
    visit(person).post(f"{START}dokumenti/", {"remove": str(file.id), "revision": "2"})
    assert DraftFile.objects.get() == file


def test_the_name_of_a_file_can_carry_no_markup(visit, person):
    page = to_documents(visit(person)).submit(
        {"Доказателство": upload(name="<b>акт</b>&.pdf")}, "Качи Доказателство"
    )
    assert "<b>акт" not in page.html


# C-21, C-22, C-23


def to_check(browser: PageClient) -> Page:
    return to_documents(browser).submit({"Доказателство": upload()}, NEXT)


def to_submit(browser: PageClient) -> Page:
    return to_check(browser).submit({"Декларирам, че това е така.": True}, NEXT)


def test_the_answers_are_checked_and_changed_from_one_page(visit, person):
    page = to_check(visit(person))
    assert "Общо" in page.text and "от 5\u00a0МБ" in page.html
    page = page.follow("Промени Колко искате?")
    assert page.path.endswith("nuzhda/?ot=proverka")
    page = page.submit({"Колко искате?": "Много"}, NEXT)
    assert page.h1 == "Причина", "a question that opened is asked before"
    page = page.submit({"Защо толкова?": "Защото"}, NEXT)
    assert page.h1 == "Проверете данните" and "Защото" in page.text


def test_a_change_that_opens_nothing_leads_straight_back(visit, person):
    page = (
        to_check(visit(person))
        .follow("Промени E-mail")
        .submit({"E-mail": "друг@", "ТП": "ТП на НОИ – Русе"}, NEXT)
    )
    assert page.errors and page.path.endswith("?ot=proverka")
    page = page.submit({"E-mail": "drug@example.bg"}, NEXT)
    assert page.h1 == "Проверете данните" and "drug@example.bg" in page.text


def test_nobody_files_without_declaring(visit, person):
    page = to_check(visit(person)).submit({}, NEXT)
    assert len(page.errors) == 1
    assert visit(person).get(f"{START}podavane/").path == f"{START}proverka/"


def test_filing_shows_the_number_and_the_code_and_a_reload_the_same(visit, person):
    browser = visit(person)
    page = to_submit(browser).submit({}, "Подай с ПИК")
    application = Application.objects.get()
    assert page.h1 == "Заявлението е заведено"
    assert {each.text for each in page.root.xpath("//*[@class='nssi-code']")} == {
        application.registry_uid,
        code_of(application),
    }
    assert "Изпратихме съобщение на maria@example.bg." in page.text and "Ще Ви пишем." in page.text
    assert browser.get(page.path).text == page.text
    assert Application.objects.count() == 1


def test_who_logged_in_with_a_qes_files_with_it_and_the_application_keeps_that(visit_with_qes, person):
    """S1.1"""
    page = to_submit(visit_with_qes(person))
    assert "Влезли сте с КЕП" in page.text and "ПИК" not in page.text
    assert page.submit({}, "Подай с КЕП").h1 == "Заявлението е заведено"
    assert Application.objects.get().identified_by == "qes"


def test_a_submit_whose_answer_was_lost_can_be_repeated(visit, person):
    browser = visit(person)
    form = to_submit(browser)
    first, again = form.submit({}, "Подай с ПИК"), form.submit({}, "Подай с ПИК")
    assert (again.path, again.text) == (first.path, first.text)
    assert Application.objects.count() == 1


def test_a_session_that_ends_before_filing_loses_nothing(visit, person, travel):
    """x12."""
    form = to_submit(visit(person))
    travel(minutes=31)
    assert form.submit({}, "Подай с ПИК").path.startswith("/sesiya-iztekla/")
    assert not Application.objects.exists()
    page = visit(person).get(START)
    assert page.path == f"{START}podavane/"
    assert page.submit({}, "Подай с ПИК").h1 == "Заявлението е заведено"


@pytest.mark.parametrize("sent", ["", "x", "\x00", NOBODYS])
def test_a_submit_of_no_draft_says_so(visit, person, sent):
    begin(person)
    page = visit(person).post(f"{START}podavane/", {"draft": sent})
    assert (page.status, page.h1) == (409, "Няма такава чернова")
    assert not Application.objects.exists()


def test_a_submit_of_another_persons_draft_says_the_same(visit, person, other_person):
    draft = complete(other_person)
    page = visit(person).post(f"{START}podavane/", {"draft": str(draft.id)})
    assert (page.status, page.h1) == (409, "Няма такава чернова")
    assert Draft.objects.get() == draft


def test_a_submit_of_an_unfinished_draft_leads_to_what_is_missing(visit, person):
    draft = begin(person, {"reach": ANSWERS["reach"]})
    assert visit(person).post(f"{START}podavane/", {"draft": str(draft.id)}).path == f"{START}nuzhda/"


def test_another_person_does_not_see_the_number(visit, person, other_person):
    page = to_submit(visit(person)).submit({}, "Подай с ПИК")
    assert visit(other_person).get(page.path).status == 404


@pytest.mark.parametrize("query", ["", "?zayavlenie=", "?zayavlenie=x", f"?zayavlenie={NOBODYS}"])
def test_a_number_that_nobody_has_is_not_found(visit, person, query):
    file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    assert visit(person).get(f"{START}gotovo/{query}").status == 404


def test_filing_twice_on_one_day_warns_and_is_allowed(visit, person):
    """x11."""
    first = file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    browser = visit(person)
    warning = f"Имате заявление от днес с УРИ {first.registry_uid}."
    assert warning in browser.get(START).text
    page = to_submit(browser)
    assert warning in page.text
    assert page.submit({}, "Подай с ПИК").h1 == "Заявлението е заведено"
    assert Application.objects.count() == 2


def test_the_next_day_there_is_no_warning(visit, person, travel):
    file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    travel(days=1)
    assert "Имате заявление от днес" not in visit(person).get(START).text


# C-01


def test_who_has_nothing_is_led_to_the_services(visit, person):
    assert "Още нямате заявления. Изберете услуга." in visit(person).get("/moite/").text


def test_drafts_and_applications_of_the_person_alone_are_shown(visit, person, other_person):
    mine = file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    other = file_application(complete(other_person).id, other_person, THREE_QUESTIONS, IdentifiedBy.PIK)
    begin(person)
    page = visit(person).get("/moite/")
    assert mine.registry_uid in page.text and other.registry_uid not in page.text
    assert "Продължете: Три въпроса" in page.links
    page = page.follow(f"Вижте заявлението: {mine.registry_uid}")
    assert page.follow("УРИ, код за достъп и копие").h1 == "Заявлението е заведено"


def test_a_draft_is_discarded_only_after_a_question(visit, person):
    begin(person)
    page = visit(person).get("/moite/").follow("Изтрийте черновата: Три въпроса")
    assert page.h1 == "Да изтрием ли черновата?" and Draft.objects.exists()
    page = page.submit({}, "Изтрий черновата")
    assert page.path == "/moite/" and "Черновата е изтрита." in page.text
    assert not Draft.objects.exists()


def test_the_draft_of_another_person_is_not_found(visit, person, other_person):
    path = f"/moite/chernovi/{begin(other_person).id}/iztriy/"
    assert visit(person).get(path).status == 404
    assert visit(person).post(path, {}).status == 404
    assert Draft.objects.exists()


def test_the_document_is_handed_to_its_person_alone(visit, person, other_person):
    application = file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    path = f"/moite/zayavleniya/{application.id}/pdf/"
    assert visit(person).get(path).status == 404, "not made yet"
    assert "се изготвя" in visit(person).get(f"{START}gotovo/?zayavlenie={application.id}").text
    make_document(application.id)
    page = visit(person).get(f"{START}gotovo/?zayavlenie={application.id}")
    assert any(re.match(r"Изтеглете подаденото заявление \(PDF, \d+\sКБ\)", text) for text in page.links)
    client = Client()
    log_in(client, person)
    response = client.get(path)
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf" and "attachment" in response["Content-Disposition"]
    assert visit(other_person).get(path).status == 404


QUERIES = [
    ("/moite/", 7),
    (START, 4),
    (f"{START}vrazka/", 4),
    (f"{START}nuzhda/", 3),
    (f"{START}dokumenti/", 4),
    (f"{START}proverka/", 3),
    (f"{START}podavane/", 6),
]


@pytest.mark.parametrize(("path", "queries"), QUERIES)
def test_a_page_asks_the_database_only_so_often(client, person, django_assert_num_queries, path, queries):
    file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    complete(person)
    log_in(client, person)
    with django_assert_num_queries(queries):
        client.get(path)


def test_the_page_with_the_number_asks_the_database_only_so_often(client, person, django_assert_num_queries):
    application = file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    log_in(client, person)
    with django_assert_num_queries(2):
        client.get(f"{START}gotovo/?zayavlenie={application.id}")
