"""`nssi bench clocks`: terms that are due all at once: state, task and mark of each proceeding, each once."""

import time
from typing import Any

from nssi.operate.benchmarks.throwaway import throwaway_database

REQUIRED = 120  # seconds


def measure(full: bool) -> dict[str, Any]:
    """Let the terms run out, let the sweeper come, and return the measurement."""
    with throwaway_database("nssi.operate.benchmarks.settings"):
        return _measured(100_000)


def _measured(count: int) -> dict[str, Any]:
    from nssi.operate.benchmarks.many_proceedings import fill, start_due_terms
    from nssi.terms.actions.sweep_terms import sweep_terms

    fill(count, open_share=1)
    _all_examined()
    start_due_terms()
    began = time.perf_counter()
    sweep_terms()
    seconds = time.perf_counter() - began
    again = sweep_terms()
    right = _as_they_must_be() == count and again == 0
    return {
        "figure": round(seconds, 1),
        "unit": "s",
        "required": f"{REQUIRED} s, each once",
        "ratio": round(REQUIRED / seconds, 2) if right else 0,
        "peers": {"terms a second": {"figure": round(count / seconds), "unit": "terms"}},
        "volume": f"{count} terms due at once: state, history, trail, task and mark of each",
    }


def _all_examined() -> None:
    from nssi.proceedings.models import Proceeding

    Proceeding.objects.update(state="examined", role="clerk")


def _as_they_must_be() -> int:
    """Return how many proceedings have all that the end of their term brings, exactly once."""
    from nssi.proceedings.models import Proceeding, ProceedingEvent
    from nssi.terms.models import Task

    counts = (
        Proceeding.objects.filter(state="urgent", late_since__isnull=False).count(),
        ProceedingEvent.objects.filter(act="hurry").count(),
        ProceedingEvent.objects.values("proceeding").distinct().count(),
        Task.objects.values("subject_id").distinct().count(),
        Task.objects.count(),
    )
    return counts[0] if len(set(counts)) == 1 else -1
