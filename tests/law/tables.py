"""Reads the tables of `cases/` and makes facts of their rows."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

from nssi.law.calendar import Month
from nssi.law.parameters import shipped

CASES = Path(__file__).parent / "cases"


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of `cases/<name>.csv`."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def months(income: str) -> list[dict[str, Any]]:
    """Return declared months, fully worked: `2024-03..2025-12=2000.00 BGN; …`; МОД and ½МРЗ follow the schedules."""
    rows = []
    for part in income.split(";"):
        first, last, amount = re.fullmatch(r"\s*(\S+)\.\.(\S+)=(.+)", part).groups()
        month = Month(*map(int, first.split("-")))
        while str(month) <= last:
            cents, currency = _income(amount, month)
            rows.append(
                {
                    "month": str(month),
                    "income": cents,
                    "currency": currency,
                    "days": shipped().calendar.working_days(month),
                    "insured_for_unemployment": True,
                }
            )
            month = month.plus(1)
    return rows


def _income(amount: str, month: Month) -> tuple[str, str]:
    if amount == "МОД":
        ceiling = shipped().at("maximum_insurable_income", month.first).money
        return ceiling.text, ceiling.currency.value
    if amount == "½МРЗ":
        wage = shipped().at("minimum_wage", month.first).money
        return f"{wage.cents // 2 / 100:.2f}", wage.currency.value
    text, currency = amount.split()
    return text, currency


def unemployment(terminated_on: str, **changes: Any) -> dict[str, Any]:
    """Return facts of an application in time after 24 full months at 1 500 leva (766.94 euro), changed as asked."""
    last = Month.of(date.fromisoformat(terminated_on)).plus(-1)
    facts = {
        "terminated_on": terminated_on,
        "ground": "other",
        "registered_with_employment_agency_on": terminated_on,
        "applied_on": terminated_on,
        "months": [
            row
            for index in range(-23, 1)
            for row in months(
                f"{last.plus(index)}..{last.plus(index)}="
                + ("1500.00 BGN" if last.plus(index).year < 2026 else "766.94 EUR")
            )
        ],
        "insured_after_2001": {"years": 9, "months": 2, "days": 0},
    }
    return {**facts, **changes}
