"""The unemployment benefit: tables of its articles, and what always holds (S1.11)."""

import copy
import random
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nssi.law.calendar import Month
from nssi.law.errors import BadFacts, MissingValue
from nssi.law.parameters import shipped
from nssi.law.recompute import answer
from nssi.law.unemployment_benefit.columns import daily_amounts_of_columns
from tests.law.tables import months, table, unemployment

PARAMETERS = shipped()


def assess(facts):
    return answer("unemployment-benefit", facts, PARAMETERS)


@pytest.mark.parametrize("row", table("unemployment_examples"), ids=lambda row: row["id"])
def test_the_worked_examples(row):
    receipt = assess(unemployment(row["terminated_on"], ground=row["ground"], months=months(row["income"])))
    result = receipt.answer
    assert result.entitled
    assert (result.daily[0].money.text, result.daily[0].money.currency) == (row["daily"], row["currency"])
    assert result.months == int(row["months"])
    assert str(result.payments[0].month) == row["first_month"]
    assert result.payments[0].money.text == row["first_payment"]
    if row["sum_days"]:
        assert any(f"÷ {row['sum_days']}," in step.formula for step in receipt.steps)


def test_the_payments_of_the_first_example_follow_the_working_days():
    facts = unemployment(
        "2026-03-01", months=months("2024-03..2025-12=2000.00 BGN; 2026-01..2026-02=1022.58 EUR")
    )
    payments = assess(facts).answer.payments
    assert [(payment.working_days, payment.money.text) for payment in payments[:4]] == [
        (21, "623.49"),
        (20, "593.80"),
        (18, "534.42"),
        (22, "653.18"),
    ]


@pytest.mark.parametrize(
    "row", table("unemployment_duration"), ids=lambda row: f"{row['years']}-{row['months']}-{row['days']}"
)
def test_the_duration_follows_the_service_insured_after_2001(row):  # Art. 54v(1)
    service = {part: int(row[part]) for part in ("years", "months", "days")}
    assert assess(unemployment("2026-03-01", insured_after_2001=service)).answer.months == int(
        row["duration"]
    )


@pytest.mark.parametrize("row", table("unemployment_start"), ids=lambda row: row["note"])
def test_the_start_in_each_situation(row):  # Art. 54a(3)-(4)
    facts = unemployment(
        row["terminated_on"],
        registered_with_employment_agency_on=row["registered_on"] or None,
        applied_on=row["applied_on"],
        late_for_good_reason=row["good_reason"] == "да",
    )
    result = assess(facts).answer
    assert result.entitled is bool(row["from"])
    assert ((result.from_ and result.from_.isoformat()) or "") == row["from"]
    assert ((result.to and result.to.isoformat()) or "") == row["to"]


@pytest.mark.parametrize("row", table("unemployment_events"), ids=lambda row: row["note"])
def test_what_events_do_to_a_running_benefit(row):  # Art. 54g, 54d
    events = [
        dict(zip(("kind", "on"), event.split(), strict=True))
        for event in row["events"].split(";")
        if event.strip()
    ]
    result = assess(unemployment(row["terminated_on"], events=events)).answer
    assert result.to.isoformat() == row["to"]
    remaining = (
        result.remaining and f"{result.remaining.years}-{result.remaining.months}-{result.remaining.days}"
    ) or ""
    assert remaining == row["remaining"]
    assert sum(payment.working_days for payment in result.payments) == int(row["paid_days"])


@pytest.mark.parametrize("kind", ["stopped_work", "registered_again", "sickness_ended"])
def test_an_event_that_follows_from_nothing_is_refused(kind):
    with pytest.raises(BadFacts, match=f"{kind} on 2026-03-01"):
        assess(unemployment("2026-01-05", events=[{"kind": kind, "on": "2026-03-01"}]))


@pytest.mark.parametrize(
    ("previous", "months_of_minimum"),
    [("2023-03-02", 4), ("2023-03-01", None), ("2020-01-01", None), (None, None)],
)
def test_a_new_right_before_three_years_gives_the_minimum(previous, months_of_minimum):  # Art. 54b(4)
    result = assess(unemployment("2026-03-01", previous_right_on=previous)).answer
    assert (result.months, result.daily[0].money.text) == ((4, "9.21") if months_of_minimum else (8, "22.27"))


