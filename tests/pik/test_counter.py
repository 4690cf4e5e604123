"""A PIK at the counter: by whom it may be taken, what is printed and when it is active, what becomes of an older one (O-14, S4.7)."""

import re
import subprocess
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nssi.access.models import Official, PikCredential
from nssi.audit import Actor
from nssi.audit.models import AuditEntry
from nssi.documents.rendering import RenderingError
from nssi.foundation import clock
from nssi.institution.models import OutreachOffice
from nssi.look.page_client import Page
from nssi.look.typography import date_text
from nssi.messages.models import OutgoingMessage
from nssi.people.identifiers import Kind
from nssi.people.models import Names, Representation
from nssi.people.queries import find_person
from nssi.pik.actions.hand_over_certificate import settle_issues
from nssi.pik.models import PikIssue
from tests.support.officials import at_work, log_in_as, make_official
from tests.support.people import give_pik, make_person
from tests.support.scans import scan
from tests.support.visitors import log_in, own_attachments, visit, visit_with_qes

__all__ = ["at_work", "own_attachments", "visit", "visit_with_qes"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_attachments")]

HERE, NEW = "/sluzhiteli/pik/", "/sluzhiteli/pik/nov/"
EGN, ANOTHER_EGN = "8032056031", "7523169263"
IN_PERSON = {
    "Кой е на гишето?": "Лицето, за което е ПИК",
    "Проверих личната карта на този, който е на гишето, и тя е валидна": True,
    "Личен номер на лицето, за което е ПИК": EGN,
    "Собствено име": "Мария",
    "Фамилно име (ако има)": "Петрова",
    "E-mail за известия (по желание)": "maria@example.com",
}
DEED = "Пълномощното е изрично за издаване на ПИК и е нотариално заверено"
PRINT, HAND_OVER = "Отпечатай удостоверението", "Предадено срещу подпис"


def by_representative(**changes: object) -> dict[str, object]:
    copy = SimpleUploadedFile("palnomoshtno.pdf", scan())
    return {
        **IN_PERSON,
        "Кой е на гишето?": "Представител",
        DEED: True,
        "Номер на пълномощното": "1234/2026",
        "Дата на пълномощното": date(2026, 11, 2),
        "Нотариус": "Иван Иванов, № 123",
        "Копие на пълномощното": copy,
        "Вид на личния номер": "ЕГН",
        "Личен номер на представителя": ANOTHER_EGN,
        "Собствено име на представителя": "Георги",
        "Фамилно име на представителя": "Петров",
    } | changes


@pytest.fixture
def clerk(at_work):
    """The browser of a clerk in Varna."""
    return at_work(make_official())


def prepared(clerk, **changes: object) -> Page:
    return clerk.get(NEW).submit(IN_PERSON | changes)


def printed(page: Page, button: str = PRINT) -> str:
    """Press the button; return the text on the paper."""
    sheet = page.submit(button=button).response
    assert (sheet["Content-Type"], "no-store" in sheet["Cache-Control"]) == ("application/pdf", True)
    told = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=sheet.content, capture_output=True, check=True
    )
    return told.stdout.decode()


def pik_on(paper: str) -> str:
    return re.search(r"^\s*([A-Z2-9]{10})\s*$", paper, re.MULTILINE)[1]


def enters(pik: str, number: str = EGN) -> bool:
    return Client().post("/vhod/pik/", {"number": number, "pik": pik}).status_code == 302


def test_in_person_with_an_identity_card(clerk, travel):
    page = prepared(clerk)
    paper = printed(page)
    assert "Мария Петрова" in paper and "ТП на НОИ – Варна" in paper and EGN in paper
    tomorrow = clock.today() + timedelta(days=1)
    assert f"ПИК започва да важи на {tomorrow:%d.%m.%Y}" in paper.replace("\xa0", " ")
    assert not enters(pik_on(paper)), "nothing is active before it is handed over"
    page = clerk.get(page.path).submit(button=HAND_OVER)
    assert "предадено, още не важи" in page.text and not enters(pik_on(paper))
    travel(days=1)
    settle_issues()
    assert enters(pik_on(paper))
    for message in OutgoingMessage.objects.all():
        assert message.to == "maria@example.com" and pik_on(paper) not in message.text + message.html
        assert EGN not in message.text + message.html


def test_active_at_once_where_it_is_set_so(clerk, settings):
    settings.PIK_AT_COUNTER_AT_ONCE = True
    page = prepared(clerk)
    paper = printed(page)
    assert "веднага след предаването" in paper and not enters(pik_on(paper))
    clerk.get(page.path).submit(button=HAND_OVER)
    assert enters(pik_on(paper))


