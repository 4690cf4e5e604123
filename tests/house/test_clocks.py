"""Every clock of the house is run to both its ends by the injected clock: kept in time, and passed with its consequence (issue 7).

A room that registers a term adds the tests that show both ends of it.
"""

import ast
import re
from functools import cache

import pytest

from nssi.terms.kinds import all_kinds
from tests.house.rooms import ROOT

ENDS = {
    "delivery.download": (  # S1.9: 7 days
        "test_the_first_complete_download_serves_and_later_ones_change_nothing",
        "test_unemployment_is_flagged_and_served_otherwise_also_after_a_week_of_downtime",
    ),
    "proceedings.confirmation": (  # S2.5: 3 days, in each service
        "test_the_person_confirms_with_pik_and_work_begins",
        "test_not_confirmed_in_time_the_proceeding_ends_and_the_person_is_told",
    ),
    "proceedings.appeal_decision": (  # Art. 117(3)
        "test_the_head_rejects_it_and_the_order_stays",
        "test_an_appeal_that_is_not_decided_in_time_is_shown_as_late",
    ),
    "archive_certificate.issuing": (  # S2.7: 30 days
        "test_what_is_held_is_issued_and_delivered_as_the_person_chose",
        "test_the_thirty_days_end_with_a_task_and_the_proceeding_is_late",
    ),
    "pik_by_qes.deciding": (  # P-08: 2 working days
        "test_it_is_granted_and_the_person_told_where_the_certificate_waits",
        "test_a_request_that_nobody_decides_on_is_late",
    ),
    "pik_by_qes.collecting": (  # P-08: 7 days, the portal's own rule
        "test_the_download_hands_over_a_pik_that_is_valid_from_the_next_day",
        "test_what_is_not_downloaded_in_seven_days_is_issued_to_nobody",
    ),
    "pension_recalculation.ask_originals": (  # S3.7: 15 days
        "test_originals_are_waited_for_from_the_date_on_the_receipt",
        "test_with_scans_originals_are_asked_for_within_15_days",
    ),
    "pension_recalculation.originals": (  # S3.7: 1 month
        "test_presented_in_time_the_order_rests_on_them",
        "test_not_presented_in_time_the_order_rests_on_what_is_at_hand",
    ),
    "pension_recalculation.originals_treaty": (  # S3.7: 2 months
        "test_under_a_treaty_originals_are_presented_within_two_months",
        "test_under_a_treaty_the_clock_goes_on_after_two_months_and_not_after_one",
    ),
}
"""The name of a term (without the service, where each has its own): the test that keeps it, and the one that lets it pass."""


@cache
def sources() -> dict[str, str]:
    """Return every test of the house by its name."""
    return {
        node.name: ast.unparse(node)
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }


def test_every_clock_has_a_test_of_both_its_ends():
    assert {kind.name.partition(":")[0] for kind in all_kinds()} == set(ENDS)
    named = {name for both in ENDS.values() for name in both}
    assert named - set(sources()) == set()


@pytest.mark.parametrize("clock", ENDS)
def test_one_keeps_the_term_and_the_other_runs_it_over_its_end_a_week_without_a_sweeper(clock):
    """What `kept` and `run_out` see of it is written there; each test adds the state, task and message of its own."""
    in_time, passed = (sources()[name] for name in ENDS[clock])
    named = rf"\((?:'{re.escape(clock)}(?::[a-z-]+)?'|ISSUING|Term\.objects\.get\(subject_id=)"
    assert re.search(rf"\bkept{named}", in_time), "the test does not see that the term was kept"
    assert re.search(rf"with run_out{named}.*\n(?s:.)*assert", passed), (
        "the test does not run it over its end"
    )
