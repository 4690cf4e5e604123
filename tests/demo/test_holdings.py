"""The demonstration has ended insurers in its archive, by the way on which every file of holdings comes."""

import pytest

from nssi.archive.actions.import_holdings import import_holdings
from nssi.archive.search import find_by_name
from nssi.demo.actions.load_demonstration import HOLDINGS

pytestmark = pytest.mark.django_db


def test_every_row_is_accepted_and_a_second_start_changes_nothing():
    first = import_holdings(HOLDINGS)
    assert (first.rejected, first.unchanged) == (0, 0)
    assert import_holdings(HOLDINGS).pk == first.pk
    assert [each.name for each in find_by_name("химко", "").insurers] == ["Химко АД"]
