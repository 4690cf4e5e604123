"""Granted pensions come into the register from files: each good row once, each bad one with its field and reason."""

import io

import pytest

from nssi.pensions.actions.import_pensions import NotSuchAFile, import_coefficients, import_pensions
from nssi.pensions.models import IncomeCoefficient, Pension
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind
from nssi.people.models import Names, Person
from tests.support.pensions import HEAD, ROW, grant

pytestmark = pytest.mark.django_db

GOOD = ROW.format(file_number="П-1", number="8502124512")


def file_of(*rows: str, head: str = HEAD) -> io.StringIO:
    return io.StringIO("\n".join((head, *rows)) + "\n")


def test_a_pension_is_kept_as_it_was_granted():  # S3.1
    report = import_pensions(file_of(GOOD))
    assert (report.rows, report.taken, report.refused) == (1, 1, [])
    pension = Pension.objects.get()
    assert (pension.income.text, str(pension.service), str(pension.coefficient)) == (
        "1445.55",
        "38\xa0г. 0\xa0м. 0\xa0д.",
        "1.2000",
    )
    assert pension.person.full_name == "Мария Петрова Иванова"


def test_the_same_file_again_changes_nothing():
    import_pensions(file_of(GOOD))
    report = import_pensions(file_of(GOOD, ROW.format(file_number="П-2", number="7906058746")))
    assert (report.known, report.taken, Pension.objects.count()) == (1, 1, 2)


def test_a_person_who_is_known_stays_the_same_with_their_names():
    known = recognise_person(Kind.EGN, "8502124512", Names("Мария", "", "Петрова"))
    import_pensions(file_of(GOOD))
    assert Pension.objects.get().person == known
    assert Person.objects.get().last_name == "Петрова"


BROKEN = [
    ("identifier", "8502124512", "8502124513"),
    ("identifier_kind", ";egn;", ";passport;"),
    ("body", ";03;", ";99;"),
    ("granted_on", "2024-01-15", "15.01.2024"),
    ("granted_on", "2024-01-15", "2024-13-15"),
    ("currency", ";BGN;", ";EUR;"),
    ("country_income", "1445.55", "1445.555"),
    ("country_income", "1445.55", "-5"),
    ("coefficient", "1.2000", "1.20005"),
    ("coefficient", "1.2000", "много"),
    ("service_months", ";38;0;0;", ";38;12;0;"),
    ("under_treaty", ";no;", ";maybe;"),
    ("file_number", "П-1;", "=1+1;"),
    ("first_name", "Мария", ""),
]


@pytest.mark.parametrize(("field", "good", "bad"), BROKEN, ids=[f"{field} {bad}" for field, _, bad in BROKEN])
def test_a_bad_row_is_refused_alone(field, good, bad):
    other = ROW.format(file_number="П-2", number="7906058746")
    report = import_pensions(file_of(GOOD.replace(good, bad, 1), other))
    assert [(line, name) for line, name, _ in report.refused] == [(2, field)]
    assert [pension.file_number for pension in Pension.objects.all()] == ["П-2"]


@pytest.mark.parametrize("text", ["", "a;b;c\n1;2;3\n", "\0" * 100, "<html>"])
def test_what_is_no_such_file_is_refused_whole(text):
    with pytest.raises(NotSuchAFile):
        import_pensions(io.StringIO(text))


def test_a_grant_never_changes(person):
    pension = grant(person)
    pension.coefficient = 2
    with pytest.raises(Exception, match="never changes"):
        pension.save()


def test_a_coefficient_with_new_income_belongs_to_a_pension_and_a_year(person):
    pension = grant(person)
    head = "file_number;year;coefficient"
    report = import_coefficients(file_of("П-1001;2027;1.2345", "П-7;2027;1.1", head=head))
    assert [(line, name) for line, name, _ in report.refused] == [(3, "file_number")]
    import_coefficients(file_of("П-1001;2027;1.3", head=head))
    kept = IncomeCoefficient.objects.get()
    assert (kept.pension, kept.year, str(kept.coefficient)) == (pension, 2027, "1.3000")
