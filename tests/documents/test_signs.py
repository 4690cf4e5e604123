"""A document of what people typed can always be made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.documents.signs import drawable


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Щерьо Ѝлиев, „Пример“ ЕООД – № 1, 5\u00a0€", "Щерьо Ѝлиев, „Пример“ ЕООД – № 1, 5\u00a0€"),
        ("два\nреда", "два\nреда"),
        ("📄 акт", "[U+1F4C4] акт"),
        ("中", "[U+4E2D]"),
        ("\x07", "[U+0007]"),
    ],
)
def test_a_sign_that_the_font_lacks_is_named_by_its_number(typed, drawn):
    assert drawable(typed) == drawn


@given(st.text(max_size=50))
def test_what_can_be_drawn_stays_as_it_is(typed):
    assert drawable(drawable(typed)) == drawable(typed)
