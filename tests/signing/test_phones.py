"""A phone is understood however it is typed, and no other number passes for one (F02)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.signing.phones import mask_phone, normalise_phone


@pytest.mark.parametrize(
    "typed",
    [
        "+359888123456",
        "+359 888 123 456",
        "00359 888 123456",
        "0888 123 456",
        "0888-123-456",
        "(0888) 123 456",
        " 0888123456 ",
        "0888\u00a0123\u00a0456",
    ],
)
def test_a_mobile_number_is_understood_however_it_is_typed(typed):
    assert normalise_phone(typed) == "+359888123456"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "0888",
        "0888 12345",
        "0888 123 456 7",
        "02 448 58 58",  # not a mobile
        "+40 721 234 567",  # not Bulgarian
        "0888 123 456 вътр. 5",
        "0888CALLME",
        "<script>",
        "+359" * 8,
        "\x00",
    ],
)
def test_what_is_no_bulgarian_mobile_number_is_refused(typed):
    assert normalise_phone(typed) is None


@given(
    st.integers(0, 999_999),
    st.sampled_from(["+359", "00359 ", "0"]),
    st.sampled_from(["", " ", "-", ".", "  "]),
)
def test_every_way_of_writing_one_number_comes_to_one_number(number, prefix, between):
    digits = f"888{number:06}"
    typed = prefix + between.join((digits[:3], digits[3:6], digits[6:]))
    assert normalise_phone(typed) == f"+359{digits}"


@given(st.text(max_size=40))
def test_anything_typed_gives_a_number_or_nothing(typed):
    phone = normalise_phone(typed)
    assert phone is None or (
        phone.startswith("+359") and len(phone) == 13 and phone[1:].isascii() and phone[1:].isdigit()
    )


def test_a_number_is_shown_by_its_last_three_digits():
    assert mask_phone("+359888123456").replace("\u00a0", " ") == "+359 ••• ••• 456"
