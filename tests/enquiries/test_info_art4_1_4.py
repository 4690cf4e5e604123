"""The page on the persons of Art. 4(1) item 4: what seed-true content it has, amounts by year, the calculator (P-06, S4)."""

import pytest

from nssi.look.page_client import Page, PageClient

pytestmark = pytest.mark.django_db

PATH = "/informatsiya/osigureni-po-chl-4-al-1-t-4/"
NBSP = "\xa0"


@pytest.fixture
def in_2024(page_client: PageClient) -> Page:
    return page_client.get(PATH, {"godina": "2024"})


def test_the_page_stands_in_the_catalogue(page_client: PageClient):
    assert page_client.get("/").follow("Осигурени лица по чл. 4, ал. 1, т. 4 КСО").path == PATH


def test_every_group_is_named(in_2024: Page):
    # S4.1
    for group in (
        "военнослужещите по Закона за отбраната и въоръжените сили",
        "резервистите на активна служба и резервистите на срочна служба в доброволния резерв",
        "по Закона за МВР и по Закона за изпълнение на наказанията и задържането под стража",
        "„Национална сигурност“",
        "„Разузнаване“ и по Закона за специалните разузнавателни средства",
        "офицерите и сержантите по Закона за Национална служба за охрана",
        "лицата по чл. 69, ал. 6 КСО",
    ):
        assert group in in_2024.text


def test_every_risk_is_named_and_when_the_insurance_begins_and_ends(in_2024: Page):
    # S4.1, S4.2
    for text in (
        "общо заболяване и майчинство",
        "инвалидност поради общо заболяване",
        "старост и смърт",
        "трудова злополука и професионална болест",
        "безработица",
        "от деня, в който лицето започва да упражнява дейността, и продължава до прекратяването ѝ",
    ):
        assert text in in_2024.text


def test_the_amounts_of_2024_are_in_leva(in_2024: Page):
    # S4.3
    assert f"933,00{NBSP}лв." in in_2024.text
    assert f"3{NBSP}750,00{NBSP}лв." in in_2024.text
    assert "€" not in in_2024.text
    assert "за сметка на държавния бюджет" in in_2024.text


def test_a_year_whose_amounts_changed_inside_it_shows_every_step(page_client: PageClient):
    page = page_client.get(PATH, {"godina": "2026"})
    for text in (
        f"01.01.2026{NBSP}г.",
        f"01.08.2026{NBSP}г.",
        f"2{NBSP}111,64{NBSP}€",
        f"2{NBSP}300,00{NBSP}€",
    ):
        assert text in page.text


def test_an_amount_that_was_not_seen_in_an_act_says_so(page_client: PageClient):
    assert "(непотвърден)" in page_client.get(PATH, {"godina": "2008"}).text
    assert "(непотвърден)" not in page_client.get(PATH, {"godina": "2024"}).text


def test_a_year_without_amounts_says_so_and_computes_nothing(page_client: PageClient):
    page = page_client.get(PATH, {"godina": "1995"})
    assert f"За 1995{NBSP}г. няма въведени размери." in page.text
    assert "Изчисли" not in page.buttons


@pytest.mark.parametrize("year", ["", "abcd", "99999", "٢٠٢٤", "0000", "-024"])
def test_an_address_that_names_no_year_shows_this_one(page_client: PageClient, year: str):
    page = page_client.get(PATH, {"godina": year})
    assert "Минимална месечна работна заплата" in page.text


def test_the_year_is_chosen_with_a_form(page_client: PageClient):
    page = page_client.get(PATH).submit({"Година": "2024"}, "Покажи")
    assert f"933,00{NBSP}лв." in page.text


def test_how_the_service_is_counted_reported_and_proved(in_2024: Page):
    # S4.4, S4.5
    for text in (
        "получено, или начислено, но неизплатено",
        "както и неначисленото възнаграждение",
        "внесени или дължими",
        "първа категория труд",
        "върху съответната част от минималната работна заплата",
        "със служебни книжки и с документ по утвърден образец",
        "в Националната агенция за приходите",
        "осигурителните каси, самоосигуряващите се лица и работодателите",
        f"Наредба №{NBSP}Н-13 от 17.12.2019{NBSP}г.",
    ):
        assert text in in_2024.text


