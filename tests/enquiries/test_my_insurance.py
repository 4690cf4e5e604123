"""What a person sees of their own data in the register (C-32, S4.5-S4.7)."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from urllib.parse import urlencode

import pytest

from nssi.enquiries.forms import KnownOnForm
from nssi.insurance.models import InsuranceDataRecord
from nssi.law.calendar import Month
from nssi.look.page_client import Page
from tests.support.register import FIRST_MERGED_AT, INSURER, declare, declare_months, merged_file

pytestmark = pytest.mark.django_db

PATH = "/moite/spravki/osiguryavane/"
NUMBER = "8502124512"
NBSP = "\xa0"


@pytest.fixture(autouse=True)
def a_day_in_march(on_day) -> None:
    on_day(date(2026, 3, 20))


def rows_of(page: Page, table: str = "nssi-insurance") -> list[list[str]]:
    """The cells of a table of the page, row by row."""
    found = page.root.xpath(f"//table[contains(@class, '{table}')]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_it_stands_in_the_catalogue_and_among_the_own_pages(visit, person):
    assert visit(person).get("/").follow("Данните ми за осигуряване").path == PATH
    assert visit(person).get("/moite/").follow("Данните ми за осигуряване").path == PATH


def test_whoever_is_not_logged_in_is_led_to_the_login_and_back(client):
    assert client.get(PATH)["Location"] == f"/vhod/?next={PATH}"


def test_nobody_is_shown_anothers_data(visit, person, other_person):
    declare(NUMBER, Month(2025, 3), merged_file())
    assert "Няма подадени данни за Вас." in visit(other_person).get(PATH).text
    assert len(read_csv(visit(other_person))) == 1
    assert INSURER in visit(person).get(PATH).text


def test_a_month_tells_insurer_type_category_days_income_and_where_it_comes_from(visit, person):
    # S4.4, S4.5
    file = merged_file()
    declare(NUMBER, Month(2025, 3), file, insured_type=6, insurable_income=212_345, insured_days=20, line=7)
    page = visit(person).get(PATH)
    assert rows_of(page) == [
        [
            "март",
            INSURER,
            "06 – военнослужещ или държавен служител по ЗМВР и ЗИНЗС",
            "1",
            "20",
            "2 123,45 лв.",
            f"файл № {file.id}, ред 7, от 05.01.2026 г.",
        ]
    ]
    assert "вноските са за сметка на държавния бюджет" in page.text
    assert f"Общо за годината 20 2{NBSP}123,45{NBSP}лв." in page.text


def test_only_persons_of_art_4_1_4_are_told_so(visit, person, settings):
    declare(NUMBER, Month(2025, 3), merged_file())
    assert "държавния бюджет" not in visit(person).get(PATH).text
    settings.ART_4_1_4_TYPES = frozenset({"01"})
    assert "държавния бюджет" in visit(person).get(PATH).text


def test_a_month_at_two_insurers_stands_twice_and_its_days_count_once(visit, person):
    file = merged_file()
    declare(NUMBER, Month(2025, 3), file)
    declare(NUMBER, Month(2025, 3), file, insurer="121082521", insurable_income=50_000)
    page = visit(person).get(PATH)
    assert [row[1] for row in rows_of(page)] == ["121082521", INSURER]
    assert f"Общо за годината 20 1{NBSP}500,00{NBSP}лв." in page.text


def test_a_person_who_insures_is_shown_with_a_masked_number(visit, person):
    declare(NUMBER, Month(2025, 3), merged_file(), insurer="7906058746")
    page = visit(person).get(PATH)
    assert rows_of(page)[0][1] == "••••••8746"
    assert "7906058746" not in page.html + str(read_csv(visit(person)))


def test_corrected_data_say_so_and_deleted_data_are_gone(visit, person):
    declare_months(NUMBER, Month(2025, 3), 2, merged_file())
    later = merged_file(FIRST_MERGED_AT + timedelta(days=10))
    of = InsuranceDataRecord.Correction
    declare(NUMBER, Month(2025, 3), later, correction_code=of.CORRECTIVE, insurable_income=70_000)
    declare(NUMBER, Month(2025, 4), later, correction_code=of.DELETING)
    rows = rows_of(visit(person).get(PATH))
    assert len(rows) == 1
    assert rows[0][5] == "700,00 лв."
    assert rows[0][6].endswith("от 15.01.2026 г. (поправени данни)")


# What was known on another day


def on(page: Page, day: str, month: str, year: str) -> Page:
    """The page as it shows what was known on a day."""
    return page.submit({"Какво беше известно на": (day, month, year)}, "Покажи към този ден")


def test_what_was_known_on_a_day_is_shown_as_it_stood_when_the_day_ended(visit, person):
    # S4.5: what an earlier decision rested on stays provable
    declare(NUMBER, Month(2025, 3), merged_file(), insurable_income=100_000)
    correction = merged_file(datetime(2026, 1, 15, 21, 59, tzinfo=UTC))  # 23:59 in Sofia
    declare(
        NUMBER,
        Month(2025, 3),
        correction,
        correction_code=InsuranceDataRecord.Correction.CORRECTIVE,
        insurable_income=70_000,
    )
    now = visit(person).get(PATH)
    assert rows_of(now)[0][5] == "700,00 лв."
    before = on(now, "14", "1", "2026")
    assert rows_of(before)[0][5] == "1 000,00 лв."
    assert f"Показано е какво беше известно на 14.01.2026{NBSP}г." in before.text
    assert rows_of(on(before, "15", "1", "2026"))[0][5] == "700,00 лв."
    nothing = on(before, "4", "1", "2026")
    assert f"На 04.01.2026{NBSP}г. в регистъра нямаше данни за Вас." in nothing.text
    assert rows_of(nothing.follow("Покажете какво е известно сега"))[0][5] == "700,00 лв."


def test_the_day_stays_while_the_years_are_looked_through_and_taken_away(visit, person):
    declare(NUMBER, Month(2024, 3), merged_file())
    declare(NUMBER, Month(2025, 3), merged_file())
    declare(NUMBER, Month(2024, 4), merged_file(FIRST_MERGED_AT + timedelta(days=10)))
    browser = visit(person)
    page = on(browser.get(PATH), "10", "1", "2026")
    by_link = page.follow("2024")
    by_form = page.submit({"Година": "2024"}, "Покажи")
    assert len(rows_of(by_link)) == len(rows_of(by_form)) == 1
    assert len(rows_of(page, "nssi-presence")) == 3
    link = page.links["Изтеглете всички години като таблица (CSV)"]
    assert [len(read_csv(browser, query)) for query in ("", link.partition("?")[2])] == [4, 3]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("31", "2", "2026"), "Въведете истинска дата, например 21 11 2026"),
        (("1", "", "2026"), "Датата трябва да има ден, месец и година"),
        (("21", "3", "2026"), KnownOnForm.FUTURE),
        (("31", "12", "9999"), KnownOnForm.FUTURE),
    ],
)
def test_a_day_that_is_none_or_still_ahead_is_said_and_nothing_is_lost(visit, person, typed, message):
    declare(NUMBER, Month(2025, 3), merged_file())
    browser = visit(person)
    page = on(browser.get(PATH), *typed)
    assert page.errors == [str(message)]
    assert page.root.xpath("//input[@name='izvestno_day']/@value") == [typed[0]]
    assert len(rows_of(page)) == 1
    day, month, year = typed
    query = urlencode({"izvestno_day": day, "izvestno_month": month, "izvestno_year": year})
    assert browser.client.get(f"{PATH}csv/?{query}")["Location"] == f"{PATH}?{query}"


@pytest.mark.parametrize("year", ["0001", "1916", "1996"])
def test_a_day_long_ago_knew_nothing(visit, person, year):
    declare(NUMBER, Month(2025, 3), merged_file())
    assert "нямаше данни за Вас" in on(visit(person).get(PATH), "1", "1", year).text


def test_the_newest_year_with_data_is_shown_first_and_another_can_be_chosen(visit, person):
    file = merged_file()
    declare(NUMBER, Month(2023, 3), file)
    declare(NUMBER, Month(2024, 3), file)
    page = visit(person).get(PATH)
    assert f"Данни за 2024{NBSP}г." in page.text
    page = page.submit({"Година": "2023"}, "Покажи")
    assert f"Данни за 2023{NBSP}г." in page.text


def test_a_year_without_data_says_so(visit, person):
    declare(NUMBER, Month(2024, 3), merged_file())
    for year in ("2025", "2001"):
        assert f"Няма подадени данни за {year}{NBSP}г." in visit(person).get(PATH, {"godina": year}).text


@pytest.mark.parametrize("year", ["", "abcd", "9999", "٢٠٢٤", "2024'"])
def test_an_address_that_names_no_year_shows_the_newest(visit, person, year):
    declare(NUMBER, Month(2024, 3), merged_file())
    assert f"Данни за 2024{NBSP}г." in visit(person).get(PATH, {"godina": year}).text


def test_missing_months_are_named_with_who_can_put_it_right(visit, person):
    # J4
    file = merged_file()
    declare_months(NUMBER, Month(2025, 1), 3, file)
    declare_months(NUMBER, Month(2025, 6), 7, file)
    text = visit(person).get(PATH, {"godina": "2025"}).text
    assert (
        "Няма подадени данни за: април, май. Ако сте били осигурени тогава, обърнете се към осигурителя"
        in text
    )


@pytest.mark.parametrize(("today", "is_missing"), [(date(2026, 3, 25), False), (date(2026, 3, 26), True)])
def test_a_month_is_missing_only_after_the_term_for_declaring_it(visit, person, on_day, today, is_missing):
    on_day(today)
    declare(NUMBER, Month(2026, 1), merged_file())
    page = visit(person).get(PATH)
    cells = page.root.xpath("//table[contains(@class, 'nssi-presence')]/tbody/tr[1]/td")
    assert ("--missing" in cells[1].get("class")) == is_missing
    assert ("няма данни" in cells[1].text_content()) == is_missing


def test_the_grid_has_a_row_for_each_year_and_a_cell_for_each_month(visit, person):
    declare_months(NUMBER, Month(2023, 11), 4, merged_file())
    grid = rows_of(visit(person).get(PATH), "nssi-presence")
    assert [row[0] for row in grid] == ["2026", "2025", "2024", "2023"]
    assert grid[2][1:4] == ["22", "21", "–няма данни"]
    assert grid[3][11:] == ["22", "18", "40", "2 000,00 лв."]


def read_csv(browser, query: str = "") -> list[list[str]]:
    response = browser.client.get(f"{PATH}csv/?{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def test_all_years_can_be_taken_away_as_a_table(visit, person):
    file = merged_file()
    declare(NUMBER, Month(2025, 12), file)
    declare(NUMBER, Month(2026, 1), file, insurable_income=212_345)
    heads, *rows = read_csv(visit(person))
    assert heads[:3] == ["Година", "Месец", "Осигурител"]
    assert [row[6:8] for row in rows] == [["1\xa0000,00", "BGN"], ["2\xa0123,45", "EUR"]]


def test_the_personal_number_stands_on_no_page_and_in_no_table(visit, person):
    declare(NUMBER, Month(2025, 3), merged_file())
    assert NUMBER not in visit(person).get(PATH).html
    assert NUMBER not in str(read_csv(visit(person)))


def test_the_page_asks_the_database_only_so_often(visit, person, django_assert_num_queries):
    declare_months(NUMBER, Month(2006, 1), 240, merged_file())
    browser = visit(person)
    browser.get(PATH)
    with django_assert_num_queries(4):  # who it is, their numbers, all that is declared, the days off
        browser.get(PATH)