def test_without_the_identity_card_there_is_none(clerk):
    page = prepared(clerk, **{"Проверих личната карта на този, който е на гишето, и тя е валидна": False})
    assert page.errors == ["ПИК се издава само след проверка на валидна лична карта"]
    assert not PikIssue.objects.exists()


def test_a_representative_shows_an_explicit_notarised_power_of_attorney(clerk):
    page = clerk.get(NEW).submit(by_representative())
    assert "с пълномощно № 1234/2026 от 02.11.2026" in page.text.replace("\xa0", " ")
    kept = Representation.objects.get()
    assert (kept.notarised, kept.kinship, kept.full_name) == (True, "", "Мария Петрова")
    assert kept.representative == find_person(Kind.EGN, ANOTHER_EGN)
    assert PikIssue.objects.get().person == find_person(Kind.EGN, EGN)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({DEED: False}, "ПИК се издава на представител само с изрично, нотариално заверено пълномощно"),
        ({"Номер на пълномощното": ""}, "Въведете номера на пълномощното"),
        ({"Дата на пълномощното": ("", "", "")}, "Въведете дата"),
        ({"Дата на пълномощното": date(2099, 1, 1)}, "Датата не може да е бъдеща"),
        ({"Нотариус": ""}, "Въведете нотариуса"),
        ({"Копие на пълномощното": ""}, "Приложете копие на пълномощното"),
        ({"Личен номер на представителя": "8032056032"}, "Проверете номера: в него има грешка"),
        ({"Личен номер на представителя": EGN}, "Представителят е друго лице, не това, за което е ПИК"),
    ],
)
def test_what_is_missing_of_the_power_of_attorney_is_asked_for(clerk, changed, error):
    page = clerk.get(NEW).submit(by_representative(**changed))
    assert error in page.errors
    assert not PikIssue.objects.exists()


def test_no_kinship_makes_a_difference(clerk):
    """Unlike S2.2, nobody of the family is excepted from the notary (S4.7)."""
    labels = clerk.get(NEW).form("Продължи").labels
    assert not [label for label in labels if re.search("[Рр]одств|[Рр]одител|[Сс]ъпруг", label)]


def test_the_copy_is_judged_as_every_file(clerk):
    page = clerk.get(NEW).submit(
        by_representative(**{"Копие на пълномощното": SimpleUploadedFile("p.exe", b"MZ")})
    )
    assert page.errors and not PikIssue.objects.exists()


def test_what_a_deed_says_changes_the_names_of_nobody(clerk):
    known = make_person(EGN)
    clerk.get(NEW).submit(by_representative(**{"Собствено име": "Марийка"}))
    known.refresh_from_db()
    assert known.first_name == "Мария"


def test_a_sheet_is_printed_once_and_a_spoiled_one_is_worth_nothing(clerk, settings):
    settings.PIK_AT_COUNTER_AT_ONCE = True
    page = prepared(clerk)
    spoiled = printed(page)
    again = page.submit(button=PRINT)  # pressed twice, or sent again
    assert "Удостоверението вече е отпечатано" in again.text
    good = printed(clerk.get(page.path), "Отпечатай нов лист")
    clerk.get(page.path).submit(button=HAND_OVER)
    assert enters(pik_on(good)) and not enters(pik_on(spoiled))
    states = PikCredential.objects.order_by("issued_at").values_list("state", flat=True)
    assert list(states) == ["destroyed", "active"]


def test_a_sheet_that_cannot_be_made_issues_nothing(clerk, monkeypatch):
    def fails(*_, **__):
        raise RenderingError("no paper")

    page = prepared(clerk)
    monkeypatch.setattr("nssi.pik.actions.draw_certificate.make_envelope_certificate", fails)
    assert "нищо не е издадено" in page.submit(button=PRINT).text
    assert not PikCredential.objects.exists() and PikIssue.objects.get().state == "prepared"


def test_a_new_one_replaces_the_old_one_when_it_starts(clerk, travel):
    old = give_pik(make_person(EGN))
    page = prepared(clerk)
    assert "Има активен ПИК" in page.text
    paper = printed(page)
    clerk.get(page.path).submit(button=HAND_OVER)
    assert enters(old)
    travel(days=1)
    settle_issues()
    assert enters(pik_on(paper)) and not enters(old)


