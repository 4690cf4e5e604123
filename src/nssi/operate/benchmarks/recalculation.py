"""The yearly recalculation of all pensions of the country, as columns by the year of their grant."""

import time
from datetime import date
from typing import Any

import numpy as np

from nssi.law.parameters import shipped
from nssi.law.pensions.amount import MinimumKind
from nssi.law.pensions.columns import Cohort, recalculate_cohort

PENSIONS = 2_100_000
MOST_SECONDS = 10.0
EFFECTIVE = date(2026, 4, 1)
GRANTED = {
    date(2022, 3, 15): 116_925,
    date(2023, 3, 15): 129_000,
    date(2024, 3, 15): 148_000,
    date(2025, 3, 15): 169_000,
}
"""A day of each year since 2022 (of earlier ones the law is not known), and an income of the country, in stotinki."""


def measure(full: bool) -> dict[str, Any]:
    """Measure the recalculation of 2 100 000 pensions on one core, from their facts to what is paid."""
    parameters = shipped()
    cohorts = list(_cohorts())
    taken = []
    for _ in range(10 if full else 3):
        started = time.process_time()
        for cohort in cohorts:
            before, after = recalculate_cohort(cohort, EFFECTIVE, parameters)
            if (after < before).any():
                raise RuntimeError("a recalculation has lowered a pension")
        taken.append(time.process_time() - started)
    seconds = min(taken)
    return {
        "figure": round(seconds, 2),
        "unit": "s of one core",
        "required": MOST_SECONDS,
        "ratio": round(MOST_SECONDS / seconds, 2),
        "peers": {},
        "volume": f"{PENSIONS} pensions in {len(cohorts)} cohorts",
    }


def _cohorts() -> Any:
    random = np.random.default_rng(102)
    size = PENSIONS // len(GRANTED)
    for granted_on, income in GRANTED.items():
        coefficient = random.integers(5_000, 40_000, size, dtype=np.int64)
        yield Cohort(
            granted_on=granted_on,
            minimum_kind=MinimumKind.ART_68_1,
            income=np.full(size, income, dtype=np.int64),
            coefficient=coefficient,
            coefficient_with_new_income=coefficient + random.integers(-2_000, 2_000, size, dtype=np.int64),
            service_before=random.integers(15 * 252, 45 * 252, size, dtype=np.int64),
            service_after=random.integers(1, 252, size, dtype=np.int64),
            difference=random.integers(0, 10 * 252, size, dtype=np.int64),
        )
