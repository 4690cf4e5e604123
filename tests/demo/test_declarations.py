"""The people of the demonstration have months in the register, by the way on which every declaration comes."""

from datetime import date
from io import BytesIO

import pytest

from nssi.demo.declarations import JOBS, demonstration_file
from nssi.demo.people import PEOPLE
from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.actions.take_in_submission import take_in_submission
from nssi.insurance.models import Submission
from nssi.insurance.queries import declared_of
from nssi.law.parameters import shipped
from tests.support.visitors import make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.DECLARATIONS = tmp_path


def taken_in(day: date = TODAY) -> Submission:
    [submission] = take_in_submission(
        BytesIO(demonstration_file(day, shipped())), "EMPL2021.TXT", source=Submission.Source.COMMAND
    )
    return import_submission(submission.pk)


def test_every_row_is_accepted():
    submission = taken_in()
    assert (submission.state, submission.rejected) == ("merged", 0)
    assert submission.accepted == sum(job.began - job.ended + 1 for job in JOBS)


def test_every_person_has_months_until_the_one_that_is_due():
    taken_in()
    declared = {person.number: declared_of(make_person(person.number)) for person in PEOPLE}
    assert all(len(rows) > 50 for rows in declared.values())
    newest = declared["7906058746"][-1]
    assert (newest.month, newest.type.is_art_4_1_4) == ((2026, 9), True)


def test_a_start_in_the_same_month_changes_nothing_and_one_in_a_later_month_adds_it():
    first = taken_in()
    assert taken_in(date(2026, 11, 25)).pk == first.pk
    later = taken_in(date(2026, 11, 26))
    assert later.pk != first.pk
    assert declared_of(make_person("7906058746"))[-1].month == (2026, 10)
    assert later.unchanged > 100, "the months before say what they said"
