"""The pages of archive officers for holdings (O-20)."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from nssi.access.models import Official
from nssi.archive.actions.import_holdings import import_holdings
from nssi.archive.models import Deposit, HoldingChange, TerminatedInsurer
from nssi.audit.models import AuditEntry
from nssi.look.page_client import Page, PageClient
from tests.archive.holdings import holdings_file, row
from tests.support.officials import log_in_as, make_official

pytestmark = pytest.mark.django_db

HOLDINGS = "/sluzhiteli/arhiv/osiguriteli/"
HIMKO = {
    "Име": "Химко АД",
    "Предишни имена (ако има)": "Стопански химически комбинат\n\n  ДСО   Химимпорт ",
    "ЕИК или БУЛСТАТ (ако има)": "103 000 007",
    "Седалище": "Враца",
    "Област": "Враца",
    "Показва се в справката със свободен достъп": True,
}
PAYROLLS = {
    "Какво е прието?": "ведомости за заплати",
    "От кой месец": "1967",
    "До кой месец": "12.1979",
    "Къде се съхраняват": "ТП на НОИ – Враца",
    "Сигнатура": "А-12",
    "Дата на приемане": date(2006, 5, 17),
    "Номер на приемо-предавателния протокол": "14",
}
Role = Official.Role


def log_in(role: Role) -> PageClient:
    return PageClient(log_in_as(Client(), make_official(role, "06")))


@pytest.fixture
def officer() -> PageClient:
    return log_in(Role.ARCHIVE_OFFICER)


def add_himko(officer: PageClient, **changes: object) -> Page:
    return officer.get(f"{HOLDINGS}nov/").submit({**HIMKO, **changes})


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ARCHIVE_OFFICER])
def test_only_archive_officers_keep_the_holdings(role):
    browser = log_in(role)
    assert browser.get(HOLDINGS).status == 403
    assert "Архивни фондове" not in browser.get("/sluzhiteli/").links


def test_an_officer_adds_an_insurer_and_its_documents_and_the_enquiry_shows_them(officer, page_client):
    page = officer.get("/sluzhiteli/").follow("Архивни фондове")
    assert "Още няма осигурители в архива." in page.text
    page = page.follow("Нов осигурител").submit(HIMKO)
    assert page.h1 == "Химко АД"
    assert "ДСО Химимпорт" in page.text
    page = page.follow("Добавете приети документи").submit(PAYROLLS)
    assert "01.1967\xa0г. – 12.1979\xa0г." in page.text.replace("г. –", "г. –")
    assert "17.05.2006" in page.text
    found = page_client.get("/spravki/prekrateni-osiguriteli/", {"ime": "химко"})
    assert "ведомости за заплати, 1967–1979: ТП на НОИ – Враца" in found.text


def test_a_double_is_refused_and_what_was_typed_is_kept(officer):
    add_himko(officer)
    page = add_himko(officer, **{"Име": "Друг АД"})
    assert page.errors == ["С този ЕИК архивът знае „Химко АД“, Враца"]
    assert page.form("Запиши").values["name"] == "Друг АД"
    nameless = {"ЕИК или БУЛСТАТ (ако има)": ""}
    add_himko(officer, **nameless)
    assert add_himko(officer, **{**nameless, "Име": "ХИМКО"}).errors == [
        "Архивът вече знае „Химко АД“, Враца"
    ]
    assert TerminatedInsurer.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"Име": ""}, "Въведете името на осигурителя"),
        ({"Име": "ЕООД"}, "Въведете името на осигурителя, не само правната му форма"),
        ({"Седалище": ""}, "Въведете седалището"),
        ({"Област": "—"}, "Изберете област"),
        (
            {"ЕИК или БУЛСТАТ (ако има)": "103000008"},
            "Въведете ЕИК или БУЛСТАТ от 9 или 13\xa0цифри, без грешка в тях",
        ),
        ({"Предишни имена (ако има)": "х" * 201}, "Всяко име може да е до 200\xa0знака"),
        ({"Предишни имена (ако има)": "\n".join(map(str, range(60)))}, "Имената могат да са до 50"),
    ],
    ids=str,
)
def test_what_is_wrong_with_an_insurer_is_said_at_its_field(officer, changes, error):
    assert add_himko(officer, **changes).errors == [error]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"Какво е прието?": None}, "Изберете какво е прието"),
        ({"От кой месец": "юни"}, "Въведете месец и година, например 03.1975, или само година"),
        ({"От кой месец": "13.1975"}, "Въведете месец и година, например 03.1975, или само година"),
        ({"До кой месец": "2999"}, "Въведете месец след 1900\xa0г., който не е в бъдещето"),
        ({"До кой месец": "1960"}, "Въведете месец, който не е преди първия"),
        ({"Къде се съхраняват": "—"}, "Изберете къде се съхраняват"),
        ({"Номер на приемо-предавателния протокол": ""}, "Въведете номера на протокола"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_deposit_is_said_at_its_field(officer, changes, error):
    typed = {name: value for name, value in {**PAYROLLS, **changes}.items() if value is not None}
    assert add_himko(officer).follow("Добавете приети документи").submit(typed).errors == [error]


def test_deposits_of_a_kind_do_not_overlap(officer):
    page = add_himko(officer).follow("Добавете приети документи").submit(PAYROLLS)
    again = page.follow("Добавете приети документи").submit({**PAYROLLS, "От кой месец": "12.1979"})
    assert again.errors == ["За част от тези месеци има фонд: от 01.1967\xa0г. до 12.1979\xa0г., протокол 14"]
    documents = again.submit({"Какво е прието?": "трудовоправни документи"})
    assert documents.errors == []
    assert Deposit.objects.count() == 2


def test_what_was_changed_by_whom_is_kept_for_ever(officer):
    page = add_himko(officer).follow("Добавете приети документи").submit(PAYROLLS)
    page = page.follow("Променете данните на осигурителя").submit({"Седалище": "Мездра"})
    page = page.follow("Променете ведомости за заплати 01.1967\xa0г.").submit({"Сигнатура": "Б-1"}, "Запиши")
    assert "Седалище: Враца → Мездра" in page.text
    assert "Сигнатура: А-12 → Б-1" in page.text
    page = page.follow("Променете ведомости за заплати 01.1967\xa0г.")
    page = page.submit({}, "Премахни фонда, въведен по грешка")
    assert "Фондът е премахнат" in page.text
    assert "Ирина Петрова" in page.text
    assert [change.what for change in HoldingChange.objects.order_by("id")] == [
                "insurer_added", "deposit_added", "insurer_changed", "deposit_changed", "deposit_removed",
        ]  # fmt: skip
    assert AuditEntry.objects.filter(event__startswith="archive.").count() == 5


def test_saving_without_a_change_leaves_no_trace(officer):
    page = add_himko(officer)
    page.follow("Променете данните на осигурителя").submit({})
    assert HoldingChange.objects.count() == 1


def test_an_insurer_can_be_kept_from_the_enquiry(officer, page_client):
    add_himko(officer, **{"Показва се в справката със свободен достъп": False})
    assert "Не намерихме" in page_client.get("/spravki/prekrateni-osiguriteli/", {"ime": "химко"}).text
    assert "Химко АД" in officer.get(HOLDINGS, {"ime": "химко", "eik": "", "myasto": ""}).links


def test_the_files_that_were_imported_are_shown_with_their_protocols(officer, tmp_path: Path):
    import_holdings(holdings_file(tmp_path / "holdings.csv", row(), row(area="Атлантида")))
    page = officer.get(HOLDINGS).follow("Внасяне от файл")
    assert "holdings.csv" in page.text
    table = page.follow(next(text for text in page.links if "CSV" in text))
    assert "Няма такава област." in b"".join(table.response.streaming_content).decode()


@pytest.mark.parametrize(
    "path", ["999/", "999/promyana/", "999/fond/", "999/fond/1/", "vnasyane/999/protokol.csv"]
)
def test_what_is_not_there_is_not_found(officer, path):
    assert officer.get(f"{HOLDINGS}{path}").status == 404