@pytest.mark.parametrize("date", ["01.01.2007", "01.01.2014", "01.08.2022"])
def test_since_when_the_data_are_used_for_which_benefit(in_2024: Page, date: str):
    # S4.6
    assert f"от {date}{NBSP}г." in in_2024.text


def test_the_rights_are_all_there_and_parents_are_among_the_survivors(in_2024: Page):
    # S4.8
    for text in (
        "трудоустрояване",
        "осиновяване на дете до 5-годишна възраст",
        "профилактика и рехабилитация",
        "помощно-технически средства, свързани с увреждането",
        "съпругът (съпругата), децата и родителите имат право на еднократна помощ и на наследствена пенсия",
        "осигурителен стаж и възраст",
    ):
        assert text in in_2024.text


def test_it_leads_to_the_own_data_and_to_the_ways_to_a_pik(in_2024: Page):
    # S4.7
    assert in_2024.follow("Вижте данните си").path.startswith("/vhod/")
    assert in_2024.follow("Вижте всички начини да получите ПИК").h1 == "Как да получа ПИК"
    assert "изрично, нотариално заверено пълномощно" in in_2024.text


# The calculator


def compute(
    page_client: PageClient, pay: str, hours: str = "8", month: str = "март", year: str = "2024"
) -> Page:
    page = page_client.get(PATH, {"godina": year})
    return page.submit(
        {"Месец": month, "Брутно месечно възнаграждение": pay, "Часове на ден": hours}, "Изчисли"
    )


@pytest.mark.parametrize(
    ("pay", "hours", "income", "service"),
    [
        ("1500", "8", "1 500,00", "0\xa0г. 1\xa0м. 0\xa0д."),
        ("5 000,00", "8", "3 750,00", "0\xa0г. 1\xa0м. 0\xa0д."),
        ("500", "8", "933,00", "0\xa0г. 1\xa0м. 0\xa0д."),
        ("100.00", "4", "466,50", "0\xa0г. 0\xa0м. 10\xa0д."),
        ("600", "4", "600,00", "0\xa0г. 0\xa0м. 10\xa0д."),
        ("0", "8", "933,00", "0\xa0г. 1\xa0м. 0\xa0д."),
    ],
    ids=["between", "ceiling", "floor", "floor of half time", "half time", "nothing"],
)
def test_the_income_stands_between_its_limits_and_the_service_follows_the_working_time(
    page_client: PageClient, pay: str, hours: str, income: str, service: str
):
    # S4.3, S4.4
    page = compute(page_client, pay, hours)
    assert f"Осигурителен доход {income.replace(' ', NBSP)}{NBSP}лв." in page.text
    assert f"Зачетен стаж, първа категория {service}" in page.text


def test_contributions_are_borne_by_the_state_and_unverified_values_are_named(page_client: PageClient):
    # S4.3
    page = compute(page_client, "1500")
    assert "Вноски за сметка на държавния бюджет" in page.text
    assert f"Безработица 1,0{NBSP}% 15,00{NBSP}лв." in page.text
    assert "Какво не е потвърдено" in page.text


def test_the_ceiling_is_that_of_the_month(page_client: PageClient):
    assert f"2{NBSP}111,64{NBSP}€" in compute(page_client, "9000", month="юли", year="2026").text
    assert (
        f"от 620,20{NBSP}€ до 2{NBSP}300,00{NBSP}€"
        in compute(page_client, "9000", month="август", year="2026").text
    )


@pytest.mark.parametrize("pay", ["", "много", "-5", "1,234", "99999999", "NaN"])
def test_a_pay_that_is_no_amount_is_told_at_its_field(page_client: PageClient, pay: str):
    page = compute(page_client, pay)
    assert page.errors[0].startswith("Въведете ")
    assert "Осигурителен доход за" not in page.text


@pytest.mark.parametrize("hours", ["", "0", "9", "половин"])
def test_hours_outside_a_working_day_are_told_at_their_field(page_client: PageClient, hours: str):
    assert compute(page_client, "1500", hours).errors == ["Въведете часовете на ден – от 0,5 до 8"]


def test_a_visitor_costs_one_query(page_client: PageClient, django_assert_num_queries):
    with django_assert_num_queries(1):  # whether the institution has entered values since
        page_client.get(PATH)
