"""The pages for declarations: upload, progress, protocol, history, enquiry (I-03…I-06), intake (A-12)."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nssi.access.models import Official
from nssi.audit.models import AuditEntry
from nssi.insurance import uploads
from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.forms import InsuredPersonForm
from nssi.insurance.models import ProtocolConfirmation, Submission
from nssi.law.calendar import Month
from nssi.look.page_client import Page, PageClient
from tests.support.officials import log_in_as, make_official
from tests.support.register import INSURER, declaration_file, declare, merged_file
from tests.support.visitors import make_person, visit

__all__ = ["visit"]

pytestmark = pytest.mark.django_db

NEW = "/osiguriteli/deklaratsii/novo/"
HISTORY = "/osiguriteli/deklaratsii/"
INTAKE = "/admin-portal/vnasyane/"
PERSON = "/osiguriteli/litse/"
NUMBER = "8502124512"
MARCH = Month(2025, 3)
Role = Official.Role


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.DECLARATIONS = tmp_path


@pytest.fixture
def enter() -> Callable[..., PageClient]:
    """A browser in which an official of a role is logged in: `enter(Role.ADMINISTRATOR)`."""

    def log_in(role: Role) -> PageClient:
        return PageClient(log_in_as(Client(), make_official(role)))

    return log_in


@pytest.fixture
def admin(enter) -> PageClient:
    return enter(Role.ADMINISTRATOR)


def upload(browser: PageClient, content: bytes, name: str = "EMPL2021.TXT") -> Page:
    return browser.get(NEW).submit({"Файл с декларации": SimpleUploadedFile(name, content)})


def checked(page: Page) -> Page:
    """Run the import of the file whose page this is, as the worker does, and open its page again."""
    import_submission(int(page.path.strip("/").split("/")[-1]))
    return page.browser.get(page.path)


# Who may open what


@pytest.mark.parametrize("path", [NEW, HISTORY, INTAKE, f"{HISTORY}1/"])
@pytest.mark.parametrize("role", [Role.CLERK, Role.ARCHIVE_OFFICER, Role.PENSION_OFFICER])
def test_only_administrators_take_declarations_in(enter, role, path):
    assert enter(role).get(path).status == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.UNEMPLOYMENT_INSPECTOR, 200),
        (Role.PENSION_OFFICER, 200),
        (Role.PENSION_HEAD, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.CLERK, 403),
        (Role.ARCHIVE_OFFICER, 403),
    ],
)
def test_only_who_decides_on_rights_asks_for_a_person(enter, role, status):
    browser = enter(role)
    assert browser.get(PERSON).status == status
    assert ("Осигурени лица" in browser.get("/sluzhiteli/").links) == (status == 200)


# I-03: upload


def test_the_page_says_that_it_does_not_take_the_place_of_the_revenue_agency(admin):
    text = admin.get("/sluzhiteli/").follow("Декларации").follow("Подаване на файл").text
    assert "Данните по чл. 5, ал. 4, т. 1 КСО се подават в НАП." in text
    assert "подаването тук не замества подаването в НАП" in text


def test_a_file_is_taken_in_checked_and_its_protocol_shown(admin):
    page = upload(admin, declaration_file(MARCH, Month(2025, 4)))
    assert "Файлът е приет и чака проверка." in page.text
    page = checked(page)
    assert "Всички редове са приети" in page.text
    assert "Приети 2" in page.text
    assert "Отхвърлени 0" in page.text
    assert "страница на портала, Ирина Петрова" in page.text


def test_bad_rows_are_rejected_alone_and_named_with_line_field_and_reason(admin):
    page = checked(upload(admin, declaration_file(MARCH, broken=2)))
    assert "Част от редовете не са приети" in page.text
    assert "Номерът на лицето не издържа проверката за вида си." in page.text
    assert "Ред 2 4" in page.text
    assert "8502124513" not in page.html, "the wrong number is masked"


def test_a_file_in_which_nothing_is_right_says_so(admin):
    first = declaration_file(MARCH, broken=1)
    wrong = first[first.index(b"\n") + 1 :]
    assert "Нито един ред не е приет" in checked(upload(admin, wrong)).text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x00\x01\x02", "Това не е текстов файл"),
        ("не е декларация".encode(), "Файлът не е приет"),
        (declaration_file(MARCH)[:-1], "Файлът е прекъснат"),
    ],
    ids=["binary", "no declaration", "truncated"],
)
def test_a_broken_file_is_refused_whole_with_its_reason(admin, content, reason):
    page = upload(admin, content)
    assert "Файлът не е приет" in page.text
    assert reason in page.text
    assert "Нито един ред не е записан в регистъра." in page.text


def test_the_same_file_twice_changes_nothing_and_says_so(admin):
    first = upload(admin, declaration_file(MARCH))
    again = upload(admin, declaration_file(MARCH))
    assert again.path == first.path
    assert "Този файл вече е подаден. Нищо не е променено." in again.html
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "error"),
    [(None, "Изберете файл"), (SimpleUploadedFile("празен.txt", b""), "Файлът е празен. Изберете друг")],
    ids=["none", "empty"],
)
def test_without_a_file_there_is_nothing_to_take_in(admin, file, error):
    assert admin.get(NEW).submit({"Файл с декларации": file} if file else {}).errors == [error]
    assert not Submission.objects.exists()


def test_a_file_beyond_the_largest_size_is_not_kept(admin, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    page = upload(admin, b"x" * 100_001)
    assert page.errors == [
        "Файлът е по-голям от 256\xa0МБ. Разделете го или го оставете в наблюдаваната папка."
    ]
    assert not Submission.objects.exists()


def test_a_form_from_elsewhere_takes_nothing_in():
    strict = Client(enforce_csrf_checks=True)
    log_in_as(strict, make_official(Role.ADMINISTRATOR))
    file = SimpleUploadedFile("EMPL2021.TXT", declaration_file(MARCH))
    assert strict.post(NEW, {"file": file}).status_code == 403
    assert not Submission.objects.exists()
    upload(PageClient(strict), declaration_file(MARCH))
    assert Submission.objects.exists()


# The progress of the check (G2), with and without scripts


def test_the_progress_tells_rows_percent_and_rest(admin):
    page = upload(admin, declaration_file(*(MARCH.plus(number) for number in range(4))))
    size = Submission.objects.get().size
    Submission.objects.update(state="checking", rows_done=1, bytes_done=-(-size // 4))
    text = admin.get(page.path).text
    assert "Проверени са 1 от 4 реда (25\xa0%). Остават 3." in text
    assert "Провери сега" in text


def test_the_poll_answers_only_what_is_new_and_then_the_whole_page(admin):
    page = upload(admin, declaration_file(MARCH))
    progress = page.root.xpath("//*[@hx-get]")[0].get("hx-get")
    ask = {"headers": {"HX-Request": "true"}}
    assert admin.client.get(progress, **ask).status_code == 204
    Submission.objects.update(state="checking")
    fragment = admin.client.get(progress, **ask)
    assert (fragment.status_code, "Проверени са 0 от 1 реда" in fragment.content.decode()) == (200, True)
    import_submission(Submission.objects.get().pk)
    assert admin.client.get(progress, **ask)["HX-Redirect"] == page.path
    assert admin.client.get(progress)["Location"] == page.path, "without scripts it is the page itself"


# I-04: protocol


def test_the_protocol_can_be_taken_away_as_a_table(admin):
    page = checked(upload(admin, declaration_file(MARCH, broken=3)))
    response = admin.client.get(f"{page.path}protokol.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))
    assert [(row["line"], row["code"], row["field"]) for row in rows] == [
        (line, "identifier", "4") for line in "234"
    ]
    assert "8502124513" not in text


def test_a_protocol_is_confirmed_once_and_says_by_whom(admin):
    page = checked(upload(admin, declaration_file(MARCH, broken=1)))
    assert "чака потвърждение" in page.text
    page = page.submit({}, "Потвърди протокола")
    assert "Протоколът е потвърден." in page.html
    assert "чака потвърждение" not in page.text
    assert "Потвърди протокола" not in page.buttons
    admin.client.post(f"{page.path}potvardi/")
    assert ProtocolConfirmation.objects.get().official.role == Role.ADMINISTRATOR
    assert AuditEntry.objects.filter(event="insurance.protocol_confirmed").count() == 1


def test_what_is_still_being_checked_cannot_be_confirmed(admin):
    page = upload(admin, declaration_file(MARCH))
    assert "Потвърди протокола" not in page.buttons
    admin.client.post(f"{page.path}potvardi/")
    assert not ProtocolConfirmation.objects.exists()


def test_a_long_protocol_is_shown_by_pages(admin, monkeypatch):
    monkeypatch.setattr("nssi.insurance.pages.ROWS_ON_A_PAGE", 2)
    page = checked(upload(admin, declaration_file(MARCH, broken=3)))
    assert "Страница 1 от 2" in page.text
    assert "Страница 2 от 2" in page.follow("Следваща").text


def test_a_file_that_is_not_there_is_not_found(admin):
    assert admin.get(f"{HISTORY}999999/").status == 404
    assert admin.get(f"{HISTORY}99999999999999999999/").status == 404


# I-05 and A-12: history and intake


def test_the_history_lists_files_by_the_months_that_they_hold(admin):
    assert "Няма подадени файлове за този период." in admin.get(HISTORY).text
    checked(upload(admin, declaration_file(MARCH, Month(2025, 6)), "mart.txt"))
    checked(upload(admin, declaration_file(Month(2026, 2)), "fevruari.txt"))
    assert "mart.txt" in admin.get(HISTORY).text
    page = admin.get(HISTORY).submit({"Година на данните": "2025", "Месец": "04"})
    assert "mart.txt" in page.text and "fevruari.txt" not in page.text
    page = page.submit({"Година на данните": "2026", "Месец": "всички"})
    assert "fevruari.txt" in page.text and "mart.txt" not in page.text
    assert page.submit({"Година на данните": "двайсет"}).errors == ["Въведете година, например 2026"]


def test_the_intake_shows_what_is_under_way_and_what_was_refused(admin):
    upload(admin, b"\x00", "schupen.txt")
    checked(upload(admin, declaration_file(MARCH, broken=1), "gotov.txt"))
    upload(admin, declaration_file(Month(2025, 4)), "chaka.txt")
    text = admin.get(INTAKE).text
    for told in (
        "Файлове за последните 30 дни 1",
        "Приети редове 1",
        "Отхвърлени редове 1",
        "Протоколи, които чакат потвърждение 1",
    ):
        assert told in text
    assert "chaka.txt" in text and "schupen.txt" in text and "gotov.txt" not in text


# I-06: enquiry for a person


CALLED = "лицето се обади или дойде на място"


def ask(browser: PageClient, insurer: str, number: str, why: str | None = CALLED) -> Page:
    return browser.get(PERSON).submit(
        {"ЕИК или БУЛСТАТ на осигурителя": insurer, "ЕГН или ЛНЧ на лицето": number}
        | ({"Защо търсите?": why} if why else {})
    )


def test_an_official_says_why_and_the_person_reads_it(admin, visit):
    declare(NUMBER, MARCH, merged_file())
    person = make_person(NUMBER)
    refused = ask(admin, INSURER, NUMBER, why=None)
    assert refused.errors == ["Изберете причина"] and "03.2025" not in refused.text
    assert not AuditEntry.objects.filter(event="insurance.person_viewed").exists()
    ask(admin, INSURER, NUMBER)
    entry = AuditEntry.objects.get(event="insurance.person_viewed")
    assert (entry.about, entry.reason) == (person.pk, "contact")
    assert CALLED in visit(person).get("/moite/dostap/").text


def test_an_enquiry_shows_what_this_insurer_declared_and_nothing_else(admin):
    file = merged_file()
    declare(NUMBER, MARCH, file)
    declare(NUMBER, Month(2025, 4), file, insurer="121082521", insurable_income=777_700)
    page = ask(admin, INSURER, f"{NUMBER[:6]} {NUMBER[6:]}")
    assert "03.2025" in page.text and "04.2025" not in page.text and "7\xa0777,00" not in page.text
    assert "Този осигурител не е подавал данни за това лице." in ask(admin, "831650349", NUMBER).text


def test_who_looked_at_whom_stands_in_the_trail_without_a_number(admin):
    declare(NUMBER, MARCH, merged_file())
    ask(admin, INSURER, NUMBER)
    person = make_person(NUMBER)
    ask(admin, INSURER, NUMBER)
    unknown, known = AuditEntry.objects.filter(event="insurance.person_viewed").order_by("id")
    assert (unknown.subject_kind, known.subject_kind) == ("insured_person", "person")
    assert known.subject_id == str(person.id)
    assert NUMBER not in f"{unknown.subject_id} {unknown.details} {known.details}"


@pytest.mark.parametrize(
    ("insurer", "number", "errors"),
    [
        ("", "", [InsuredPersonForm.INSURER, InsuredPersonForm.NUMBER]),
        ("12345678", NUMBER, [InsuredPersonForm.INSURER]),
        ("12345678A", NUMBER, [InsuredPersonForm.INSURER]),
        (INSURER, "8502124513", [InsuredPersonForm.NUMBER]),
        (INSURER, "' OR 1=1 --", [InsuredPersonForm.NUMBER]),
    ],
)
def test_numbers_that_cannot_be_are_told_at_their_fields(admin, insurer, number, errors):
    assert ask(admin, insurer, number).errors == [str(error) for error in errors]
    assert not AuditEntry.objects.filter(event="insurance.person_viewed").exists()
