"""What an application can be addressed to beside the local offices: regional archive centres and the directorate."""

from datetime import date

import pytest
from django.db import IntegrityError

from nssi.institution.competent_bodies import DIRECTORATE
from nssi.institution.models import CompetentBody
from nssi.institution.queries import archive_centres, competent_body, local_offices

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)


def centre(code: str, label: str, since: date | None = None, until: date | None = None) -> CompetentBody:
    return CompetentBody.objects.create(
        code=code, kind="archive_centre", label=label, since=since, until=until, verified=True
    )


def test_every_local_office_is_one_under_its_own_code():
    # S1.3, S2.4
    for office in local_offices():
        body = competent_body(office.code)
        assert (body.label, body.local_office, body.verified) == (office.label, office, office.verified)


def test_the_directorate_is_named_as_the_service_names_it():
    # S3.3
    directorate = competent_body(DIRECTORATE)
    assert directorate.label == "Дирекция „Европейски регламенти и международни договори“"
    assert directorate.source and directorate.local_office is None


def test_what_no_act_names_says_that_it_is_not_verified_and_where_it_is_known_from():
    # S2.4: no published list of the regional archive centres was found
    shipped = archive_centres(DAY)
    assert shipped
    for body in shipped:
        assert not body.verified and body.source


@pytest.mark.parametrize(
    ("day", "is_there"),
    [
        (date(2026, 1, 31), False),
        (date(2026, 2, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
    ids=str,
)
def test_a_centre_is_offered_from_its_first_day_to_its_last(day: date, is_there: bool):
    ours = centre("archive-test", "Регионален архивен център – Проба", date(2026, 2, 1), date(2026, 6, 30))
    assert (ours in archive_centres(day)) is is_there
    assert competent_body("archive-test") == ours, "what was filed to it keeps it"


def test_centres_come_in_the_order_of_the_bulgarian_alphabet():
    centre("archive-2", "Регионален архивен център – Ямбол")
    centre("archive-1", "Регионален архивен център – Бургас")
    labels = [body.label for body in archive_centres(DAY)]
    assert labels == sorted(labels) and len(labels) == 3


def test_a_body_that_calls_itself_a_local_office_is_one():
    with pytest.raises(IntegrityError):
        CompetentBody.objects.create(code="29", kind="local_office", label="ТП – Друго", verified=False)


def test_no_body_ends_before_it_begins():
    with pytest.raises(IntegrityError):
        centre("archive-test", "Проба", date(2026, 2, 2), date(2026, 2, 1))


@pytest.mark.parametrize("code", ["", "00", "archive", "varna"])
def test_an_unknown_code_is_no_body(code: str):
    assert competent_body(code) is None
