"""The insurable income of the persons of Art. 4(1) item 4, and their contributions (S4.3)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.law.errors import BadFacts, MissingValue
from nssi.law.parameters import shipped
from nssi.law.recompute import answer
from tests.law.tables import table

CENTS = st.integers(0, 900_000)
SHARES = st.sampled_from(["1", "0.75", "0.5", "0.25"])


def ask(month, *relations, **more):
    rows = [
        {
            "insurer": str(number),
            "pay": pay,
            "state": state,
            "currency": "EUR" if month >= "2026" else "BGN",
            "working_time_share": share,
        }
        for number, (pay, state, share) in enumerate(relations)
    ]
    return answer(
        "insurable-income", {"month": month, "insured_type": "06", "relations": rows, **more}, shipped()
    )


@pytest.mark.parametrize("row", table("insurable_income"), ids=lambda row: row["branch"])
def test_the_insurable_income_in_each_branch(row):  # S4.3
    result = ask(row["month"], *(relation.split() for relation in row["relations"].split(";"))).answer
    assert result.insurable_income.text == row["income"]
    assert " ".join(one.money.text for one in result.by_relation) == row["by_relation"]
    assert (result.floor.text, result.ceiling.text) == (row["floor"], row["ceiling"])


def test_contributions_are_borne_by_the_state_budget():  # S4.3
    result = ask("2026-03", ("1800.00", "received", "1"), work_accident_percent="0.4").answer
    funds = {one.fund: (one.percent, one.money.text) for one in result.contributions}
    assert funds["Общо заболяване и майчинство"] == ("3.5", "63.00")
    assert funds["Безработица"] == ("1.0", "18.00")
    assert funds["Универсален пенсионен фонд"] == ("5.0", "90.00")
    assert funds["Здравно осигуряване"] == ("8.0", "144.00")
    assert funds["Трудова злополука и професионална болест"] == ("0.4", "7.20")
    assert {one.borne_by for one in result.contributions} == {"state_budget"}


def test_who_is_born_before_1960_has_no_universal_fund_and_the_same_total():
    young = ask("2026-03", ("1800.00", "received", "1")).answer.contributions
    old = ask("2026-03", ("1800.00", "received", "1"), born_before_1960=True).answer.contributions
    assert sum(one.money.cents for one in young) == sum(one.money.cents for one in old)
    assert "Универсален пенсионен фонд" not in {one.fund for one in old}


def test_an_unknown_percentage_is_told_and_not_guessed():
    receipt = ask("2026-03", ("1800.00", "received", "1"))
    assert "Трудова злополука и професионална болест" not in {
        one.fund for one in receipt.answer.contributions
    }
    assert any("трудова злополука" in line for line in receipt.unverified)
    early = ask("2014-03", ("1800.00", "received", "1"))
    assert early.answer.contributions == ()
    assert any("contribution_pensions_art_69_since_1960" in line for line in early.unverified)
    with pytest.raises(MissingValue, match="minimum_wage"):
        ask("2027-03", ("1800.00", "received", "1"))


@pytest.mark.parametrize(
    "bad",
    [
        {"insured_type": "01"},
        {"relations": []},
        {"relations": [{"insurer": "1", "pay": "1", "state": "lost", "currency": "BGN"}]},
        {"relations": [{"insurer": "1", "pay": "1", "state": "received", "currency": "USD"}]},
        {
            "relations": [
                {
                    "insurer": "1",
                    "pay": "1",
                    "state": "received",
                    "currency": "BGN",
                    "working_time_share": "1.5",
                }
            ]
        },
    ],
)
def test_bad_facts_are_refused(bad):
    facts = {"month": "2024-05", "insured_type": "06", "relations": [], **bad}
    with pytest.raises(BadFacts):
        answer("insurable-income", facts, shipped())


@given(st.lists(st.tuples(CENTS, SHARES), min_size=1, max_size=4))
def test_the_income_lies_between_its_limits_and_the_order_of_relations_changes_nothing(relations):
    asked = [(str(Decimal(cents).scaleb(-2)), "received", share) for cents, share in relations]
    result = ask("2025-06", *asked).answer
    assert result.floor <= result.insurable_income <= result.ceiling
    assert sum(one.money.cents for one in result.by_relation) == result.insurable_income.cents
    assert ask("2025-06", *reversed(asked)).answer.insurable_income == result.insurable_income


@given(CENTS, st.integers(0, 50_000), SHARES)
def test_more_pay_never_lowers_the_income(cents, more, share):
    one, other = (
        ask("2025-06", (str(Decimal(amount).scaleb(-2)), "received", share)).answer.insurable_income
        for amount in (cents, cents + more)
    )
    assert one <= other
