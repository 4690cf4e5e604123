"""Sickness, maternity, adoption, child care, reassignment (S4.6, S4.8)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.law.calendar import Month
from nssi.law.errors import BadFacts
from nssi.law.money import Currency, Money, exact, rounded
from nssi.law.parameters import shipped
from nssi.law.recompute import answer
from tests.law.tables import months, table


def facts(kind, first, last, *, service="1-0-0", income="3000.00", **more):
    last_month = Month.of(date.fromisoformat(first)).plus(-1)
    rows = [row for index in range(-23, 1) for row in months(_declared(last_month.plus(index), income))]
    for row in rows:
        del row["insured_for_unemployment"]
    return {
        "kind": kind,
        "from": first,
        "to": last,
        "insured_on_start": True,
        "months": rows,
        "service": dict(zip(("years", "months", "days"), map(int, service.split("-")), strict=True)),
        **more,
    }


def _declared(month, leva):
    """The same pay in the currency of each month."""
    if month.year < 2026:
        return f"{month}..{month}={leva} BGN"
    euro = rounded(exact(Money.of(leva, Currency.BGN), Currency.EUR), Currency.EUR)
    return f"{month}..{month}={euro.text} EUR"


def ask(known):
    return answer("short-term-benefit", known, shipped())


@pytest.mark.parametrize("row", table("short_term_benefits"), ids=lambda row: f"{row['kind']}: {row['note']}")
def test_each_benefit_by_its_article(row):  # S4.6, S4.8
    result = ask(
        facts(
            row["kind"],
            row["from"],
            row["to"],
            service=row["service"],
            income=row["income"],
            child_born_on=row["child_born_on"] or None,
        )
    ).answer
    assert result.entitled is (row["entitled"] == "да")
    if not result.entitled:
        assert result.reasons and result.payments == ()
        return
    assert (result.from_.isoformat(), result.to.isoformat()) == (row["first_paid"], row["last_paid"])
    assert result.insurer_days == int(row["insurer_days"])
    assert (result.daily.text if result.daily else "") == row["daily"]
    assert f"{sum(payment.money.cents for payment in result.payments) / 100:.2f}" == row["paid"]


def test_the_benefit_is_not_above_the_net_pay():
    known = facts(
        "sickness", "2026-03-02", "2026-03-13", average_daily_net={"amount": "30.00", "currency": "EUR"}
    )
    assert ask(known).answer.daily.text == "30.00"


def test_maternity_is_not_below_the_daily_minimum_wage():
    assert ask(facts("maternity", "2026-03-02", "2026-03-31", income="10.00")).answer.daily.text == "29.53"


def test_days_without_insurance_enter_with_the_minimum_wage():
    known = facts("sickness", "2026-03-02", "2026-03-13")
    assert ask({**known, "months": []}).answer.daily.text == "21.10"


def test_under_eighteen_no_service_is_asked():
    known = facts("sickness", "2026-03-02", "2026-03-13", service="0-0-0")
    assert not ask(known).answer.entitled
    assert ask({**known, "under_18": True}).answer.entitled


def test_who_is_not_insured_on_the_first_day_has_no_right():
    assert not ask(
        {**facts("work_accident", "2026-03-02", "2026-03-13"), "insured_on_start": False}
    ).answer.entitled


def test_reassignment_pays_the_difference():
    after = {"amount": "40.00", "currency": "EUR"}
    result = ask(facts("reassignment", "2026-03-02", "2026-03-31", daily_after_reassignment=after)).answer
    assert result.daily.text == "34.62"


def test_the_father_may_take_the_remainder_after_six_months():
    known = facts(
        "father_remainder",
        "2026-03-02",
        "2027-03-01",
        leave_started_on="2025-08-01",
        child_born_on="2025-09-02",
    )
    assert ask(known).answer.to == date(2026, 9, 14)
    with pytest.raises(BadFacts, match="six months"):
        ask({**known, "child_born_on": "2025-09-03"})


@pytest.mark.parametrize(
    "change",
    [
        {"to": "2026-03-01"},
        {"kind": "child_care_under_2"},
        {"kind": "reassignment"},
        {"leave_started_on": "2026-03-03"},
        {"kind": "boredom"},
    ],
)
def test_bad_facts_are_refused(change):
    with pytest.raises(BadFacts):
        ask({**facts("sickness", "2026-03-02", "2026-03-13"), **change})


@given(
    st.integers(0, 400_000),
    st.integers(0, 50_000),
    st.sampled_from(["sickness", "work_accident", "maternity"]),
)
def test_more_income_never_lowers_the_daily_amount(cents, more, kind):
    one, other = (
        ask(
            facts(kind, "2025-06-02", "2025-06-20", income=f"{amount // 100}.{amount % 100:02d}")
        ).answer.daily
        for amount in (cents, cents + more)
    )
    assert one <= other
