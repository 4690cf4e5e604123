"""How a person stands to each right of S4.8: covered, not yet, not covered; the estimates and what they rest on."""

from datetime import date
from fractions import Fraction

import pytest

from nssi.law.calendar import Calendar, Month
from nssi.law.entitlements import all_rights
from nssi.law.money import RATE
from nssi.look.page_client import Page
from tests.support.register import declare_months, merged_file
from tests.support.visitors import make_person

pytestmark = pytest.mark.django_db

PATH = "/moite/spravki/prava/"
NUMBER = "8502124512"
NBSP = "\xa0"
COVERED, NOT_YET, NOT_COVERED = "Осигурени сте", "Още не", "Не сте осигурени"


@pytest.fixture(autouse=True)
def a_day_in_march(on_day) -> None:
    on_day(date(2026, 3, 20))


def cards(page: Page) -> dict[str, str]:
    """The words of the card of each right, by the title of the right."""
    found = page.root.xpath("//div[@class='govuk-summary-card']")
    return {
        card.xpath(".//h3")[0].text_content(): " ".join(card.xpath("./div[2]")[0].text_content().split())
        for card in found
    }


def insured(months: int = 60, **fields) -> None:
    """A person insured until the last month whose declarations are due."""
    declare_months(NUMBER, Month(2026, 1).plus(1 - months), months, merged_file(), **fields)


def standing(page: Page, title: str) -> str:
    words = cards(page)[title]
    return next(each for each in (COVERED, NOT_YET, NOT_COVERED) if words.startswith(each))


def test_every_right_has_its_card(visit, person):
    # S4.8
    insured()
    assert list(cards(visit(person).get(PATH))) == [right.title for right in all_rights()]


def test_without_data_nothing_is_covered_and_nothing_is_promised(visit, person):
    page = visit(person).get(PATH)
    assert all(words.startswith(NOT_COVERED) for words in cards(page).values())
    assert "В регистъра няма данни, че сте осигурени." in page.text
    assert "Приблизително" not in page.text


def test_long_insured_everything_but_the_pensions_is_covered(visit, person):
    insured()
    page = visit(person).get(PATH)
    rights = {right.title: standing(page, right.title) for right in all_rights()}
    assert [title for title, each in rights.items() if each != COVERED] == [
        "Пенсия за осигурителен стаж и възраст"
    ]
    assert "Осигурени ли сте сега Да, по последните подадени данни" in page.text


def test_every_amount_says_that_it_is_an_estimate_and_leads_to_its_receipt(visit, person):
    insured(insurable_income=200_000)
    page = visit(person).get(PATH)
    assert "Сумите са приблизителни." in page.text
    sickness = cards(page)["Временна неработоспособност поради общо заболяване"]
    assert "за работен ден" in sickness and "Приблизително:" in sickness
    receipt = page.follow("Как е изчислено: Безработица")
    assert receipt.h1 == "Как е изчислено: Безработица"
    for text in (
        "приблизително изчисление",
        "чл. 54б, ал. 1 КСО",
        "Част от среднодневния доход: 60 (%)",
        "Какво не е потвърдено",
        "Последен ден на срока",
    ):
        assert text in receipt.text


@pytest.mark.parametrize("code", [right.code for right in all_rights()])
def test_the_receipt_of_each_right_can_be_read(visit, person, code):
    insured(insured_type=6)
    page = visit(person).get(f"{PATH}{code}/")
    without = {"reassignment", "pension_invalidity_work", "survivors_pension"}
    assert page.status == (404 if code in without else 200)


def test_the_amounts_are_those_of_the_rules(visit, person):
    """24 months until 02.2026: 22 of 2000 лв., one of 2000 €, and the last, of which nothing is known yet, at the minimum."""
    insured(24, insurable_income=200_000)
    found = {title: words.replace(NBSP, " ") for title, words in cards(visit(person).get(PATH)).items()}
    days = sum(Calendar().working_days(Month(2024, 3).plus(index)) for index in range(24))
    income = 22 * 200_000 / RATE + 200_000 + 62_020
    daily = round(income * Fraction(60, 100) / days)
    assert f"Приблизително: {daily // 100},{daily % 100:02} € за работен ден" in found["Безработица"]
    assert "398,81 € на месец" in found["Отглеждане на дете до 2 години"]
    assert "276,10 € еднократно" in found["Еднократна помощ при смърт за съпруг, деца и родители"]


