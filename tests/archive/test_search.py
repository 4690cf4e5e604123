"""The free enquiry finds ended insurers as people type them (P-04, S2.3)."""

import pytest

from nssi.archive.search import MOST_FOUND, can_be_searched, find_by_eik, find_by_name
from tests.archive.holdings import insurer

pytestmark = pytest.mark.django_db


def found(name: str, place: str = "", **how: bool) -> list[str]:
    return [each.name for each in find_by_name(name, place, **how).insurers]


@pytest.fixture
def _some():
    insurer("Химко АД", "Стопански химически комбинат", eik="103000007", seat="Враца", area="Враца")
    insurer("Химимпорт ЕООД")
    insurer("ТКЗС „Георги Димитров“", seat="с. Бяла")
    insurer("Балкантурист-Север ООД", seat="Русе", area="Русе")
    insurer("Таен ООД", is_public=False)


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize(
    ("name", "place", "expected"),
    [
        ("химко", "", ["Химко АД"]),
        ("ХИМКО ЕАД", "", ["Химко АД"]),
        ("Xимкo", "", ["Химко АД"]),
        ("Himko", "", ["Химко АД"]),
        ("хим", "", ["Химимпорт ЕООД", "Химко АД"]),
        ("химически комбинат", "", ["Химко АД"]),  # a former name
        ("комбинат стопански", "", ["Химко АД"]),
        ("Химко Враца", "", ["Химко АД"]),  # a place among the words
        ("хим", "гр. Враца", ["Химко АД"]),
        ("хим", "врац", ["Химко АД"]),
        ("хим", "Видин", []),
        ("димитров", "бяла", ["ТКЗС „Георги Димитров“"]),
        ("балкан турист", "", ["Балкантурист-Север ООД"]),
        ("балкантуристсевер", "", ["Балкантурист-Север ООД"]),
        ("балкантурсит", "", ["Балкантурист-Север ООД"]),  # letters swapped
        ("балкантуриз север", "", ["Балкантурист-Север ООД"]),
        ("георги димитроф", "", ["ТКЗС „Георги Димитров“"]),
        ("несъществуващо", "", []),
        ("таен", "", []),
    ],
)
def test_a_name_finds(name, place, expected):
    assert found(name, place) == expected


@pytest.mark.usefixtures("_some")
def test_what_was_taken_for_mistyped_is_said():
    assert find_by_name("балкантурсит", "").instead == ("балкантурист",)
    assert find_by_name("балкантурист", "").instead == ()


@pytest.mark.usefixtures("_some")
def test_an_official_finds_what_the_enquiry_does_not_show():
    assert found("таен", public=False) == ["Таен ООД"]


@pytest.mark.usefixtures("_some")
def test_a_number_finds_the_insurer_and_that_of_a_branch_too():
    assert [each.name for each in find_by_eik("103000007").insurers] == ["Химко АД"]
    assert [each.name for each in find_by_eik("1030000070014").insurers] == ["Химко АД"]
    assert find_by_eik("121082521").insurers == ()


def test_the_same_name_stands_first_then_a_former_one_then_the_alphabet():
    for name, former in (("Алфа Мир", []), ("Ян", ["Мир"]), ("Мир ЕООД", []), ("Бета Мир", [])):
        insurer(name, *former)
    assert found("мир") == ["Мир ЕООД", "Ян", "Алфа Мир", "Бета Мир"]


def test_more_than_can_be_looked_through_are_not_shown_but_those_with_the_word_itself_are():
    for number in range(MOST_FOUND + 1):
        insurer(f"Строител{number}")
    assert find_by_name("строител", "").too_many
    insurer("Строител ООД")
    some = find_by_name("строител", "")
    assert [each.name for each in some.insurers] == ["Строител ООД"]
    assert some.more


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize(
    "typed",
    [
        "%" * 300,
        "' & | ! ( ) : * <->",
        "a" * 10_000,
        "a " * 5_000,
        "химко':*|'",
        "\\",
        "химко\\",
        "😀😀😀 химко",
    ],
)
def test_signs_have_no_meaning(typed):
    if can_be_searched(typed):
        find_by_name(typed, typed)
