"""What certificates say, against payrolls that were added up by hand (S2.1, S2.6)."""

from datetime import date

import pytest

from nssi.archive.certificates.court_establishment import court_establishment
from nssi.archive.certificates.employment_service import employment_service
from nssi.archive.certificates.facts import runs
from nssi.archive.certificates.insurable_income import insurable_income
from nssi.archive.certificates.insurable_service import insurable_service
from nssi.archive.certificates.tax_official_note import tax_official_note
from nssi.archive.currencies import PayrollCurrency, currency_of, in_euro
from nssi.law.calendar import Month
from nssi.law.parameters import shipped
from tests.archive.payrolls import employed, facts, payroll

OLD, LEVA, EURO = PayrollCurrency.OLD_LEVA, PayrollCurrency.LEVA, PayrollCurrency.EURO

TWO_YEARS = """
    03.1979; 14; 3; 95,20; 95,20; 0; 7,40; 12
    04.1979..12.1979; м; 3; 140,00; 140,00; 0; 12,00; 13
     01.1980..10.1980; м; 2; 150,50; 150,50; 0; 13,10; 27
"""


def plain(texts) -> list:
    """Return texts with ordinary spaces, to be read."""
    return [tuple(cell.replace("\xa0", " ") for cell in row) for row in texts]


# Length of insurance


def test_service_by_category_with_conversion_added_up_by_hand():
    """14 days and 9 months third category; 10 months second, which are 12 months and 10½ days of the third."""
    content = insurable_service(facts(payroll(TWO_YEARS)), shipped())
    assert plain(content.blocks[0].table.rows) == [
        ("03.1979 г.", "3", "14 дни"),
        ("04.1979 г. – 12.1979 г.", "3", "9 цели месеца"),
        ("01.1980 г. – 10.1980 г.", "2", "10 цели месеца"),
    ]
    assert plain(content.totals) == [
        ("2. категория", "0 г. 10 м. 0 д."),
        ("3. категория", "0 г. 9 м. 14 д."),
        ("Всичко", "1 г. 7 м. 14 д."),
        ("Превърнат в трета категория", "1 г. 10 м. 3 д."),
    ]
    assert any("изцяло отработен" in note for note in content.notes), "what is not confirmed is said"


@pytest.mark.parametrize(
    ("held", "total", "converted"),
    [
        # three years of the first category are five, four of the second are five; a month has 21 days at work
        ("01.1975..12.1977; м; 1; 1; 1; 0; 0; 1", "3 г. 0 м. 0 д.", "5 г. 0 м. 0 д."),
        ("01.1975..12.1978; м; 2; 1; 1; 0; 0; 1", "4 г. 0 м. 0 д.", "5 г. 0 м. 0 д."),
        ("01.1975..12.1975; м; 1; 1; 1; 0; 0; 1", "1 г. 0 м. 0 д.", "1 г. 8 м. 0 д."),
        ("01.1975..08.1975; м; 2; 1; 1; 0; 0; 1", "0 г. 8 м. 0 д.", "0 г. 10 м. 0 д."),
        (
            "01.1975..03.1975; м; 1; 1; 1; 0; 0; 1\n04.1975..07.1975; м; 2; 1; 1; 0; 0; 1",
            "0 г. 7 м. 0 д.",
            "0 г. 10 м. 0 д.",
        ),
        ("01.1975..12.1976; м; 3; 1; 1; 0; 0; 1", "2 г. 0 м. 0 д.", "2 г. 0 м. 0 д."),
        ("01.1975; 20; 3; 1; 1; 0; 0; 1", "0 г. 0 м. 20 д.", "0 г. 0 м. 20 д."),
        ("01.1975; 11; 3; 1; 1; 0; 0; 1\n02.1975; 12; 3; 1; 1; 0; 0; 1", "0 г. 1 м. 2 д.", "0 г. 1 м. 2 д."),
    ],
)
def test_service_added_up_by_hand(held, total, converted):
    totals = dict(plain(insurable_service(facts(payroll(held)), shipped()).totals))
    assert totals["Всичко"] == total
    assert totals["Превърнат в трета категория"] == converted


