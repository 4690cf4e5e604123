"""The parameters that hold here: alike in every process, and one set of them for each page that is answered (issue 9)."""

from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse

from nssi.institution.actions.enter_value import enter_value
from nssi.institution.models import EnteredValue
from nssi.institution.parameters import ParametersMiddleware, current_parameters

pytestmark = pytest.mark.django_db

NEXT = date(2027, 1, 1)
ENTER = """
INSERT INTO institution_enteredvalue (name, since, value, currency, act, source, verified, entered_at)
VALUES ('minimum_wage', %s, %s, 'EUR', 'ПМС № 1', 'ДВ, бр. 99', true, now())
"""


def entered_elsewhere(value: str) -> None:
    """Enter a value as another process does: this one is told nothing."""
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [NEXT, value])


def minimum_wage() -> str:
    return str(current_parameters().at("minimum_wage", NEXT).value)


def answered(rf, page) -> None:
    ParametersMiddleware(lambda request: page() or HttpResponse())(rf.get("/"))


def test_what_another_process_entered_holds_at_once():
    entered_elsewhere("700.00")
    assert minimum_wage() == "700.00"
    entered_elsewhere("710.00")
    assert minimum_wage() == "710.00"


def test_a_page_asks_once_and_all_of_it_rests_on_the_same_values(rf, django_assert_num_queries):
    def page() -> None:
        with django_assert_num_queries(1):
            assert minimum_wage() == minimum_wage() == "700.00"
        entered_elsewhere("710.00")
        assert minimum_wage() == "700.00"

    entered_elsewhere("700.00")
    assert minimum_wage() == "700.00", "from here on it is remembered what these rows say"
    answered(rf, page)
    answered(rf, lambda: _sees("710.00"))
    assert minimum_wage() == "710.00"


def test_the_page_that_enters_a_value_goes_on_with_it(rf):
    def page() -> None:
        current_parameters()
        enter_value("minimum_wage", NEXT, "720.00", "EUR", act="ПМС № 1", source="ДВ, бр. 99", verified=True)
        _sees("720.00")

    answered(rf, page)
    assert EnteredValue.objects.count() == 1


def test_a_page_that_fails_leaves_nothing_behind(rf):
    def page() -> None:
        current_parameters()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answered(rf, page)
    entered_elsewhere("700.00")
    assert minimum_wage() == "700.00"


def _sees(value: str) -> None:
    assert minimum_wage() == value