@pytest.mark.parametrize(
    ("months", "title", "expected", "reason"),
    [
        (
            5,
            "Временна неработоспособност поради общо заболяване",
            NOT_YET,
            "0 г. 5 м. 0 д. при нужни 6 месеца",
        ),
        (6, "Временна неработоспособност поради общо заболяване", COVERED, "за работен ден"),
        (5, "Временна неработоспособност поради трудова злополука или професионална болест", COVERED, ""),
        (11, "Бременност и раждане", NOT_YET, "0 г. 11 м. 0 д. при нужни 12 месеца"),
        (12, "Бременност и раждане", COVERED, "за работен ден"),
        (11, "Безработица", NOT_YET, "месеца от последните 18 при нужни 12"),
        (14, "Безработица", COVERED, "За 4 месеца"),
        (5, "Профилактика и рехабилитация", NOT_YET, "при нужни 6 месеца"),
    ],
)
def test_what_is_missing_for_a_right_is_told(visit, person, months, title, expected, reason):
    insured(months)
    page = visit(person).get(PATH)
    assert standing(page, title) == expected
    assert reason in cards(page)[title].replace(NBSP, " ")


def test_a_type_that_is_not_insured_for_a_risk_is_told_so(visit, person):
    insured(insured_type=12)
    page = visit(person).get(PATH)
    assert standing(page, "Безработица") == NOT_COVERED
    assert "Видът Ви осигуряване не включва този риск." in cards(page)["Безработица"]
    assert standing(page, "Наследствена пенсия за съпруг, деца и родители") == COVERED


def test_whoever_is_insured_no_more_is_told_since_when_and_may_still_ask_for_unemployment_benefit(
    visit, person
):
    declare_months(NUMBER, Month(2023, 12), 26, merged_file())
    declare_months(NUMBER, Month(2026, 2), 1, merged_file(), days_insured_on=0b11_1111_1111, insured_days=8)
    page = visit(person).get(PATH)  # declarations of February are due on 25.03.2026
    assert "Осигурени ли сте сега Да" in page.text


def test_after_the_end_of_the_insurance_only_what_may_still_be_asked_for_stays(visit, person, on_day):
    on_day(date(2026, 3, 30))
    insured(26)  # until 31.01.2026; of February, due by now, there is nothing
    page = visit(person).get(PATH)
    assert "Осигурени ли сте сега Не, по данните в регистъра" in page.text
    assert standing(page, "Бременност и раждане") == NOT_COVERED
    assert f"Последният осигурен ден е 31.01.2026{NBSP}г." in page.text
    assert standing(page, "Безработица") == COVERED


def test_persons_of_art_4_1_4_read_their_own_text_and_are_asked_about_art_69(visit, person):
    # S4.1, S4.4
    insured(insured_type=6)
    page = visit(person).get(PATH)
    assert "Осигурени сте по чл. 4, ал. 1, т. 4 КСО" in page.text
    assert "Стажът Ви е от първа категория, а вноските са за сметка на държавния бюджет." in page.text
    assert "Действително прослужени" in cards(page)["Пенсия за осигурителен стаж и възраст"]
    assert page.follow("Вижте правилата за лицата по чл. 4, ал. 1, т. 4 КСО").path.startswith(
        "/informatsiya/"
    )


def test_types_near_art_4_1_4_are_told_apart_from_it(visit, person):
    insured(insured_type=88)
    page = visit(person).get(PATH)
    assert "от вид, близък до лицата по чл. 4, ал. 1, т. 4 КСО" in page.text
    assert "Осигурени сте по чл. 4" not in page.text


def test_a_pension_is_there_when_age_and_service_are(visit):
    old = make_person("5503126725", "Стоян")
    declare_months("5503126725", Month(2026, 1).plus(-299), 300, merged_file(), insured_type=6)
    page = visit(old).get(PATH)
    assert standing(page, "Пенсия за осигурителен стаж и възраст") == COVERED


def test_the_service_alone_is_told_where_others_decide_on_the_capacity_for_work(visit, person):
    insured(60)
    words = cards(visit(person).get(PATH))["Пенсия за инвалидност поради общо заболяване"]
    assert "Правото възниква при призната трайно намалена работоспособност." in words


def test_in_a_year_without_amounts_the_rights_stay_and_the_amounts_are_left_out(visit, person, on_day):
    declare_months(NUMBER, Month(2025, 1), 27, merged_file())
    on_day(date(2027, 4, 20))
    page = visit(person).get(PATH)
    assert "Размерът не може да бъде изчислен" in cards(page)["Отглеждане на дете до 2 години"]
    assert standing(page, "Отглеждане на дете до 2 години") == COVERED


def test_nobody_sees_the_rights_of_another(client, visit, person, other_person):
    insured()
    assert client.get(PATH).status_code == 302
    assert "В регистъра няма данни" in visit(other_person).get(PATH).text
    assert visit(other_person).get(f"{PATH}sickness/").status == 404


def test_the_page_asks_the_database_only_so_often(visit, person, django_assert_num_queries):
    insured(240)
    browser = visit(person)
    browser.get(PATH)
    with django_assert_num_queries(
        5
    ):  # who it is, their numbers, all that is declared, their ЕГН, the values of the law
        browser.get(PATH)
