"""An official opens a proceeding, sees what came in, and does what is to be done (O-03)."""

import pytest

from nssi.audit.models import AuditEntry
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.actions.take_proceeding import take_proceeding
from nssi.proceedings.models import Proceeding
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(proceeding) -> str:
    return f"/sluzhiteli/prepiski/{proceeding.pk}/"


def test_every_tab_shows_its_part(at_work, clerk, proceeding, application, address):
    perform("draft", proceeding.pk, clerk, {"note": "виж декларацията"})
    browser = at_work(clerk)
    page = browser.get(address)
    assert page.h1 == "Мария Петрова Иванова"
    assert application.registry_uid in page.text
    assert "Проект" in page.text
    assert "maria@example.bg" in page.text
    assert "Доказателство" in page.follow("Документи").text
    assert application.registry_uid in page.follow("Кореспонденция").text
    terms = page.follow("Срокове").text
    assert "Издаване" in terms
    assert "срок на института" in terms
    history = page.follow("История").text
    assert "Изготви проект → Проект" in history
    assert "виж декларацията" in history
    assert "Кой е гледал" in history
    assert clerk.full_name in history


def test_who_looked_is_in_the_trail(at_work, clerk, proceeding, address):
    at_work(clerk).get(address)
    entry = AuditEntry.objects.get(event="proceedings.looked")
    assert (entry.actor_id, entry.subject_id) == (str(clerk.pk), str(proceeding.pk))


def test_an_official_of_another_body_is_told_whose_it_is_and_nothing_of_it(at_work, address):
    page = at_work(make_official(body="02")).get(address)
    assert page.status == 403
    assert "Преписката е на ТП на НОИ – Варна." in page.text
    assert "Иванова" not in page.html


def test_an_official_who_does_not_work_on_this_service_is_told_so(at_work, address):
    page = at_work(make_official(Role.ARCHIVE_OFFICER)).get(address)
    assert page.status == 403
    assert "По тази услуга не работите." in page.text


def test_a_proceeding_that_is_not_there(at_work, clerk):
    assert at_work(clerk).get("/sluzhiteli/prepiski/00000000-0000-4000-8000-000000000000/").status == 404


def test_the_personal_number_is_masked_until_the_official_says_why(at_work, clerk, person, address, travel):
    browser = at_work(clerk)
    page = browser.get(address)
    assert "8502124512" not in page.html
    asked = page.follow("Покажи ЕГН")
    assert asked.submit(button="Покажи").errors == ["Изберете причина"]
    shown = asked.submit(
        {"Защо искате да видите целия номер?": "лицето се обади или дойде на място"}, "Покажи"
    )
    assert "8502124512" in shown.text
    entry = AuditEntry.objects.get(event="proceedings.number_shown")
    assert (entry.about, entry.reason) == (person.pk, "contact")
    travel(minutes=16)
    assert "8502124512" not in browser.get(address).html


def test_a_document_is_downloaded_and_that_is_noted(at_work, clerk, address, application):
    page = at_work(clerk).get(f"{address}dokumenti/").follow("акт.pdf")
    assert page.response["Content-Disposition"].startswith("attachment")
    assert b"".join(page.response.streaming_content).startswith(b"%PDF")
    assert AuditEntry.objects.filter(event="proceedings.downloaded").count() == 1


def test_an_act_is_done_on_its_page(at_work, clerk, proceeding, address):
    page = at_work(clerk).get(address).follow("Изготви проект")
    assert page.submit(button="Изготви проект").errors == ["Напишете причината"]
    done = page.submit({"Причина": "всичко е налице"}, "Изготви проект")
    assert done.h1 == "Мария Петрова Иванова"
    proceeding.refresh_from_db()
    assert proceeding.state == "drafted"


def test_an_act_that_is_another_officials_is_shown_with_the_reason(at_work, clerk, head, proceeding, address):
    perform("draft", proceeding.pk, clerk)
    take_proceeding(proceeding.pk, make_official(Role.PENSION_HEAD, name="Ива Петрова"))
    page = at_work(head).get(address)
    assert "Преписката е взета от Ива Петрова." in page.text
    assert "Издай" not in page.links
    assert at_work(head).get(f"{address}deystviya/issue/").text.count("взета от") >= 1


def test_two_heads_decide_at_once_and_one_decision_is_made(at_work, clerk, head, proceeding, address):
    perform("draft", proceeding.pk, clerk)
    first = at_work(head).get(f"{address}deystviya/issue/")
    second = at_work(make_official(Role.PENSION_HEAD)).get(f"{address}deystviya/issue/")
    first.submit(button="Издай")
    late = second.submit(button="Издай")
    assert late.status == 409
    assert "Преписката е приключена." in late.text
    assert proceeding.events.filter(act="issue").count() == 1


