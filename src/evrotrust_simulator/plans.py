"""What the developer has planned to happen next: to the next call or signature, of anyone or of one phone."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from evrotrust_simulator.damage import DAMAGES

EVENTS: Mapping[str, Mapping[str, str]] = {
    "check": {
        "not_registered": "няма регистрация",
        "not_identified": "без завършена идентификация",
        "unavailable": "доставчикът е недостъпен (503)",
        "timeout": "няма отговор навреме",
    },
    "sending": {
        "fails": "грешка при доставчика (500)",
        "slow": "приема, но отговаря късно",
        "lost_answer": "приема, но отговорът се губи",
        "busy": "„опитайте след 60 секунди“ (469)",
        "undeliverable": "не може да се достави (7)",
    },
    "callback": {"lost": "известието се губи"},
    "signing": {"face_check_failed": "неуспешно лицево разпознаване (8)", "failed": "неуспех (5)"},
    "result": DAMAGES,
    "registration": {"face_fails": "лицевото разпознаване не успява"},
}
"""Kinds of events, each with what can be planned for it and how the controls call that."""


@dataclass(frozen=True)
class Plan:
    """`value` happens to the next event of this kind; an empty `phone` stands for anyone's."""

    kind: str
    value: str
    phone: str = ""


class Plans:
    """The list of plans, taken first in first out; those of a phone go before those of anyone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plans: list[Plan] = []

    def add(self, plan: Plan) -> None:
        """Raises ValueError for an event that is not in `EVENTS`."""
        if plan.value not in EVENTS.get(plan.kind, {}):
            raise ValueError(f"unknown event: {plan.kind} {plan.value}")
        with self._lock:
            self._plans.append(plan)

    def take(self, kind: str, phone: str, *, other_than: str = "") -> str:
        """What was planned for this event, which is then done with; empty where nothing was."""
        with self._lock:
            for wanted in (phone, ""):
                for plan in self._plans:
                    if (plan.kind, plan.phone) == (kind, wanted) and plan.value != other_than:
                        self._plans.remove(plan)
                        return plan.value
        return ""

    def waiting(self) -> list[Plan]:
        with self._lock:
            return list(self._plans)

    def clear(self) -> None:
        with self._lock:
            self._plans.clear()
