"""The register as the facts of the law: months by fund, special periods, service by category (S4.4, S4.6)."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.insurance.facts import facts_of, last_insured_day
from nssi.insurance.queries import Declared
from nssi.law.calendar import Calendar, Month
from nssi.law.insurable_service import PeriodKind, ServiceFacts, insurable_service
from nssi.law.length import Length
from nssi.law.money import Currency, Money
from nssi.law.parameters import shipped
from nssi.law.unemployment_benefit.assess import assess
from nssi.law.unemployment_benefit.facts import Ground, SpecialKind, UnemploymentFacts

MARCH = Month(2025, 3)  # 20 working days


def row(month: Month = MARCH, **said) -> Declared:
    """What an insurer declared: the whole month of full time for 1000 leva or euro, but what is said otherwise."""
    days = said.pop("insured_days", Calendar().working_days(month))
    worked = said.pop("worked_days", days)
    currency = Currency.EUR if month >= (2026, 1) else Currency.BGN
    return Declared(
        month=month,
        insurer=said.pop("insurer", "175074752"),
        insured_type=said.pop("insured_type", 1),
        is_correction=False,
        known_since=datetime(2026, 1, 5, tzinfo=UTC),
        submission_id=1,
        line=1,
        income=Money(said.pop("income", 100_000), currency),
        days_insured_on=said.pop("days_insured_on", (1 << month.last.day) - 1),
        insured_days=days,
        worked_days=worked,
        sickness_days=said.pop("sickness_days", 0),
        child_raising_days=said.pop("child_raising_days", 0),
        days_without_contributions=said.pop("days_without_contributions", 0),
        unpaid_leave_days=said.pop("unpaid_leave_days", 0),
        worked_hours=said.pop("worked_hours", worked * 8),
        **said,
    )


def service_of(*rows: Declared) -> Length:
    facts = facts_of(rows, shipped())
    return insurable_service(ServiceFacts(facts.periods), shipped()).answer.total


# Months by fund


def test_what_several_insurers_declare_of_a_month_is_one_month():
    facts = facts_of(
        [row(income=100_000), row(income=50_000, insurer="121082521", insured_days=5)], shipped()
    )
    [month] = facts.unemployment_months
    assert (month.month, month.money.cents, month.days) == (MARCH, 150_000, 20)


def test_all_insurers_together_bring_no_more_than_the_maximum_of_the_month():
    # S4.3
    facts = facts_of([row(income=300_000), row(income=200_000, insurer="121082521")], shipped())
    assert facts.unemployment_months[0].money == Money(375_000, Currency.BGN)


@pytest.mark.parametrize("month", [Month(2005, 3), Month(2045, 3)])
def test_a_month_whose_maximum_is_not_known_counts_as_it_was_declared(month):
    assert facts_of([row(month, income=99_999_99)], shipped()).unemployment_months[0].money.cents == 99_999_99


@pytest.mark.parametrize(
    ("insured_type", "unemployment", "sickness"),
    [
        (1, True, True),
        (6, True, True),
        (17, True, True),
        (83, True, True),
        (12, False, False),
        (15, False, False),
    ],
)
def test_a_month_counts_for_the_funds_that_its_type_is_insured_in(insured_type, unemployment, sickness):
    # S4.1
    facts = facts_of([row(insured_type=insured_type)], shipped())
    assert (bool(facts.unemployment_months), bool(facts.sickness_months)) == (unemployment, sickness)


def test_for_sickness_only_the_days_worked_stand_beside_the_income():
    facts = facts_of([row(worked_days=15, sickness_days=5)], shipped())
    assert facts.unemployment_months[0].days == 20
    assert facts.sickness_months[0].days == 15


# Special periods, Art. 54b(7)


@pytest.mark.parametrize(
    ("declared", "kind"),
    [
        ("child_raising_days", SpecialKind.CHILD_RAISING_LEAVE),
        ("days_without_contributions", SpecialKind.UNPAID_LEAVE_SICKNESS_MATERNITY),
        ("unpaid_leave_days", SpecialKind.UNPAID_LEAVE_30_DAYS),
        ("sickness_days", SpecialKind.PAID_SICKNESS_MATERNITY_ADOPTION),
    ],
)
def test_declared_days_of_leave_are_laid_on_the_last_working_days_of_the_month(declared, kind):
    [period] = facts_of([row(worked_days=17, **{declared: 3})], shipped()).special_periods
    assert (period.kind, period.from_, period.to) == (kind, date(2025, 3, 27), date(2025, 3, 31))
    assert Calendar().working_days_between(period.from_, period.to) == 3


def test_paid_leave_brings_the_average_income_of_the_months_before_it():
    february = Month(2025, 2)  # 20 working days
    rows = [row(february, income=200_000), row(worked_days=18, sickness_days=2, income=90_000)]
    [period] = facts_of(rows, shipped()).special_periods
    assert period.money == Money(20_000, Currency.BGN)


def test_unpaid_leave_counts_up_to_thirty_working_days_a_year():
    rows = [row(Month(2025, number), worked_days=0, unpaid_leave_days=18) for number in (3, 4, 5)]
    periods = facts_of(rows, shipped()).special_periods
    counted = [Calendar().working_days_between(period.from_, period.to) for period in periods]
    assert counted == [18, 12]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 35),
            st.integers(1, 3),
            *(st.integers(0, 31) for _ in range(5)),
            st.integers(0, 900_000),
            st.sampled_from([1, 2, 6, 12, 15, 83]),
        ),
        max_size=60,
    )
)
def test_whatever_was_declared_the_rules_can_answer_on_it(declared):
    """Days of leave beyond the month, insurers side by side, two currencies: facts never contradict each other."""
    rows = [
        row(
            Month(2024, 1).plus(index // 2),
            insurer=str(insurer),
            worked_days=worked,
            sickness_days=sick,
            child_raising_days=child,
            unpaid_leave_days=unpaid,
            insured_days=days,
            income=income,
            insured_type=kind,
        )
        for index, insurer, worked, sick, child, unpaid, days, income, kind in declared
    ]
    facts = facts_of(rows, shipped())
    service = insurable_service(ServiceFacts(facts.periods), shipped()).answer
    day = date(2026, 12, 15)
    assess(
        UnemploymentFacts(
            terminated_on=day,
            ground=Ground.OTHER,
            registered_with_employment_agency_on=day,
            applied_on=day,
            late_for_good_reason=False,
            months=facts.unemployment_months,
            special_periods=facts.special_periods,
            insured_after_2001=service.insured_for_unemployment_after_2001,
            previous_right_on=None,
            part_time_below_minimum_wage_from=None,
            events=(),
        ),
        shipped(),
    )


# Service, Art. 9


@pytest.mark.parametrize(("insured_type", "category"), [(1, 3), (2, 1), (3, 2), (6, 1), (17, 1), (83, 1)])
def test_the_type_of_insured_says_the_category_of_labour(insured_type, category):
    # S4.4
    [period] = facts_of([row(insured_type=insured_type)], shipped()).periods
    assert period.category == category


def test_a_full_month_is_a_month_and_half_time_half_of_one():
    # S4.4
    assert service_of(row()) == Length(0, 1, 0)
    assert service_of(row(worked_hours=80)) == Length(0, 0, 10)


def test_months_of_two_insurers_at_once_count_once():
    assert service_of(row(), row(insurer="121082521")) == Length(0, 1, 0)


def test_time_on_unemployment_benefit_is_service_but_no_insurance_for_unemployment():
    facts = facts_of([row(insured_type=15, income=0)], shipped())
    assert facts.periods[0].kind == PeriodKind.UNEMPLOYMENT_BENEFIT
    service = insurable_service(ServiceFacts(facts.periods), shipped()).answer
    assert (service.total, service.insured_for_unemployment_after_2001) == (Length(0, 1, 0), Length())


def test_a_month_with_health_insurance_only_is_no_service():
    assert facts_of([row(insured_type=28, insured_days=0)], shipped()).periods == ()


def test_the_last_insured_day_is_that_of_the_latest_month():
    assert last_insured_day([row(), row(Month(2025, 4), days_insured_on=0b1111)]) == date(2025, 4, 4)
    assert last_insured_day([]) is None
