"""docs/security.md is what holds: every test that it names is there, every item of the standard, every limit of the code."""

import re
import sys

from django.urls import get_resolver

from nssi.access.throttle import Limit
from tests.house.rooms import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text()
ITEMS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)
OF_THE_STANDARD = {1: 70, 2: 183}
"""How many items ASVS 5.0.0 has at each level."""


def test_every_item_of_the_standard_is_answered_once():
    numbers = [number for number, *_ in ITEMS]
    assert len(numbers) == len(set(numbers)) == sum(OF_THE_STANDARD.values())
    levels = [int(level) for _, level, *_ in ITEMS]
    assert {level: levels.count(level) for level in OF_THE_STANDARD} == OF_THE_STANDARD
    assert all(how.strip() for _, _, _, how, _ in ITEMS)


def test_every_test_that_it_names_is_there():
    known = {
        name for path in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"def (test_\w+)", path.read_text())
    }  # fmt: skip
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    assert named - known == set()
    assert len(named) > 150


def test_what_applies_and_is_not_for_operators_has_a_test():
    without = [number for number, _, _, how, tests in ITEMS if tests == "–" and not _is_excused(how)]
    assert without == []


def test_what_rests_on_the_operator_is_told_to_them():
    told = (ROOT / "docs" / "operating.md").read_text()
    theirs = [number for number, _, _, how, _ in ITEMS if re.search(r"operat(ing\.md|or)", how)]
    assert [number for number in theirs if not re.search(rf"\b{re.escape(number)}\b", told)] == []
    assert len(theirs) > 10


def _is_excused(how: str) -> bool:
    return bool(re.search(r"does not apply|operating\.md|operator|no page|granian|none$|above", how))


def test_the_limits_that_are_documented_are_those_of_the_code():
    # ASVS 2.1.3, 6.1.1, 7.1.1
    assert _row_of_each() == set(re.findall(r"^\| `\w+\.\w+` \|.*$", TEXT, re.MULTILINE))
    for said in ("30 minutes of nothing, an official after 15, both after 12 hours", "at least 12 signs"):
        assert said in TEXT


def _row_of_each() -> set[str]:
    assert get_resolver().url_patterns  # loads every page, and with it every limit
    house = [module for name, module in list(sys.modules.items()) if name.startswith("nssi.")]
    return {row_of(each) for module in house for each in vars(module).values() if isinstance(each, Limit)}


def row_of(limit: Limit) -> str:
    """Return how a limit stands in the table."""
    minutes = int(limit.window.total_seconds()) // 60
    pauses = ", ".join(f"{each.total_seconds() / 60:g}" for each in limit.pauses)
    return f"| `{limit.scope}` | {limit.tries} | {minutes} minutes | {pauses} |"
