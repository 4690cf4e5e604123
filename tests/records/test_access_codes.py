"""Access codes are derived, so the same one can be mailed again (S1.7); people type them in many ways."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.access.codes import ALPHABET
from nssi.foundation.redaction import redact
from nssi.records.access_codes import access_code, current_key_id, matches

APPLICATION = UUID("7d0cf0bb-5f0d-4a52-8a9d-0d6a36c1a6c5")


@given(st.uuids())
def test_a_code_is_eight_characters_of_the_alphabet_and_known_to_the_filter_of_the_logs(application_id):
    code = access_code(application_id, current_key_id())
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert redact(f"code {code}.") == "code [code]."


def test_the_same_application_has_the_same_code_and_another_has_another():
    code = access_code(APPLICATION, current_key_id())
    assert access_code(APPLICATION, current_key_id()) == code
    assert access_code(uuid4(), current_key_id()) != code


def test_an_older_key_goes_on_working_when_a_new_one_is_added(settings):
    code = access_code(APPLICATION, "1")
    settings.ACCESS_CODE_KEYS = {**settings.ACCESS_CODE_KEYS, "2": "a new key"}
    assert current_key_id() == "2"
    assert access_code(APPLICATION, "1") == code != access_code(APPLICATION, "2")


def test_a_key_that_is_not_kept_is_an_error_and_not_another_code():
    with pytest.raises(KeyError):
        access_code(APPLICATION, "0")


CYRILLIC = str.maketrans("ACEHKMPTXY", "АСЕНКМРТХУ")


@pytest.mark.parametrize(
    "type_it",
    [
        str,
        str.lower,
        lambda code: f" {code[:4]} {code[4:]} ",
        lambda code: f"{code[:4]}-{code[4:]}",
        lambda code: f"{code[:4]}–{code[4:]}".lower(),
        lambda code: code.translate(CYRILLIC),
        lambda code: code.translate(CYRILLIC).lower(),
    ],
)
@given(application_id=st.uuids())
def test_a_code_is_known_however_it_is_typed(type_it, application_id):
    key_id = current_key_id()
    assert matches(application_id, key_id, type_it(access_code(application_id, key_id)))


@given(st.text(max_size=40))
def test_nothing_else_is_known(typed):
    code = access_code(APPLICATION, current_key_id())
    assert matches(APPLICATION, current_key_id(), typed) == (typed.strip().upper() == code)