@pytest.mark.parametrize(
    ("held", "by_currency", "in_euro"),
    [
        ("01.1990..03.1990; м; 3; 300; 300; 0; 0; 1", "900,00 стари лв.", "0,46 €"),  # 0,9 / 1,95583 = 0,4602
        ("01.2000..12.2000; м; 3; 250; 250; 0; 0; 1", "3 000,00 лв.", "1 533,88 €"),  # 1 533,8756
        (
            "06.1999; м; 3; 200000; 200000; 0; 0; 1\n07.1999; м; 3; 200; 200; 0; 0; 1",
            "200 000,00 стари лв.; 200,00 лв.",
            "204,52 €",  # 400 / 1,95583 = 204,5168
        ),
        (
            "12.2025; м; 3; 2000; 2000; 0; 0; 1\n01.2026; м; 3; 1000; 1000; 0; 0; 1",
            "2 000,00 лв.; 1 000,00 €",
            "2 022,58 €",
        ),
    ],
)
def test_income_added_up_by_hand(held, by_currency, in_euro):
    assert plain(insurable_income(facts(payroll(held))).totals) == [
        ("Всичко", by_currency),
        ("Всичко в евро", in_euro),
    ]


def test_two_insurers_of_one_month_count_once_and_both_are_told():
    content = insurable_service(
        facts(
            payroll("01.1980; м; 3; 1; 1; 0; 0; 1"), payroll("01.1980..02.1980; 10; 3; 1; 1; 0; 0; 1", "ТКЗС")
        ),
        shipped(),
    )
    assert [block.heading for block in content.blocks] == ["Химко АД", "ТКЗС"]
    assert dict(plain(content.totals))["Всичко"] == "0 г. 1 м. 10 д."


# Insurable income


def test_income_by_month_and_year_in_the_currency_that_was_kept():
    """1979: 95,20 + 9 × 140 = 1 355,20 old leva = 1,3552 leva = 0,69 €; 1980: 10 × 150,50 = 1 505 = 1,505 leva = 0,77 €."""
    content = insurable_income(facts(payroll(TWO_YEARS)))
    assert plain(content.blocks[0].table.rows) == [
        ("1979", "03", "95,20 стари лв.", "1 355,20 стари лв.", "0,69 €"),
        ("", "04–12", "140,00 стари лв.", "", ""),
        ("1980", "01–10", "150,50 стари лв.", "1 505,00 стари лв.", "0,77 €"),
    ]
    assert plain(content.totals) == [("Всичко", "2 860,20 стари лв."), ("Всичко в евро", "1,46 €")]


def test_the_denomination_and_the_euro_each_keep_their_own_amounts():
    content = insurable_income(
        facts(
            payroll("""
                05.1999..06.1999; м; 3; 250000; 250000; 0; 0; 1
                07.1999..08.1999; м; 3; 250; 250; 0; 0; 2
                12.2025; м; 3; 1955,83; 1955,83; 0; 0; 3
                01.2026; м; 3; 1000; 1000; 0; 0; 4
            """)
        )
    )
    assert plain(content.blocks[0].table.rows) == [
        ("1999", "05–06", "250 000,00 стари лв.", "500 000,00 стари лв.; 500,00 лв.", "511,29 €"),
        ("", "07–08", "250,00 лв.", "", ""),
        ("2025", "12", "1 955,83 лв.", "1 955,83 лв.", "1 000,00 €"),
        ("2026", "01", "1 000,00 €", "1 000,00 €", "1 000,00 €"),
    ]
    assert plain(content.totals)[1] == ("Всичко в евро", "2 511,29 €")


@pytest.mark.parametrize(
    ("parts", "cents"),
    [
        ([(195_583, OLD)], 100),
        ([(195_583, LEVA)], 100_000),
        ([(100, EURO)], 100),
        ([(98, OLD)], 0),  # 0,05 cents
        ([(978, OLD)] * 2, 1),  # each half a cent, together one
        ([], 0),
    ],
)
def test_euro_are_rounded_once_at_the_end(parts, cents):
    assert in_euro(parts) == cents


@pytest.mark.parametrize(
    ("month", "currency"),
    [
        ((1950, 1), OLD),
        ((1999, 6), OLD),
        ((1999, 7), LEVA),
        ((2025, 12), LEVA),
        ((2026, 1), EURO),
    ],
)
def test_a_month_has_its_currency(month, currency):
    assert currency_of(Month(*month)) is currency


def test_two_categories_of_one_month_are_one_income():
    content = insurable_income(
        facts(payroll("01.1980; 10; 2; 60; 60; 0; 0; 1\n01.1980; 11; 3; 50; 50; 0; 0; 1"))
    )
    assert plain(content.blocks[0].table.rows)[0][2] == "110,00 стари лв."


# Length of employment


