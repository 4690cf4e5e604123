"""Rows typed by hand (I-03): they go the way of a file, and what is wrong is told before anything is sent."""

from typing import Any

import pytest
from django.test import Client

from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.form_1.defects import told
from nssi.insurance.models import InsuranceDataRecord, Submission
from nssi.insurance.typed_rows import MOST
from nssi.look.page_client import Page, PageClient
from tests.support.officials import Role, log_in_as, make_official

pytestmark = pytest.mark.django_db

TYPED = "/osiguriteli/deklaratsii/redove/"
SHARED = {
    "insurer": "175074752",
    "month": "3",
    "year": "2026",
    "correction_code": "0",
}
ROW = {
    "identifier": "803205 6031",
    "identifier_kind": "0",
    "family_name": "Петров",
    "initials": "ип",
    "insured_type": "6",
    "first_day": "1",
    "last_day": "31",
    "worked_days": "21",
    "worked_hours": "168",
    "insurable_income": "1 800,00",
    "social_percent_employer": "60,3",
    "health_percent_employer": "8",
    "work_accident_percent": "0.40",
    "universal_fund_percent_employer": "5",
    "gross_pay": "1800",
    "taxable_income": "1800",
    "tax": "180",
    "net_pay": "1620",
}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.DECLARATIONS = tmp_path


@pytest.fixture
def page(db) -> Page:
    browser = PageClient(log_in_as(Client(), make_official(Role.ADMINISTRATOR)))
    return browser.get("/osiguriteli/deklaratsii/novo/").follow("Въвеждане на редове")


def send(page: Page, *rows: dict[str, str], button: tuple[str, str] = ("send", "1"), **shared: str) -> Page:
    """Press a button of the page with these rows typed into it, each the good row with some fields changed."""
    controls: dict[str, Any] = {"row_count": str(len(rows)), **SHARED, **shared, button[0]: button[1]}
    for place, changes in enumerate(rows):
        controls |= {f"row_{place}-{name}": value for name, value in {**ROW, **changes}.items()}
    return page.browser.post(TYPED, controls)


def value(page: Page, name: str) -> str:
    """What stands in a control of the page."""
    return page.root.xpath(f"//input[@name='{name}']")[0].get("value", "")


def test_the_page_says_that_it_does_not_take_the_place_of_the_revenue_agency(page):
    assert "подаването тук не замества подаването в НАП" in page.text


def test_what_is_typed_stands_in_the_register_and_in_a_protocol(page):
    page = send(page, {}, {"insured_type": "17", "sickness_days": "5", "worked_days": "16"})
    submission = Submission.objects.get()
    assert (submission.source, submission.name, submission.rows) == ("typed", "EMPL2021.TXT", 2)
    assert "редове, въведени на ръка, Ирина Петрова" in page.text
    import_submission(submission.pk)
    assert "Всички редове са приети" in page.browser.get(page.path).text
    first, second = InsuranceDataRecord.objects.order_by("line")
    assert (first.identifier, first.insurer, first.insured_days, first.insurable_income) == (
        "8032056031",
        "175074752",
        21,
        180000,
    )
    assert (first.social_percent_employer, first.taxable_income, first.tax, first.net_pay) == (
        6030,
        180000,
        18000,
        162000,
    )
    assert (second.insured_type, second.insured_days, second.sickness_days) == (17, 21, 5)


def test_a_correction_and_a_deletion_can_be_typed(page):
    for code, income in (("0", "1800"), ("1", "1900"), ("8", "")):
        key_alone = {
            name: "" for name in ROW if name not in {"identifier", "identifier_kind", "insured_type"}
        }
        send(page, {"insurable_income": income} if income else key_alone, correction_code=code)
        import_submission(Submission.objects.latest("pk").pk)
    codes = InsuranceDataRecord.objects.order_by("submission_id").values_list(
        "correction_code", "insurable_income"
    )
    assert list(codes) == [(0, 180000), (1, 190000), (8, 0)]


def test_what_is_wrong_is_told_at_its_field_before_anything_is_sent(page):
    wrong = [{"identifier": "8032056032", "worked_days": "22"}, {"insurable_income": "3000"}]
    page = send(page, *wrong, insurer="175074753")
    assert page.errors == [
        told(code) for code in ("insurer", "identifier", "days_calendar", "income_ceiling")
    ]
    assert value(page, "row_1-insurable_income") == "3000"
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("identifier", "' OR 1=1 --"),
        ("family_name", '=HYPERLINK("x")'),
        ("family_name", "Petrov"),
        ("initials", "И,"),
        ("insurable_income", "-1"),
        ("insurable_income", "1,234"),
        ("insurable_income", "9" * 20),
        ("worked_days", "много"),
        ("worked_days", "-3"),
        ("insured_type", "99"),
    ],
)
def test_what_cannot_be_written_is_told_and_stays_as_it_was_typed(page, field, text):
    page = send(page, {field: text})
    assert f'id="id_row_0-{field}_error"' in page.html
    assert field == "insured_type" or value(page, f"row_0-{field}") == text
    assert not Submission.objects.exists()


def test_nothing_typed_is_lost_while_rows_are_added_and_removed(page):
    page = send(page, {"insurable_income": "хиляда"}, button=("add", "1"))
    assert page.errors == []
    assert value(page, "row_0-insurable_income") == "хиляда"
    page = page.submit({}, "Добави ред")
    assert (value(page, "row_count"), value(page, "row_0-insurable_income")) == ("3", "хиляда")
    page = send(page, {"family_name": "Колев"}, {"family_name": "Иванов"}, button=("drop", "0"))
    assert (value(page, "row_count"), value(page, "row_0-family_name")) == ("1", "Иванов")
    assert value(page, "insurer") == SHARED["insurer"]


def test_a_row_that_was_left_empty_does_not_count(page):
    send(page, {}, {**dict.fromkeys(ROW, ""), "identifier_kind": "0"})
    assert Submission.objects.get().rows == 1


def test_a_page_has_so_many_rows(page):
    full = page.browser.post(TYPED, {"row_count": str(MOST), "add": "1"})
    assert value(full, "row_count") == str(MOST)
    assert "Добави ред" not in full.buttons
    assert value(page.browser.post(TYPED, {"row_count": "9" * 400, "add": "1"}), "row_count") == "2"
