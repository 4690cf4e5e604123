"""The local offices are there as soon as the tables are (S1.3: a person chooses any of them)."""

import pytest
from django.db import IntegrityError

from nssi.institution.models import LocalOffice
from nssi.institution.queries import local_office, local_offices

pytestmark = pytest.mark.django_db


def test_there_are_28_with_the_codes_01_to_28():
    assert sorted(office.code for office in local_offices()) == [f"{number:02}" for number in range(1, 29)]


def test_they_come_in_the_order_of_the_bulgarian_alphabet():
    names = [office.name for office in local_offices()]
    assert names[:3] == ["Благоевград", "Бургас", "Варна"]
    assert names[-1] == "Ямбол"
    assert names.index("София-град") < names.index("София-област") < names.index("Стара Загора")


def test_an_office_is_named_the_same_everywhere():
    assert local_office("03").label == "ТП на НОИ – Варна"
    assert local_office("22").label == "ТП на НОИ – София-област"


def test_only_codes_that_an_act_confirms_are_marked_as_verified():
    assert [office.code for office in local_offices() if office.verified] == ["01", "24", "08", "12", "27"]


@pytest.mark.parametrize("code", ["00", "29", "3", "", "варна"])
def test_an_unknown_code_is_no_office(code):
    assert local_office(code) is None


def test_a_code_is_two_digits():
    with pytest.raises(IntegrityError):
        LocalOffice.objects.create(code="1x", name="Х", region="Х", city="Х", verified=False)