@pytest.mark.parametrize(
    ("times", "length"),
    [
        ([(date(1975, 3, 10), date(1975, 3, 10))], "0 г. 0 м. 1 д."),
        ([(date(1975, 1, 1), date(1975, 12, 31))], "1 г. 0 м. 0 д."),
        ([(date(1975, 3, 10), date(1977, 5, 24))], "2 г. 2 м. 15 д."),
        ([(date(1975, 1, 1), date(1975, 1, 20)), (date(1976, 1, 1), date(1976, 1, 15))], "0 г. 1 м. 5 д."),
        ([(date(1975, 1, 1), date(1975, 6, 30)), (date(1975, 4, 1), date(1975, 12, 31))], "1 г. 0 м. 0 д."),
        ([(date(1975, 1, 1), date(1975, 6, 30)), (date(1975, 7, 1), date(1975, 12, 31))], "1 г. 0 м. 0 д."),
    ],
    ids=[
        "a day",
        "a year",
        "years, months, days",
        "days make a month",
        "what overlaps counts once",
        "side by side",
    ],
)
def test_employment_is_added_up_by_the_calendar(times, length):
    content = employment_service(facts(payroll(employment=tuple(employed(*time) for time in times))))
    assert plain(content.totals) == [("Всичко", length)]


# For a court, and the official note


def test_a_court_is_told_what_is_held_of_the_person_and_from_where():
    content = court_establishment(
        facts(payroll(TWO_YEARS, employment=(employed(date(1979, 3, 12), date(1980, 10, 31)),)))
    )
    assert plain(content.blocks[0].table.rows) == [
        ("по ведомости за заплати", "03.1979 г. – 10.1980 г."),
        ("по трудовоправни документи", "12.03.1979 г. – 31.10.1980 г."),
    ]
    assert ("Страници", "12, 13, 27") in content.blocks[0].facts


def test_the_official_note_adds_up_pay_and_what_was_kept_back_by_year():
    content = tax_official_note(
        facts(payroll("11.2004..12.2004; м; 3; 500; 480; 52,10; 31; 9\n01.2005; м; 3; 510; 490; 53; 32; 2"))
    )
    assert plain(content.blocks[0].table.rows) == [
        ("2004", "1 000,00 лв.", "104,20 лв.", "62,00 лв."),
        ("2005", "510,00 лв.", "53,00 лв.", "32,00 лв."),
    ]
    assert dict(plain(content.totals))["Удържан данък"] == "94,00 лв."
    assert content.form == "", "it is no certificate of the institute"


# Where nothing, or not all, is held


@pytest.mark.parametrize(
    ("certificate", "held"),
    [
        (lambda known: insurable_service(known, shipped()), "01.1980; 0; 3; 10; 10; 0; 0; 1"),
        (insurable_income, "01.1980; м; 3; 10; 0; 0; 0; 1"),
        (employment_service, TWO_YEARS),
        (tax_official_note, "01.1980; м; 3; 0; 10; 0; 0; 1"),
        (court_establishment, ""),
    ],
    ids=["no day", "no income", "no documents of employment", "no pay", "nothing"],
)
def test_there_is_no_certificate_of_what_is_not_held(certificate, held):
    assert certificate(facts(payroll(held))) is None


@pytest.mark.parametrize(
    ("asked", "held", "missing"),
    [
        (((1979, 1980),), TWO_YEARS, []),
        (((1979, 1981),), TWO_YEARS, ["01.1981-12.1981"]),
        (((1978, 1980),), TWO_YEARS, ["01.1978-12.1978"]),
        (
            ((1979, 1979),),
            "03.1979..04.1979; м; 3; 1; 1; 0; 0; 1\n08.1979; м; 3; 1; 1; 0; 0; 1",
            ["05.1979-07.1979"],
        ),
        (((1960, 1961), (1979, 1980)), TWO_YEARS, ["01.1960-12.1961"]),
        ((), TWO_YEARS, []),
    ],
)
def test_what_was_asked_for_and_is_not_held_is_named(asked, held, missing):
    found = facts(payroll(held), asked=asked).missing()
    assert [f"{first.month:02}.{first.year}-{last.month:02}.{last.year}" for first, last in found] == missing


def test_months_in_a_row_are_one_run_over_the_turn_of_the_year():
    assert runs({Month(1979, 12), Month(1980, 1), Month(1980, 3)}) == [
        (Month(1979, 12), Month(1980, 1)),
        (Month(1980, 3), Month(1980, 3)),
    ]
