"""Receipts prove their answers: they say everything, render to Bulgarian, and compute again from themselves alone."""

import copy
import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nssi.law.parameters import shipped
from nssi.law.recompute import RULES, answer, recompute
from nssi.law.render import render
from tests.law.tables import unemployment
from tests.law.test_pension_recalculation import facts as pension
from tests.law.test_short_term_benefits import facts as short_term

QUESTIONS = {
    "term": {"start": "2026-12-18", "length": 1, "unit": "weeks"},
    "unemployment-benefit": unemployment(
        "2025-11-03",
        special_periods=[{"kind": "child_raising_leave", "from": "2024-01-10", "to": "2024-02-20"}],
        part_time_below_minimum_wage_from="2026-03-02",
        events=[
            {"kind": "sickness_started", "on": "2026-02-02"},
            {"kind": "sickness_ended", "on": "2026-02-12"},
        ],
    ),
    "unduly-received": {
        "months": [
            {"month": "2026-04", "paid": "623.49", "due": "623.49", "asked_back": "0.00"},
            {"month": "2026-05", "paid": "534.42", "due": "29.69", "asked_back": "4.73"},
        ],
        "in_bad_faith": True,
    },
    "unduly-repaid": {
        "received": [{"on": "2025-12-15", "amount": "504.73"}, {"on": "2026-01-15", "amount": "653.18"}],
        "paid_back": [{"on": "2026-03-02", "amount": "600.00"}],
        "with_interest": True,
        "on": "2026-07-15",
    },
    "pension-recalculation": pension(applied_on="2026-09-10", coefficient_with_new_income="1.25"),
    "pension-right": {
        "kind": "art_69",
        "day": "2026-07-01",
        "born_on": "1972-01-01",
        "sex": "male",
        "service": {"years": 27, "months": 0, "days": 0},
    },
    "short-term-benefit": short_term("maternity", "2025-11-03", "2026-03-31"),
    "allowance": {"kind": "death_grant", "day": "2026-03-01", "relatives": ["spouse", "child"]},
    "entitlements": {"group": "serviceman", "day": "2026-03-01", "activity_began_on": "2006-05-01"},
    "insurable-service": {
        "periods": [
            {
                "from": "2020-01-01",
                "to": "2024-03-10",
                "category": 1,
                "contributions": "paid",
                "daily_hours": "6.5",
            }
        ]
    },
    "payroll-service": {
        "months": [
            {"month": "1980-01", "category": 3, "days": 22, "whole": True},
            {"month": "1980-02", "category": 1, "days": 9, "whole": False},
        ]
    },
    "insurable-income": {
        "month": "2024-05",
        "insured_type": "06",
        "relations": [{"insurer": "1", "pay": "1800.00", "state": "received", "currency": "BGN"}],
    },
}


def stored(rule):
    return json.loads(json.dumps(answer(rule, QUESTIONS[rule], shipped()).as_json()))


def test_every_rule_that_gives_receipts_is_asked_here():
    assert set(QUESTIONS) == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_receipt_says_facts_parameters_steps_and_articles(rule):
    receipt = stored(rule)
    assert receipt["facts"] and receipt["steps"] and receipt["articles"]
    for row in receipt["parameters"]:
        assert row["from"] and row["article"] and row["source"] and isinstance(row["verified"], bool)
    for step in receipt["steps"]:
        assert step["article"] in receipt["articles"]
        assert step["text"] and step["formula"]
    assert re.fullmatch(r"[0-9a-f]{64}", receipt["rules"])
    assert {row["name"] for row in receipt["parameters"] if not row["verified"]} <= {
        name
        for name, schedule in shipped().schedules.items()
        if any(line.startswith(schedule.title) for line in receipt["unverified"])
    }


@pytest.mark.parametrize("rule", RULES)
def test_a_stored_receipt_computes_again_to_itself(rule):
    found = recompute(stored(rule))
    assert found.same, found.differences
    assert not found.rules_changed


@pytest.mark.parametrize("rule", RULES)
def test_numbers_in_a_receipt_are_exact(rule):
    def floats(value):
        if isinstance(value, dict):
            return any(map(floats, value.values()))
        if isinstance(value, list):
            return any(map(floats, value))
        return isinstance(value, float)

    assert not floats(stored(rule))


def test_a_changed_answer_fact_or_value_does_not_compute_again():
    receipt = stored("unemployment-benefit")
    for change in (_raise_amount, _raise_income, _raise_floor, _drop_holiday):
        forged = copy.deepcopy(receipt)
        change(forged)
        assert not recompute(forged).same, change.__name__


def _raise_amount(receipt):
    receipt["answer"]["daily"][0]["amount"] = "99.99"


def _raise_income(receipt):
    receipt["facts"]["months"][5]["income"] = "2500.00"


def _raise_floor(receipt):
    row = next(row for row in receipt["parameters"] if row["name"] == "unemployment_percent")
    row["value"] = 61


def _drop_holiday(receipt):
    del receipt["calendar"]["2026-03-03"]


def test_a_receipt_of_other_rules_says_that_the_rules_changed_since():
    receipt = stored("term")
    receipt["rules"] = "0" * 64
    assert recompute(receipt).rules_changed


@pytest.mark.parametrize("rule", RULES)
def test_a_receipt_reads_as_bulgarian(rule):
    text = render(stored(rule))
    assert text.startswith("Как е изчислено")
    assert "Приложени разпоредби: " in text
    assert not re.search(r"[а-яА-Я][a-zA-Z]|[a-zA-Z][а-яА-Я]", text), (
        "Latin letters stand inside a Cyrillic word"
    )
    assert not re.search(r"\d (г\.|ч\.|%|лв\.|евро)", text), "a number and its unit are kept together"
    assert not re.search(r"\b(BGN|EUR|None|True|False|child_raising|length_only)\b", text)


def test_a_person_can_follow_the_numbers_of_the_example():
    text = render(stored("pension-recalculation")).replace("\N{NO-BREAK SPACE}", " ")
    assert "1445,55 лв. × 1,2 × (9576 дни × 1,35 % + 0 дни × 1,2 %) ÷ 252 дни в годината → 889,88 лв." in text
    assert "Осъвременяване" in text or "осъвременяване" in text
    assert "непотвърдено" in text


@settings(max_examples=25)
@given(
    st.dates(date(2019, 1, 1), date(2026, 12, 31)), st.sampled_from(["other", "own_will"]), st.integers(0, 23)
)
def test_any_stored_assessment_computes_again_to_itself(terminated_on, ground, gap):
    facts = unemployment(terminated_on.isoformat(), ground=ground, previous_right_on="2017-05-05")
    del facts["months"][gap]
    receipt = answer("unemployment-benefit", facts, shipped())
    assert recompute(json.loads(json.dumps(receipt.as_json()))).same


def test_a_country_income_that_is_not_the_announced_one_is_told():
    receipt = answer("pension-recalculation", pension(), shipped())
    assert not any("обявения" in line for line in receipt.unverified)
    other = {"country_income_at_grant": {"amount": "1445.56", "currency": "BGN"}}
    assert any(
        "обявения" in line for line in answer("pension-recalculation", pension(**other), shipped()).unverified
    )
    unknown = {"granted_on": "2024-03-01"}
    assert any(
        "country_average_income" in line
        for line in answer(
            "pension-recalculation",
            pension(**unknown, service_after={"years": 0, "months": 6, "days": 0}),
            shipped(),
        ).unverified
    )
