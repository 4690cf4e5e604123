"""Computes a stored receipt again, from itself alone: its facts, its parameter values, its days off."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from nssi.law.allowances import AllowanceFacts, allowance
from nssi.law.calendar import RecordedCalendar
from nssi.law.entitlements import EntitlementFacts, entitlements
from nssi.law.facts import read
from nssi.law.insurable_income import IncomeFacts, insurable_income
from nssi.law.insurable_service import ServiceFacts, insurable_service
from nssi.law.money import Currency
from nssi.law.parameters import Parameters, Raw, Value, shipped
from nssi.law.payroll_service import PayrollServiceFacts, payroll_service
from nssi.law.pensions.recalculation import RecalculationFacts, recalculate
from nssi.law.pensions.rights import PensionRightFacts, pension_right
from nssi.law.receipt import Receipt, rules_hash
from nssi.law.short_term_benefits.benefits import short_term_benefit
from nssi.law.short_term_benefits.facts import ShortTermFacts
from nssi.law.term import TermFacts, term_of
from nssi.law.unemployment_benefit.assess import assess
from nssi.law.unemployment_benefit.facts import UnemploymentFacts
from nssi.law.unemployment_benefit.repayment import RepaymentFacts, owed
from nssi.law.unemployment_benefit.unduly import UndulyFacts, unduly_received

RULES: dict[str, tuple[Any, Callable[[Any, Parameters], Receipt[Any]]]] = {
    "term": (TermFacts, term_of),
    "unemployment-benefit": (UnemploymentFacts, assess),
    "unduly-received": (UndulyFacts, unduly_received),
    "unduly-repaid": (RepaymentFacts, owed),
    "insurable-income": (IncomeFacts, insurable_income),
    "pension-recalculation": (RecalculationFacts, recalculate),
    "pension-right": (PensionRightFacts, pension_right),
    "short-term-benefit": (ShortTermFacts, short_term_benefit),
    "allowance": (AllowanceFacts, allowance),
    "entitlements": (EntitlementFacts, entitlements),
    "insurable-service": (ServiceFacts, insurable_service),
    "payroll-service": (PayrollServiceFacts, payroll_service),
}
"""Each rule that gives receipts: the facts it takes and the function that answers."""


@dataclass(frozen=True)
class Recomputation:
    """What computing a receipt again showed: whether it is the same, where it differs, and whether rules changed since."""

    same: bool
    differences: tuple[str, ...]
    rules_changed: bool


def answer(rule: str, facts: Any, parameters: Parameters) -> Receipt[Any]:
    """Answer the question of `rule` on facts from JSON."""
    kind, function = RULES[rule]
    return function(read(kind, facts), parameters)


def recompute(receipt: dict[str, Any]) -> Recomputation:
    """Compute a receipt, as `as_json` wrote it, again and compare it with itself, part by part."""
    again = json.loads(json.dumps(answer(receipt["rule"], receipt["facts"], recorded(receipt)).as_json()))
    differences = tuple(
        part
        for part in ("facts", "answer", "steps", "parameters", "articles", "unverified")
        if again[part] != receipt[part]
    )
    return Recomputation(not differences, differences, receipt["rules"] != rules_hash())


def recorded(receipt: dict[str, Any]) -> Parameters:
    """Return the parameters that a receipt recorded, and no others."""
    values: dict[str, list[Value]] = {}
    for row in receipt["parameters"]:
        values.setdefault(row["name"], []).append(_value(row))
    schedules = {}
    for name, schedule in shipped().schedules.items():
        kept = sorted(values.get(name, []), key=lambda value: value.since)
        schedules[name] = replace(schedule, values=tuple(kept))
    days = {date.fromisoformat(day): name for day, name in receipt["calendar"].items()}
    return Parameters(schedules, RecordedCalendar(days))


def _value(row: dict[str, Any]) -> Value:
    return Value(
        name=row["name"],
        since=date.fromisoformat(row["from"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        value=_raw(row["value"]),
        currency=Currency(row["currency"]) if row["currency"] else None,
        act=row["act"],
        source=row["source"],
        verified=row["verified"],
        checked_on=date.fromisoformat(row["checked_on"]),
        entered=row["entered"],
    )


def _raw(value: Any) -> Raw:
    if isinstance(value, list):
        return tuple(map(_raw, value))
    return value if isinstance(value, int) else Decimal(value)