def test_the_last_one_that_was_handed_over_counts(clerk, travel):
    papers = []
    for _ in range(2):
        page = prepared(clerk)
        papers.append(printed(page))
        clerk.get(page.path).submit(button=HAND_OVER)
    travel(days=1)
    settle_issues()
    assert [enters(pik_on(paper)) for paper in papers] == [False, True]


def test_what_was_not_handed_over_is_discarded_at_the_end_of_the_day(clerk, travel):
    page = prepared(clerk)
    printed(page)
    settle_issues()
    assert PikIssue.objects.get().state == "printed"
    travel(days=1)
    settle_issues()
    assert PikIssue.objects.get().state == "discarded"
    assert PikCredential.objects.get().state == "destroyed"
    assert HAND_OVER not in clerk.get(page.path).buttons


def test_an_issue_that_is_given_up_is_worth_nothing(clerk):
    page = prepared(clerk)
    printed(page)
    clerk.get(page.path).submit(button="Откажи издаването")
    assert PikCredential.objects.get().state == "destroyed"


def test_nobody_who_has_died_gets_one(clerk):
    person = make_person(EGN)
    person.known_deceased = True
    person.save()
    assert prepared(clerk).errors == ["На това лице не може да се издаде ПИК. Проверете номера."]


def test_an_outreach_office_is_a_place_of_issue(clerk, at_work):
    administrator = at_work(make_official(Official.Role.ADMINISTRATOR))
    page = administrator.get("/admin-portal/izneseni-ofisi/").submit(
        {
            "Териториално поделение": "ТП на НОИ – Варна",
            "Населено място": "Провадия",
            "Адрес": "пл. „Свобода“ 1",
        },
        button="Запиши",
    )
    assert "Изнесеният офис е записан." in page.text
    page = prepared(clerk, **{"Къде се издава?": "Провадия"})
    assert "ТП на НОИ – Варна, Провадия" in page.text
    assert "Провадия" in printed(page)
    administrator.get("/admin-portal/izneseni-ofisi/").submit(button="Закрий Провадия")
    assert OutreachOffice.objects.get().until
    assert "Къде се издава?" not in clerk.get(NEW).form("Продължи").labels


# Annulment, and what the person sees


def test_the_owner_asks_at_the_counter_to_annul_it(clerk):
    pik = give_pik(make_person(EGN))
    typed = {"Личен номер": EGN, "Проверих личната карта на собственика на ПИК": True}
    page = clerk.get("/sluzhiteli/pik/anulirane/").submit(typed)
    assert "ПИК е анулиран." in page.text and not enters(pik)
    page = clerk.get("/sluzhiteli/pik/anulirane/").submit(typed)
    assert page.errors == ["Лицето няма ПИК, който да важи."]


def test_an_annulled_one_that_waited_for_its_day_never_starts(clerk, travel):
    page = prepared(clerk)
    paper = printed(page)
    clerk.get(page.path).submit(button=HAND_OVER)
    clerk.get("/sluzhiteli/pik/anulirane/").submit(
        {"Личен номер": EGN, "Проверих личната карта на собственика на ПИК": True}
    )
    travel(days=1)
    settle_issues()
    assert not enters(pik_on(paper))


def test_a_person_sees_the_piks_and_annuls_the_own_one(visit, client):
    person = make_person(EGN)
    give_pik(person)
    give_pik(person)
    page = visit(person).get("/moite/").follow("Вашият ПИК и кой е преглеждал данните Ви")
    assert page.h1 == "Сигурност" and "важи" in page.text and "заменен с нов на" in page.text
    log_in(client, person)
    page.submit(button="Анулирайте ПИК")
    assert client.get("/moite/").status_code == 302, "every session of the PIK is over"
    assert not PikCredential.objects.filter(state="active").exists()


def test_the_person_is_told_before_it_starts_how_it_was_issued_and_can_stop_it(clerk, visit, travel):
    """M-10: whoever did not ask for it still has the old PIK, and annuls the new one with it."""
    give_pik(make_person(EGN))
    page = clerk.get(NEW).submit(by_representative())
    paper = printed(page)
    clerk.get(page.path).submit(button=HAND_OVER)
    told = OutgoingMessage.objects.get()
    tomorrow = clock.today() + timedelta(days=1)
    assert told.subject == f"Нов ПИК на Ваше име започва да важи на {date_text(tomorrow)}"
    assert "Как: на гише, на представител с пълномощно: ТП на НОИ – Варна" in told.text
    visit(find_person(Kind.EGN, EGN)).get("/moite/sigurnost/").submit(button="Анулирайте ПИК")
    travel(days=1)
    settle_issues()
    assert not enters(pik_on(paper)) and not PikCredential.objects.filter(state="active").exists()


