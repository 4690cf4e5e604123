"""One-off allowances, and which rights the insured persons of Art. 4(1) item 4 have (S4.1, S4.6, S4.8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.law.allowances import equal_shares
from nssi.law.entitlements import Group, all_rights, group_titles
from nssi.law.errors import BadFacts
from nssi.law.parameters import shipped
from nssi.law.recompute import answer


def allowance(**facts):
    return answer("allowance", {"day": "2026-03-01", **facts}, shipped())


def test_a_death_grant_is_shared_equally_by_spouse_children_and_parents():  # S4.8
    result = allowance(kind="death_grant", relatives=["spouse", "child", "parent"]).answer
    assert str(result.amount) == "276.10 EUR"
    assert [share.money.text for share in result.shares] == ["92.04", "92.03", "92.03"]
    assert [share.relative for share in result.shares] == ["spouse", "child", "parent"]


def test_the_grant_of_an_earlier_year_is_in_leva_and_unverified():
    receipt = allowance(kind="death_grant", day="2025-03-01", relatives=["spouse"])
    assert str(receipt.answer.amount) == "540.00 BGN"
    assert any("непроверена" in line for line in receipt.unverified)


def test_disability_without_ground_for_a_pension_gives_sixty_days_of_the_benefit():
    daily = {"amount": "20.51", "currency": "EUR"}
    assert allowance(kind="disability", daily_sickness_benefit=daily).answer.amount.text == "1230.60"
    assert not allowance(
        kind="disability", daily_sickness_benefit=daily, has_right_to_pension=True
    ).answer.entitled


@pytest.mark.parametrize("kind", ["prophylaxis_rehabilitation", "assistive_devices"])
def test_a_right_without_a_known_amount_says_so(kind):
    receipt = allowance(kind=kind, service={"years": 0, "months": 6, "days": 0})
    assert receipt.answer.entitled
    assert receipt.answer.amount is None
    assert any("не е известен" in line for line in receipt.unverified)


def test_prevention_asks_for_six_insured_months():
    assert not allowance(
        kind="prophylaxis_rehabilitation", service={"years": 0, "months": 5, "days": 20}
    ).answer.entitled


@pytest.mark.parametrize(
    "facts",
    [{"kind": "death_grant"}, {"kind": "disability"}, {"kind": "assistive_devices", "day": "2006-12-31"}],
)
def test_bad_facts_are_refused(facts):
    with pytest.raises(BadFacts):
        allowance(**facts)


@given(st.integers(0, 10**7), st.integers(1, 40))
def test_shares_add_up_and_differ_by_a_cent_at_most(cents, count):
    shares = equal_shares(cents, count)
    assert sum(shares) == cents
    assert max(shares) - min(shares) <= 1


def entitlements(day, group="serviceman", **more):
    facts = {"group": group, "day": day, "activity_began_on": "2006-05-01", **more}
    return answer("entitlements", facts, shipped()).answer


@pytest.mark.parametrize("group", list(Group))
def test_every_group_is_insured_for_every_risk_and_has_every_right(group):  # S4.1, S4.8
    result = entitlements("2026-03-01", group)
    assert result.insured
    assert len(result.risks) == 5
    assert {right.code for right in result.rights} == {right.code for right in all_rights()}
    assert all(right.article for right in result.rights)
    assert group_titles()[group]


@pytest.mark.parametrize(
    ("right", "day_before", "first_day"),
    [
        ("maternity", "2006-12-31", "2007-01-01"),
        ("adoption_under_5", "2013-12-31", "2014-01-01"),
        ("father_child_care_under_8", "2022-07-31", "2022-08-01"),
    ],
)
def test_rights_begin_on_their_day(right, day_before, first_day):  # S4.6
    assert right not in {one.code for one in entitlements(day_before).rights}
    assert right in {one.code for one in entitlements(first_day).rights}


def test_the_insurance_lasts_from_the_beginning_of_the_activity_to_its_end():  # S4.2
    assert not entitlements("2006-04-30").insured
    assert entitlements("2006-05-01").insured
    assert entitlements("2026-02-28", activity_ended_on="2026-03-01").insured
    ended = entitlements("2026-03-01", activity_ended_on="2026-03-01")
    assert (ended.insured, ended.risks, ended.rights) == (False, (), ())
