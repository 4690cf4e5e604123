"""Personal numbers are checked as their issuers make them; python-stdnum is the oracle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.bg import egn, pnf
from stdnum.bg.vat import calc_check_digit_other

from nssi.people.identifiers import Kind, birth_date, is_of_a_woman, is_valid, kinds_of, mask, normalise

TEN_DIGITS = st.from_regex(r"\A[0-9]{10}\Z")

BIRTHDAYS = st.builds(
    "{:02}{:02}{:02}{:03}".format,
    st.integers(0, 99),
    st.integers(0, 53),
    st.integers(0, 32),
    st.integers(0, 999),
)
"""The first nine digits of an ЕГН, often with a possible date of birth."""


@given(BIRTHDAYS, st.sampled_from("0123456789"))
def test_an_egn_is_valid_where_the_oracle_says_so(first_nine, check):
    for number in (first_nine + check, first_nine + egn.calc_check_digit(first_nine)):
        assert is_valid(Kind.EGN, number) == egn.is_valid(number)


@given(TEN_DIGITS)
def test_an_lnch_is_valid_where_the_oracle_says_so(number):
    for each in (number, number[:9] + pnf.calc_check_digit(number[:9])):
        assert is_valid(Kind.LNCH, each) == pnf.is_valid(each)


@given(TEN_DIGITS)
def test_a_number_of_the_revenue_agency_is_valid_where_the_oracle_says_so(number):
    assert is_valid(Kind.NRA_NUMBER, number) == (calc_check_digit_other(number[:9]) == number[9])


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        ("8032056031", (Kind.EGN,)),  # born on 05.12.1880
        ("7523169263", (Kind.EGN,)),  # born on 16.03.1875
        ("7111042925", (Kind.LNCH,)),
        ("7111042922", ()),
        ("8019010008", (Kind.NRA_NUMBER,)),  # no ЕГН: there is no month 19
        ("0000000000", (Kind.LNCH, Kind.NRA_NUMBER)),
    ],
)
def test_a_number_may_be_of_one_kind_of_several_or_of_none(number, kinds):
    assert kinds_of(number) == kinds


def test_one_number_can_be_an_egn_and_an_lnch():
    assert set(kinds_of("0044010032")) >= {Kind.EGN, Kind.LNCH}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "803205603",
        "80320560311",
        "80320560З1",
        "８０３２０５６０３１",
        "٨٠٣٢٠٥٦٠٣١",
        "8032056031\n",
        "abcdefghij",
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_only_ten_plain_digits_are_a_number(typed, kind):
    assert not is_valid(kind, typed)


@pytest.mark.parametrize(
    "typed", [" 8032056031 ", "803205 6031", "803205-6031", "803205\xa06031", "803205–6031"]
)
def test_spaces_and_dashes_do_not_matter(typed):
    assert normalise(typed) == "8032056031"


@given(st.text(max_size=50))
def test_whatever_is_typed_is_looked_at_without_a_crash(typed):
    kinds_of(normalise(typed))


def test_a_masked_number_shows_its_last_four_digits():
    assert mask("8032056031") == "••••••6031"


@given(BIRTHDAYS)
def test_an_egn_says_when_its_holder_was_born(first_nine):
    number = first_nine + egn.calc_check_digit(first_nine)
    if egn.is_valid(number):
        assert birth_date(number) == egn.get_birth_date(number)
    else:
        assert birth_date(number) is None


def test_the_ninth_digit_says_whether_it_is_a_woman():
    assert is_of_a_woman("8502124512")
    assert not is_of_a_woman("7906058746")
