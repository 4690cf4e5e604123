"""A registry identifier (УРИ) is written in one way and read in many."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.records.registry_uid import RegistryUid

UID = RegistryUid("1001", 123, date(2026, 11, 22))
UIDS = st.builds(
    RegistryUid,
    st.from_regex(r"\A[0-9]{4}\Z"),
    st.integers(1, 999_999_999),
    st.dates(date(2000, 1, 1), date(2999, 12, 31)),
)


def test_it_is_written_with_index_number_and_day():
    assert str(UID) == "1001-000123-22.11.2026"


def test_the_number_may_grow_beyond_six_digits():
    assert str(RegistryUid("1001", 1_234_567, UID.on)) == "1001-1234567-22.11.2026"


@given(UIDS)
def test_what_is_written_is_read_back(uid):
    assert RegistryUid.parse(str(uid)) == uid


@given(
    UIDS,
    st.sampled_from("-–—‑−"),
    st.sampled_from(["", " ", "\xa0", "\n"]),
    st.sampled_from(["", "г.", " г.", "Г"]),
)
def test_dashes_spaces_and_the_ending_do_not_matter(uid, dash, space, ending):
    assert RegistryUid.parse(f" {str(uid).replace('-', space + dash + space)}{ending} ") == uid


def test_leading_zeros_may_be_left_out():
    assert RegistryUid.parse("1001-123-22.11.2026") == UID


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1001",
        "1001-000123",
        "1001-000123-31.02.2026",
        "1001-000123-22/11/2026",
        "101-000123-22.11.2026",
        "1001-1234567890-22.11.2026",
        "1001-000123-22.11.2026-1",
        "１００１-000123-22.11.2026",
        "АС2DE3FH",
    ],
)
def test_anything_else_is_refused(typed):
    with pytest.raises(ValueError):
        RegistryUid.parse(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_identifier_or_refused(typed):
    with contextlib.suppress(ValueError):
        RegistryUid.parse(typed)
