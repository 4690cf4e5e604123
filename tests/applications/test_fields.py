"""Fields that many services ask for, against what people type."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as stdnum_iban

from nssi.applications.fields import IbanField, PhoneField

BULGARIAN = "BG80BNBG96611020345678"


@pytest.mark.parametrize(
    "typed", [BULGARIAN, "BG80 BNBG 9661 1020 3456 78", "bg80-bnbg-9661-1020-3456-78", f"  {BULGARIAN}\u00a0"]
)
def test_an_account_is_read_as_people_type_it(typed):
    assert IbanField().clean(typed) == BULGARIAN


@pytest.mark.parametrize(
    "other", ["DE89370400440532013000", "GR1601101250000000012300695", "NL91ABNA0417164300"]
)
def test_an_account_in_another_country_is_one_too(other):
    assert IbanField().clean(other) == other


@given(st.integers(8, 21), st.sampled_from("0123456789"))
def test_no_single_wrong_digit_passes(place, sign):
    """The two check digits are there for this; the oracle agrees on what is left."""
    typed = BULGARIAN[:place] + sign + BULGARIAN[place + 1 :]
    if typed == BULGARIAN:
        return
    with pytest.raises(ValidationError):
        IbanField().clean(typed)
    assert not stdnum_iban.is_valid(typed, check_country=False)


@given(st.from_regex(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", fullmatch=True))
def test_the_check_digits_are_those_of_the_oracle(typed):
    try:
        IbanField().clean(typed)
    except ValidationError:
        passed = False
    else:
        passed = True
    if not typed.startswith("BG"):
        assert passed == _checks(typed)


def _checks(typed: str) -> bool:
    try:
        stdnum_iban.validate(typed, check_country=False)
    except stdnum_iban.InvalidChecksum:
        return False
    except stdnum_iban.ValidationError:  # a country that has no accounts, or others
        return int("".join(str(int(sign, 36)) for sign in typed[4:] + typed[:4])) % 97 == 1
    return True


@given(st.text())
def test_whatever_is_typed_is_refused_in_words(typed):
    try:
        IbanField(required=False).clean(typed)
    except ValidationError as refused:
        assert refused.messages


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0888123456", "+359 888 123 456"),
        ("+359 88 812 3456", "+359 888 123 456"),
        ("02 123 4567", "+359 2 123 4567"),
        ("+49 30 901820", "+49 30 901820"),
    ],
)
def test_a_phone_is_written_as_people_here_write_it(typed: str, written: str):
    # C-13, C-21
    assert PhoneField().clean(typed) == written