def test_another_address_hides_nothing_from_the_one_that_was_known(clerk, settings):
    """Whoever comes with a forged card gives an address of their own; the owner's is told all the same."""
    settings.PIK_AT_COUNTER_AT_ONCE = True
    for email in ("maria@example.com", "thief@example.com", "Thief@example.com"):
        page = prepared(clerk, **{"E-mail за известия (по желание)": email})
        printed(page)
        clerk.get(page.path).submit(button=HAND_OVER)
    told = OutgoingMessage.objects.filter(subject="Издаден Ви е нов ПИК").order_by("created_at")
    first, *second = told[:3]
    assert first.to == "maria@example.com"
    assert sorted(each.to for each in second) == ["maria@example.com", "thief@example.com"]
    assert told.count() == 4, "an address that is known already is told once"


def test_who_has_no_pik_is_told_how_to_get_one_and_is_offered_no_annulment(visit_with_qes):
    page = visit_with_qes(make_person(EGN)).get("/moite/sigurnost/")
    assert "Нямате ПИК." in page.text and page.links["Вижте как да получите ПИК"] == "/pik/kak/"
    assert "Анулирайте" not in page.text


def test_the_page_says_how_each_was_issued(clerk, settings, visit):
    settings.PIK_AT_COUNTER_AT_ONCE = True
    for form in (IN_PERSON, by_representative()):
        page = clerk.get(NEW).submit(form)
        printed(page)
        clerk.get(page.path).submit(button=HAND_OVER)
    text = visit(find_person(Kind.EGN, EGN)).get("/moite/sigurnost/").text
    assert "на гише: ТП на НОИ – Варна" in text
    assert "на гише, на представител с пълномощно: ТП на НОИ – Варна" in text


def test_a_person_sees_the_one_that_is_to_come(clerk, visit):
    give_pik(make_person(EGN))
    page = prepared(clerk)
    printed(page)
    clerk.get(page.path).submit(button=HAND_OVER)
    number = PikIssue.objects.get().credential.outgoing_number
    assert f"Издаден Ви е ПИК с удостоверение изх. № {number}" in visit(find_person(Kind.EGN, EGN)).get(
        "/moite/sigurnost/"
    ).text.replace("\xa0", " ")


# Who may, and what the trail keeps


@pytest.mark.parametrize("role", [role for role in Official.Role if role != Official.Role.CLERK])
def test_clerks_alone_issue(client, role):
    log_in_as(client, make_official(role))
    for path in (HERE, NEW, "/sluzhiteli/pik/anulirane/"):
        assert client.get(path).status_code == 403


def test_another_office_sees_nothing_of_it(clerk, client):
    page = prepared(clerk)
    log_in_as(client, make_official(body="02"))
    assert client.get(page.path).status_code == 404
    for act in ("otpechatay", "predadeno", "otkazhi"):
        assert client.post(f"{page.path}{act}/", {"sheets": 0}).status_code == 404
    assert PikIssue.objects.get().state == "prepared"


def test_the_trail_tells_every_act_and_no_code(clerk, travel):
    page = prepared(clerk)
    paper = printed(page)
    clerk.get(page.path).submit(button=HAND_OVER)
    travel(days=1)
    settle_issues()
    about = AuditEntry.objects.filter(about=find_person(Kind.EGN, EGN).pk).order_by("id")
    told = [entry.event for entry in about if entry.event.startswith("pik.")]
    assert told == ["pik.prepared_at_counter", "pik.issued", "pik.handed_over", "pik.activated"]
    kept = " ".join(str(entry.__dict__) for entry in AuditEntry.objects.all())
    assert pik_on(paper) not in kept and EGN not in kept


def test_the_day_is_that_of_sofia(clerk, monkeypatch):
    page = prepared(clerk)
    printed(page)
    late = datetime(2026, 7, 1, 21, 30, tzinfo=clock.SOFIA)
    monkeypatch.setattr(clock, "now", lambda: late)
    log = PikIssue.objects.get()
    from nssi.pik.actions.hand_over_certificate import hand_over

    issue = hand_over(log.pk, Actor.official(Official.objects.get().pk))
    assert clock.local(issue.activates_at) == datetime(2026, 7, 2, tzinfo=clock.SOFIA)


def test_names_of_the_card_are_the_persons_names(clerk):
    make_person(EGN)
    prepared(clerk, **{"Фамилно име (ако има)": "Иванова-Петрова"})
    assert find_person(Kind.EGN, EGN).last_name == Names("", "", "Иванова-Петрова").last
