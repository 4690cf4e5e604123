"""Recalculating a pension under Art. 102 (S3.8)."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nssi.law.calendar import Month
from nssi.law.errors import BadFacts, MissingValue, MissingValues
from nssi.law.money import Currency, Money
from nssi.law.parameters import shipped
from nssi.law.pensions.amount import MinimumKind, individual_coefficient
from nssi.law.pensions.columns import Cohort, recalculate_cohort
from nssi.law.receipt import Workings
from nssi.law.recompute import answer
from tests.law.tables import table

GRANTED = date(2024, 1, 15)


def length(text):
    return dict(zip(("years", "months", "days"), map(int, text.split("-")), strict=True))


def facts(**changes):
    known = {
        "kind": "UP26",
        "granted_on": "2024-01-15",
        "applied_on": "2025-01-15",
        "minimum_kind": "art_68_1",
        "country_income_at_grant": {"amount": "1445.55", "currency": "BGN"},
        "individual_coefficient": "1.200",
        "coefficient_with_new_income": None,
        "service_before": length("38-0-0"),
        "service_after": length("1-0-0"),
        "converted_difference": length("0-0-0"),
    }
    return {**known, **changes}


def ask(**changes):
    return answer("pension-recalculation", facts(**changes), shipped())


def of_row(row):
    return ask(
        kind=row["kind"],
        granted_on=row["granted_on"],
        applied_on=row["applied_on"],
        minimum_kind=row["minimum_kind"],
        country_income_at_grant={
            "amount": row["country_income"],
            "currency": "EUR" if row["granted_on"] >= "2026" else "BGN",
        },
        individual_coefficient=row["coefficient"],
        coefficient_with_new_income=row["new_coefficient"] or None,
        service_before=length(row["before"]),
        service_after=length(row["after"]),
        converted_difference=length(row["difference"]),
    ).answer


@pytest.mark.parametrize("row", table("pension_recalculation"), ids=lambda row: row["id"])
def test_the_worked_examples(row):
    result = of_row(row)
    assert result.actual_before.text == row["actual_before"]
    assert result.chosen == row["chosen"]
    assert (result.before.text, result.after.text) == (row["paid_before"], row["paid_after"])
    assert result.after.currency == row["currency"]
    assert result.effective_from.isoformat() == row["effective_from"]
    if row["minimum_kind"] == "art_68_1" and row["paid_before"] == row["actual_before"]:
        assert result.length_only.text == row["length_only"]
        assert (result.length_and_income.text if result.length_and_income else "") == row["length_and_income"]
    if result.chosen == "length_only":
        assert result.actual_after.text == row["length_only"]


def test_the_indexations_are_told_in_their_order():
    result = ask(applied_on="2026-07-01").answer
    assert [(one.on.isoformat(), one.percent, str(one.money)) for one in result.indexations] == [
        ("2025-07-01", "8.6", "991.84 BGN"),
        ("2026-07-01", "7.8", "546.68 EUR"),
    ]


def test_a_pension_is_first_indexed_in_the_year_after_its_grant():
    assert ask(applied_on="2024-12-01", service_after=length("0-10-0")).answer.indexations == ()
    assert [one.percent for one in ask(applied_on="2025-07-01").answer.indexations] == ["8.6"]


def test_what_is_not_known_of_the_past_is_an_error_that_names_it():
    with pytest.raises(MissingValues) as refused:
        ask(granted_on="2017-05-10")
    assert "2018-07-01" in str(refused.value)
    assert "2019-07-01" in str(refused.value)
    assert "§ 7д" in str(refused.value)
    with pytest.raises(MissingValues, match="§ 7д") as refused:
        ask(granted_on="2020-05-10")
    assert "pension_indexation" not in str(refused.value)


def test_pensions_of_the_autumn_of_2021_are_reweighted_and_marked_unverified():
    receipt = ask(granted_on="2021-10-15", country_income_at_grant={"amount": "1157.77", "currency": "BGN"})
    assert any("§ 7з" in line for line in receipt.unverified)
    steps = [step.result for step in receipt.steps if step.text.startswith("Досегашен размер")]
    assert [money.text for money in steps[:2]] == ["633.53", "712.72"]


def test_an_unverified_indexation_is_told():
    assert any("01.07.2025" in line for line in ask(applied_on="2025-08-01").unverified)


def test_who_was_recalculated_by_application_is_left_out_of_the_yearly_round():  # Art. 102(2)
    year = {"kind": "EX_OFFICIO", "applied_on": "2025-04-01", "service_after": length("0-11-0")}
    assert ask(**year).answer.chosen == "length_only"
    assert ask(**year, recalculated_by_application_on="2024-11-05").answer.chosen == "unchanged"


def test_a_recalculation_by_application_comes_once_in_a_calendar_year():  # Art. 102(1)
    assert ask(recalculated_by_application_on="2025-01-02").answer.chosen == "unchanged"
    assert ask(recalculated_by_application_on="2024-12-30").answer.chosen == "length_only"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"service_after": length("1-0-1")}, "service_after"),
        ({"applied_on": "2024-01-15"}, "applied_on"),
        ({"applied_on": "2024-09-10", "service_after": length("0-8-0")}, "service_after"),
        (
            {"kind": "EX_OFFICIO", "applied_on": "2025-04-01", "service_after": length("1-0-0")},
            "service_after",
        ),
        ({"kind": "EX_OFFICIO", "applied_on": "2024-02-01"}, "service_after"),
        ({"country_income_at_grant": {"amount": "1445.55", "currency": "EUR"}}, "country_income_at_grant"),
        ({"individual_coefficient": "1.00001"}, "a coefficient"),
        ({"individual_coefficient": 1.2}, "individual_coefficient"),
        ({"kind": "UP28"}, "kind"),
        ({"service_before": {"years": 1}}, "service_before"),
    ],
)
def test_bad_facts_are_refused(change, where):
    if where == "service_before":
        assert ask(**change).answer.chosen == "length_only", "months and days that are none may be left out"
        return
    with pytest.raises(BadFacts) as refused:
        ask(**change)
    assert str(refused.value).startswith(where)


COEFFICIENTS = st.integers(0, 50_000).map(lambda parts: str(Decimal(parts).scaleb(-4)))
LENGTHS = st.tuples(st.integers(0, 45), st.integers(0, 11), st.integers(0, 20))


def _length(parts):
    return dict(zip(("years", "months", "days"), parts, strict=True))


@given(
    COEFFICIENTS,
    st.none() | COEFFICIENTS,
    LENGTHS,
    st.integers(0, 11),
    LENGTHS,
    st.dates(date(2025, 1, 16), date(2026, 12, 31)),
)
def test_a_recalculation_never_lowers_and_stays_within_the_limits(
    own, new, before, gained, difference, applied_on
):
    result = ask(
        individual_coefficient=own,
        coefficient_with_new_income=new,
        service_before=_length(before),
        service_after={"years": 0, "months": gained, "days": 0},
        converted_difference=_length(difference),
        applied_on=applied_on.isoformat(),
    ).answer
    assert result.actual_after >= result.actual_before
    assert result.after >= result.before
    parameters = shipped()
    low = parameters.at("pension_minimum", applied_on).money
    high = parameters.at("pension_maximum", applied_on).money
    for paid in (result.before, result.length_only, result.after, result.length_and_income or result.after):
        assert low <= paid <= high


@given(COEFFICIENTS, LENGTHS, st.integers(0, 10))
def test_more_service_never_gives_less(own, before, gained):
    one, other = (
        ask(
            individual_coefficient=own,
            service_before=_length(before),
            service_after={"years": 0, "months": months, "days": 0},
        ).answer
        for months in (gained, gained + 1)
    )
    assert one.actual_after <= other.actual_after


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(0, 50_000), st.integers(0, 50_000), LENGTHS, st.integers(0, 11)),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["2022-03-15", "2023-06-01", "2024-01-15", "2021-11-03"]),
)
def test_one_pension_is_a_column_of_one(rows, granted_on):
    def column(values):
        return np.array(list(values), dtype=np.int64)

    days = [parts[0] * 252 + parts[1] * 21 + parts[2] for _, _, parts, _ in rows]
    cohort = Cohort(
        granted_on=date.fromisoformat(granted_on),
        minimum_kind=MinimumKind.ART_68_1,
        income=column([144_555] * len(rows)),
        coefficient=column(row[0] for row in rows),
        coefficient_with_new_income=column(row[1] for row in rows),
        service_before=column(days),
        service_after=column(row[3] * 21 for row in rows),
        difference=column([0] * len(rows)),
    )
    before, after = recalculate_cohort(cohort, date(2026, 9, 10), shipped())
    singly = [
        ask(
            granted_on=granted_on,
            applied_on="2026-09-10",
            individual_coefficient=str(Decimal(own).scaleb(-4)),
            coefficient_with_new_income=str(Decimal(new).scaleb(-4)),
            service_before=_length(parts),
            service_after={"years": 0, "months": gained, "days": 0},
        ).answer
        for own, new, parts, gained in rows
    ]
    assert before.tolist() == [one.before.cents for one in singly]
    assert after.tolist() == [one.after.cents for one in singly]


def test_the_coefficient_is_own_income_over_that_of_the_country():  # Art. 70(4)
    workings = Workings(shipped())
    months = [(Month(2024, 10), Money(199926, Currency.BGN)), (Month(2024, 11), Money(205504, Currency.BGN))]
    assert individual_coefficient(months, workings) == Decimal("1.200")
    with pytest.raises(MissingValue, match="country_monthly_income"):
        individual_coefficient([(Month(2024, 9), Money(1, Currency.BGN))], workings)
