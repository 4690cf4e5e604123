"""Facts are read strictly: whatever stands in them, there is an answer or one clear refusal, never a crash."""

import copy
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nssi.law.errors import BadFacts, LawError
from nssi.law.facts import read, write
from nssi.law.parameters import shipped
from nssi.law.recompute import RULES, answer
from tests.law.test_receipts import QUESTIONS

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**7),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        [
            "2026-02-30",
            "2099-12-31",
            "1900-01-01",
            "0.00",
            "999999999.99",
            "1e5",
            "-1",
            "٣",
            "2026-03",
            "other",
        ]
    ),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def places(value, path=()):
    """Give the path to every value in a piece of JSON."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


@settings(max_examples=300)
@given(st.data())
def test_whatever_stands_in_the_facts_there_is_an_answer_or_a_refusal(data):
    rule = data.draw(st.sampled_from(sorted(RULES)))
    facts = copy.deepcopy(QUESTIONS[rule])
    path = data.draw(st.sampled_from([path for path in places(facts) if path]))
    holder = facts
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = data.draw(ODD)
    try:
        receipt = answer(rule, facts, shipped())
    except LawError as refusal:
        assert str(refusal)
    else:
        assert receipt.as_json()["facts"] is not None


@pytest.mark.parametrize("rule", RULES)
def test_facts_are_written_as_they_were_read(rule):
    kind, _ = RULES[rule]
    facts = read(kind, QUESTIONS[rule])
    assert read(kind, write(facts)) == facts


@dataclass(frozen=True)
class Known:
    """Facts of a test."""

    day: date
    flag: bool
    names: tuple[str, ...]
    count: int | None
    size: int = 8


def test_what_is_null_false_or_empty_may_be_left_out():
    assert read(Known, {"day": "2026-03-01"}) == Known(date(2026, 3, 1), False, (), None, 8)
    assert read(
        Known, {"day": "2026-03-01", "flag": None, "names": None, "count": None, "size": None}
    ) == Known(date(2026, 3, 1), False, (), None, 8)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, "day: is missing"),
        ({"day": None}, "day: is missing"),
        ({"day": "1.3.2026"}, "day: a date such as 2026-03-16 is expected"),
        ({"day": "2026-03-01", "flag": 0}, "flag: true or false is expected"),
        ({"day": "2026-03-01", "names": "a"}, "names: a list is expected"),
        ({"day": "2026-03-01", "names": ["a", 2]}, "names[1]: a short text on one line is expected"),
        ({"day": "2026-03-01", "count": "2"}, "count: a whole number is expected"),
        ({"day": "2026-03-01", "count": True}, "count: a whole number is expected"),
        ({"day": "2026-03-01", "count": 2.0}, "count: a whole number is expected"),
        ({"day": "2026-03-01", "colour": "red"}, "colour: unknown key"),
        ([], "facts: an object is expected"),
    ],
)
def test_a_refusal_says_where_and_what_was_expected(facts, refusal):
    with pytest.raises(BadFacts) as refused:
        read(Known, facts)
    assert str(refused.value) == refusal