def test_a_page_that_was_open_too_long_says_so_and_keeps_what_was_typed(at_work, clerk, proceeding, address):
    page = at_work(clerk).get(f"{address}deystviya/draft/")
    Proceeding.objects.filter(pk=proceeding.pk).update(revision=7)
    again = page.submit({"Причина": "всичко е налице"}, "Изготви проект")
    assert again.errors == ["Преписката се промени, докато страницата беше отворена. Прегледайте я отново."]
    assert "всичко е налице" in again.html


def test_what_would_be_issued_is_previewed_and_not_issued(at_work, clerk, head, proceeding, address):
    perform("draft", proceeding.pk, clerk)
    page = at_work(head).get(f"{address}deystviya/issue/")
    preview = page.submit(button="Преглед на документа (отваря се в нов прозорец)")
    assert preview.response["Content-Type"] == "application/pdf"
    proceeding.refresh_from_db()
    assert proceeding.state == "drafted"


@pytest.mark.parametrize("name", ["terminate", "withdraw", "nothing"])
def test_what_no_official_does_has_no_page(at_work, clerk, address, name):
    assert at_work(clerk).get(f"{address}deystviya/{name}/").status == 404


def test_take_park_take_up_again_and_give_back(at_work, clerk, proceeding, address):
    page = at_work(clerk).get(address).submit(button="Вземи преписката")
    assert f"Работи по нея {clerk.full_name}." in page.text
    parked = page.follow("Отложете").submit(
        {"До коя дата": (1, 12, 2099), "Причина": "чака справка"}, "Отложи"
    )
    assert "Отложена до 01.12.2099\xa0г.: чака справка" in parked.text
    again = parked.submit(button="Върни за работа")
    assert "Отложена до" not in again.text
    assert again.submit(button="Върни в опашката").h1 == "Опашка"


def test_a_past_day_is_no_day_to_park_until(at_work, clerk, address):
    page = at_work(clerk).get(f"{address}prepiskata/otlozhi/")
    again = page.submit({"До коя дата": (1, 1, 2020), "Причина": "чака"}, "Отложи")
    assert again.errors == ["Изберете бъдеща дата"]


def test_hand_over_transfer_and_step_aside(at_work, clerk, proceeding, address):
    other = make_official(name="Ива Петрова")
    browser = at_work(clerk)
    browser.get(address).submit(button="Вземи преписката").follow("Предайте на колега").submit(
        {"Служител": "Ива Петрова", "Бележка": "в отпуск съм"}, "Предай"
    )
    proceeding.refresh_from_db()
    assert proceeding.assignee == other
    theirs = at_work(other).get(address)
    theirs.follow("Изпратете по компетентност").submit(
        {
            "Компетентен орган": "Дирекция „Европейски регламенти и международни договори“",
            "Причина": "международен договор",
        },
        "Изпрати",
    )
    proceeding.refresh_from_db()
    assert proceeding.body_id == "directorate"
    third = make_official(body="directorate")
    aside = at_work(third).get(address).submit(button="Вземи преписката").follow("Отведете се")
    aside.submit(
        {"Причина за отвод": "служителят е съпруг или роднина на страна в производството"}, "Отведи се"
    )
    assert "Отвели сте се от тази преписка." in at_work(third).get(address).text


def test_the_person_sees_the_state_what_follows_and_the_timeline(
    visit, person, application, proceeding, clerk
):
    browser = visit(person)
    assert "В обработка" in browser.get("/moite/zayavleniya/").text
    assert "Проверяваме." in browser.get(f"/moite/zayavleniya/{application.id}/").text
    perform("ask", proceeding.pk, clerk)
    page = browser.get(f"/moite/zayavleniya/{application.id}/")
    assert "Има недостатъци" in page.text
    assert "Подайте отново." in page.text
    assert "Отговор до" in page.text
    assert "Писахме Ви" in page.text
    assert "Има недостатъци" in browser.get("/moite/").text


def test_with_the_access_code_one_sees_the_state_too(page_client, application, proceeding, clerk):
    from nssi.applications.queries import code_of

    application.refresh_from_db()
    perform("ask", proceeding.pk, clerk)
    page = page_client.get("/proverka/").submit(
        {"УРИ": application.registry_uid, "Код за достъп": code_of(application)}, "Провери"
    )
    assert "Има недостатъци" in page.text
    assert "Подайте отново." in page.text
    assert "Писахме Ви" in page.text


def test_what_was_issued_stands_in_the_correspondence_with_its_delivery(at_work, clerk, proceeding, address):
    from nssi.audit import Actor
    from nssi.documents.actions.issue_document import issue_document
    from nssi.documents.kinds import PLAIN_LETTER, DocumentKind, Seal
    from nssi.proceedings.models import SUBJECT

    issue_document(
        DocumentKind("tests.letter", "Уведомително писмо", "9902", PLAIN_LETTER, Seal.MASS),
        data={},
        person=proceeding.person,
        body=proceeding.body,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        actor=Actor.official(clerk.pk),
    )
    page = at_work(clerk).get(f"{address}korespondentsiya/")
    assert "Уведомително писмо" in page.links
    assert "подготвя се" in page.text