@pytest.mark.parametrize(
    ("terminated_on", "duration"),
    [("2020-05-01", 4), ("2020-06-02", 7), ("2020-10-01", 7), ("2020-12-31", 7), ("2021-01-01", 4)],
)
def test_repeated_rights_running_or_begun_in_the_autumn_of_2020_are_paid_for_seven_months(
    terminated_on, duration
):
    assert assess(unemployment(terminated_on, previous_right_on="2019-01-01")).answer.months == duration


def test_less_than_twelve_insured_months_give_no_right_and_say_why():
    rows = [row for row in unemployment("2026-03-01")["months"] if row["month"] >= "2025-03"]
    assert assess(unemployment("2026-03-01", months=rows)).answer.entitled
    rows[0]["days"] -= 1
    result = assess(unemployment("2026-03-01", months=rows)).answer
    assert not result.entitled
    assert result.reasons[0].article == "чл. 54а, ал. 1 КСО"
    assert "11,95 месеца" in result.reasons[0].text
    assert (result.from_, result.to, result.months, result.daily, result.payments, result.remaining) == (
        None,
        None,
        None,
        (),
        (),
        None,
    )


def test_the_month_of_termination_counts_for_the_right_and_not_for_the_amount():
    facts = unemployment("2026-03-17")
    extra = {
        "month": "2026-03",
        "income": "9000.00",
        "currency": "EUR",
        "days": 10,
        "insured_for_unemployment": True,
    }
    with_month = assess({**facts, "months": [*facts["months"], extra]}).answer
    assert with_month.daily == assess(facts).answer.daily
    ten = unemployment("2026-03-17")["months"][-11:]
    assert not assess({**facts, "months": ten}).answer.entitled
    assert not assess({**facts, "months": [*ten, extra]}).answer.entitled
    eleven = [*unemployment("2026-03-17")["months"][-12:-11], *ten]
    eleven[0] = {**eleven[0], "days": 12}
    assert not assess({**facts, "months": eleven}).answer.entitled
    assert assess({**facts, "months": [*eleven, extra]}).answer.entitled


def test_a_pension_or_work_at_the_start_leave_no_right():
    for kind, article in (("pension_granted", "т. 2"), ("started_work", "т. 3")):
        result = assess(unemployment("2026-03-01", events=[{"kind": kind, "on": "2026-03-01"}])).answer
        assert not result.entitled
        assert article in result.reasons[0].article


def test_a_special_period_takes_the_minimum_wage_instead_of_the_declared_income():  # Art. 54b(7)
    leave = {"kind": "child_raising_leave", "from": "2024-03-01", "to": "2026-02-28"}
    result = assess(unemployment("2026-03-01", special_periods=[leave])).answer
    assert result.entitled
    wages = (10 * 93300 + 12 * 107700) / 1.95583 + 2 * 62020
    assert result.daily[0].money.cents == round(0.6 * wages / 496)


def test_income_of_a_paid_leave_is_spread_over_its_working_days():
    whole = {
        "kind": "paid_sickness_maternity_adoption",
        "from": "2024-03-01",
        "to": "2026-02-28",
        "income": "24542.00",
        "currency": "EUR",
    }
    assert assess(unemployment("2026-03-01", special_periods=[whole])).answer.daily[0].money.text == "29.69"


def test_work_in_another_member_state_counts_for_the_right_and_for_the_amount():  # Art. 54b(8)
    abroad = {
        "kind": "eu_state",
        "from": "2024-03-01",
        "to": "2026-02-28",
        "income": "24542.00",
        "currency": "EUR",
    }
    result = assess(unemployment("2026-03-01", months=[], special_periods=[abroad])).answer
    assert result.entitled
    assert result.daily[0].money.text == "29.69"


def test_a_month_without_unemployment_insurance_enters_with_the_minimum_wage():
    facts = unemployment("2026-03-01")
    absent = {**facts, "months": facts["months"][1:]}
    not_insured = copy.deepcopy(facts)
    not_insured["months"][0]["insured_for_unemployment"] = False
    assert assess(absent).answer.daily == assess(not_insured).answer.daily
    assert assess(absent).answer.daily[0].money.cents < assess(facts).answer.daily[0].money.cents
    assert any("минималната заплата" in line for line in assess(absent).unverified)


