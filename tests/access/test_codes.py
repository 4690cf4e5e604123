"""PIKs and other codes: made at random of characters that nobody confuses, and known however they are typed (L-02)."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.access.codes import ALPHABET, normalise_code
from nssi.access.pik import LENGTH, is_nra_pik, make_pik, normalise_pik
from nssi.foundation.redaction import redact

LOOK_ALIKE = [set("0OQ"), set("1IL"), set("2Z"), set("5S"), set("6G"), set("8B"), set("UV")]


def test_a_pik_is_ten_characters_of_the_alphabet_with_a_letter_and_a_digit():
    for _ in range(500):
        pik = make_pik()
        assert len(pik) == LENGTH == 10
        assert set(pik) <= set(ALPHABET)
        assert any(map(str.isdigit, pik))
        assert any(map(str.isalpha, pik))


def test_the_filter_of_the_logs_knows_every_pik():
    assert all(redact(f"pik={pik}!") == "pik=[code]!" for pik in (make_pik() for _ in range(500)))


def test_no_two_characters_of_the_alphabet_look_alike():
    assert len(set(ALPHABET)) == len(ALPHABET) == 25
    for group in LOOK_ALIKE:
        assert len(group & set(ALPHABET)) <= 1, group


def test_piks_do_not_repeat_and_use_the_whole_alphabet():
    piks = [make_pik() for _ in range(2000)]
    assert len(set(piks)) == len(piks)
    counts = Counter("".join(piks))
    assert set(counts) == set(ALPHABET)
    assert max(counts.values()) < 2 * min(counts.values())


@pytest.mark.parametrize(
    ("typed", "pik"),
    [
        ("AC2DE3FH4K", "AC2DE3FH4K"),
        ("ac2de3fh4k", "AC2DE3FH4K"),
        (" AC2DE 3FH4K ", "AC2DE3FH4K"),
        ("AC2DE\xa03FH4K\n", "AC2DE3FH4K"),
        ("АВЕКМНОРСТУХ", "ABEKMHOPCTYX"),
        ("авекмнорстух", "ABEKMHOPCTYX"),
        ("", ""),
    ],
)
def test_case_spaces_and_cyrillic_twins_do_not_matter(typed, pik):
    assert normalise_pik(typed) == pik


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_more(typed):
    assert normalise_code(normalise_code(typed)) == normalise_code(typed)


@pytest.mark.parametrize(
    ("pik", "is_theirs"),
    [
        ("123456789012", True),
        ("12345678901", False),
        ("1234567890123", False),
        ("AC2DE3FH4K12", False),
        ("٠" * 12, False),
    ],
)
def test_twelve_digits_are_a_pik_of_the_revenue_agency(pik, is_theirs):
    assert is_nra_pik(pik) is is_theirs
