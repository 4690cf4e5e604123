"""The registered people: kept over a restart, with the code that opens their app."""

from pathlib import Path

import pytest

from evrotrust_simulator.authority import kept_authority
from evrotrust_simulator.people import Details, People, details_from, latin
from tests.simulator.vendor import MARIA

DETAILS = details_from({name: value for name, value in MARIA.items() if name != "code"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def people(folder: Path) -> People:
    return People(folder / "people", kept_authority(folder, "http://127.0.0.1:8091"))


def test_people_and_their_certificates_outlive_a_restart(people: People, folder: Path) -> None:
    registered = people.register(DETAILS, "123456")
    again = People(folder / "people", kept_authority(folder, "http://127.0.0.1:8091")).find(
        phone=MARIA["phone"]
    )
    assert again is not None
    assert again.details == registered.details
    assert again.holder.certificate == registered.holder.certificate


def test_another_port_gives_people_certificates_that_name_where_the_lists_are_now(tmp_path: Path) -> None:
    before = kept_authority(tmp_path, "http://127.0.0.1:8091")
    held = People(tmp_path / "people", before).register(DETAILS, "123456").holder
    now = kept_authority(tmp_path, "http://127.0.0.1:8092")
    assert now.root.certificate == before.root.certificate, "the anchor stays"
    assert not now.is_current(held)
    found = People(tmp_path / "people", now).find(phone=MARIA["phone"])
    assert found is not None and now.is_current(found.holder)
    again = People(tmp_path / "people", now).find(phone=MARIA["phone"])
    assert again is not None and again.holder.certificate == found.holder.certificate, "and is kept"


def test_what_is_kept_can_be_read_by_its_owner_alone(people: People, folder: Path) -> None:
    people.register(DETAILS, "123456")
    kept = [*folder.glob("people/*"), folder / "root.pem", folder / "issuer.pem"]
    assert {path.stat().st_mode & 0o077 for path in kept} == {0}


def test_file_names_and_hashes_give_nothing_away(people: People, folder: Path) -> None:
    people.register(DETAILS, "123456")
    for path in folder.glob("people/*"):
        assert MARIA["phone"] not in path.name
        assert "123456" not in path.read_text()


def test_registering_again_keeps_the_certificate_unless_the_person_is_another(people: People) -> None:
    first = people.register(DETAILS, "123456")
    same = people.register(DETAILS, "654321")
    other = people.register(details_from({**vars(DETAILS), "number": "9001010002"}), "123456")
    assert same.holder is first.holder
    assert other.holder is not first.holder
    assert people.check_code(same, "654321")


def test_five_wrong_codes_lock_the_app_and_a_right_one_in_between_does_not(people: People) -> None:
    person = people.register(DETAILS, "123456")
    tries = [people.check_code(person, code) for code in ("1", "2", "3", "4", "123456", "1", "2", "3", "4")]
    assert tries == [False] * 4 + [True] + [False] * 4
    assert not people.is_locked(person)
    people.check_code(person, "5")
    assert people.is_locked(person)
    assert not people.check_code(person, "123456")
    people.unlock_all()
    assert people.check_code(person, "123456")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Щерева", "Shtereva"),
        ("София", "Sofia"),
        ("Юлия Жечева", "Yulia Zhecheva"),
        ("Ялъмов", "Yalamov"),
        ("Петрова-Цанева", "Petrova-Tsaneva"),
        ("Гьорчо", "Gyorcho"),
    ],
)
def test_names_are_transliterated_by_the_act(name: str, expected: str) -> None:
    assert latin(name) == expected


@pytest.mark.parametrize(
    ("number", "kind", "birth", "gender"),
    [
        ("8511100031", "egn", "1985-11-10", "F"),
        ("0541010020", "egn", "2005-01-01", "M"),
        ("9923010000", "egn", "1899-03-01", "M"),
        ("8513100031", "egn", "", "F"),
        ("8533100031", "egn", "", "F"),
        ("1000000011", "lnch", "", ""),
    ],
)
def test_birth_and_gender_are_read_from_a_national_number(
    number: str, kind: str, birth: str, gender: str
) -> None:
    details = Details("+359880000001", number, "А", "", "Б", number_kind=kind)
    assert (details.birth_date, details.gender) == (birth, gender)