def test_a_running_benefit_becomes_euro_by_the_third_digit():
    daily = assess(unemployment("2025-06-01", months=months("2023-06..2025-05=1500.00 BGN"))).answer.daily
    assert [(row.from_.isoformat(), str(row.money)) for row in daily] == [
        ("2025-06-01", "43.29 BGN"),
        ("2026-01-01", "22.14 EUR"),
    ]


def test_a_new_ceiling_raises_a_running_benefit_from_its_first_day():
    daily = assess(unemployment("2023-10-01", months=months("2021-10..2023-09=МОД"))).answer.daily
    assert [(row.from_.isoformat(), row.money.text) for row in daily] == [
        ("2023-10-01", "85.71"),
        ("2024-01-01", "95.61"),
    ]


def test_part_time_work_below_the_minimum_wage_halves_what_remains():  # Art. 54b(6)
    result = assess(unemployment("2026-03-01", part_time_below_minimum_wage_from="2026-04-15")).answer
    assert [(row.from_.isoformat(), row.money.text) for row in result.daily] == [
        ("2026-03-01", "22.27"),
        ("2026-04-15", "11.14"),
    ]
    assert result.payments[1].money.cents == 8 * 2227 + 12 * 1114


def test_days_of_a_year_whose_limits_are_not_known_are_not_paid_by_a_guess():
    receipt = assess(unemployment("2026-11-02"))
    assert receipt.answer.to == date(2027, 7, 1)
    assert str(receipt.answer.payments[-1].month) == "2026-12"
    assert any("unemployment_daily_minimum" in line and "2027-01-01" in line for line in receipt.unverified)
    with pytest.raises(MissingValue, match="2027"):
        assess(unemployment("2027-01-04"))


def test_a_benefit_resumed_in_a_year_that_is_not_known_is_told_and_not_refused():
    events = [
        {"kind": "sickness_started", "on": "2026-12-01"},
        {"kind": "sickness_ended", "on": "2027-02-01"},
    ]
    receipt = assess(unemployment("2026-11-02", events=events))
    assert [str(payment.month) for payment in receipt.answer.payments] == ["2026-11"]
    assert receipt.answer.to == date(2027, 9, 1)
    assert any("2027-02-01" in line for line in receipt.unverified)


def test_a_right_by_the_eu_rule_of_2024_is_marked_before_its_day():
    abroad = {
        "kind": "eu_state",
        "from": "2023-01-01",
        "to": "2023-02-28",
        "income": "2000.00",
        "currency": "EUR",
    }
    before = assess(unemployment("2024-08-12", special_periods=[abroad]))
    after = assess(unemployment("2024-08-13", special_periods=[abroad]))
    assert any("13.08.2024" in line for line in before.unverified)
    assert not any("13.08.2024" in line for line in after.unverified)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"ground": "whim"}, "ground"),
        ({"applied_on": "2026-02-28"}, "applied_on"),
        ({"applied_on": "2026-02-30"}, "applied_on"),
        ({"colour": "red"}, "colour"),
        ({"insured_after_2001": {"years": 30, "months": 0, "days": 0}}, "insured_after_2001"),
        ({"insured_after_2001": {"years": 9, "months": 12, "days": 0}}, "insured_after_2001"),
        ({"months": [{"month": "2026-13", "days": 20}]}, "months[0].month"),
        ({"months": [{"month": "2026-01", "days": 20, "income": 2000}]}, "months[0].income"),
        (
            {"months": [{"month": "2026-01", "days": 20, "income": "-1.00", "currency": "EUR"}]},
            "months[0].income",
        ),
        ({"months": [{"month": "2026-01", "days": 20, "income": "1.005", "currency": "EUR"}]}, "months[0]"),
        ({"months": [{"month": "2026-01", "days": 20, "income": "1.00"}]}, "months[0]"),
        ({"months": [{"month": "2026-01", "days": 20}] * 2}, "months"),
        (
            {"special_periods": [{"kind": "eu_state", "from": "2025-01-01", "to": "2025-02-01"}]},
            "special_periods[0]",
        ),
        (
            {"special_periods": [{"kind": "treaty_state", "from": "2025-03-01", "to": "2025-02-01"}]},
            "special_periods[0]",
        ),
        (
            {"special_periods": [{"kind": "unpaid_leave_30_days", "from": "2025-03-01", "to": "2025-06-01"}]},
            "special_periods",
        ),
        (
            {"special_periods": [{"kind": "treaty_state", "from": "2025-03-01", "to": "2025-04-01"}] * 2},
            "special_periods",
        ),
    ],
)
def test_bad_facts_are_refused_with_the_place_where_they_are_bad(change, where):
    with pytest.raises(BadFacts) as refused:
        assess(unemployment("2026-03-01", **change))
    assert str(refused.value).startswith(where)


INCOMES = st.lists(st.integers(0, 500_000), min_size=24, max_size=24)
TERMINATIONS = st.dates(date(2020, 1, 1), date(2026, 3, 1))


def _with_incomes(terminated_on, incomes):
    facts = unemployment(terminated_on.isoformat())
    for row, cents in zip(facts["months"], incomes, strict=True):
        row["income"] = str(Decimal(cents).scaleb(-2))
    return facts


@given(TERMINATIONS, INCOMES)
def test_every_daily_amount_lies_between_floor_and_ceiling_of_its_day(terminated_on, incomes):
    for row in assess(_with_incomes(terminated_on, incomes)).answer.daily:
        low = PARAMETERS.at("unemployment_daily_minimum", row.from_).money
        high = PARAMETERS.at("unemployment_daily_maximum", row.from_).money
        assert low <= row.money <= high


@given(TERMINATIONS, INCOMES, st.integers(0, 23), st.integers(0, 100_000))
def test_more_income_never_lowers_the_benefit(terminated_on, incomes, index, more):
    raised = [*incomes]
    raised[index] = min(raised[index] + more, 999_999)
    before = assess(_with_incomes(terminated_on, incomes)).answer.payments
    after = assess(_with_incomes(terminated_on, raised)).answer.payments
    assert all(one.money <= other.money for one, other in zip(before, after, strict=True))


@given(TERMINATIONS, INCOMES, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(terminated_on, incomes, randomness: random.Random):
    facts = _with_incomes(terminated_on, incomes)
    facts["special_periods"] = [
        {
            "kind": "child_raising_leave",
            "from": f"{terminated_on.year - 1}-01-10",
            "to": f"{terminated_on.year - 1}-02-03",
        },
        {
            "kind": "treaty_state",
            "from": f"{terminated_on.year - 1}-03-10",
            "to": f"{terminated_on.year - 1}-04-03",
        },
    ]
    shuffled = copy.deepcopy(facts)
    randomness.shuffle(shuffled["months"])
    shuffled["special_periods"].reverse()
    assert assess(shuffled).answer == assess(facts).answer


@given(TERMINATIONS, st.integers(1, 200), st.integers(1, 200))
def test_splitting_a_special_period_changes_nothing(terminated_on, first, second):
    begin = date(terminated_on.year - 1, 1, 1).toordinal()
    kind = "child_raising_leave"
    day = lambda offset: date.fromordinal(begin + offset).isoformat()  # noqa: E731
    whole = [{"kind": kind, "from": day(0), "to": day(first + second)}]
    split = [
        {"kind": kind, "from": day(0), "to": day(first)},
        {"kind": kind, "from": day(first + 1), "to": day(first + second)},
    ]
    facts = unemployment(terminated_on.isoformat())
    one = assess({**facts, "special_periods": whole}).answer
    assert assess({**facts, "special_periods": split}).answer == one


@settings(max_examples=30)
@given(TERMINATIONS, st.lists(INCOMES, min_size=1, max_size=5))
def test_one_person_is_a_column_of_one(terminated_on, people):
    days = sum(
        PARAMETERS.calendar.working_days(Month.of(terminated_on).plus(-index)) for index in range(1, 25)
    )
    column = daily_amounts_of_columns(
        np.array(people, dtype=np.int64).T,
        np.full(len(people), days, dtype=np.int64),
        terminated_on,
        terminated_on,
        PARAMETERS,
    )
    singly = [assess(_with_incomes(terminated_on, incomes)).answer.daily[0].money.cents for incomes in people]
    assert column.tolist() == singly
