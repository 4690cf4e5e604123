"""What the registers tell of a person to whom a benefit was granted: work that insurers declare, and a pension (Art. 54g)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nssi.insurance.queries import Declared, declared_of
from nssi.law.calendar import Month
from nssi.law.unemployment_benefit.facts import Event, EventKind
from nssi.look.typography import date_text, ended
from nssi.pensions.queries import pensions_of
from nssi.proceedings.models import Proceeding
from nssi.services.unemployment_benefit.circumstances import Consequence, DoesNotFollow, consequence_of
from nssi.services.unemployment_benefit.models import BenefitDecision


@dataclass(frozen=True)
class KnownEvent:
    """An event of which a register tells, what it does to the benefit, where it stands there, and a sentence of it for the official."""

    event: Event
    consequence: Consequence
    proof: str
    told: str


def known_event(proceeding: Proceeding) -> KnownEvent | None:
    """Return the first event that would change the state of the benefit and that no decision has followed yet; None for none."""
    decision = BenefitDecision.objects.filter(proceeding=proceeding).last()
    answer = decision.receipt["answer"] if decision else {}
    if not answer.get("from"):
        return None
    first = date.fromisoformat(answer["from"])
    last = date.fromisoformat(answer["to"]) if proceeding.state == "granted" and answer["to"] else date.max
    for event, proof, told in sorted(_events(proceeding, first), key=lambda found: found[0].on):
        if event.on > last:
            return None
        try:
            consequence = consequence_of(proceeding, event)
        except DoesNotFollow:
            continue  # it lies in a time for which nothing is paid
        if consequence.state != proceeding.state:
            return KnownEvent(event, consequence, proof, f"{told} от {ended(date_text(event.on))}")
    return None


def _events(proceeding: Proceeding, first: date) -> Iterator[tuple[Event, str, str]]:
    """Give the events from the first day of the benefit on, each with where it stands and in words."""
    for pension in pensions_of(proceeding.person):
        event = Event(EventKind.PENSION_GRANTED, max(pension.granted_on, first))
        yield event, f"регистър на пенсиите, № {pension.file_number}", "В регистъра на пенсиите има пенсия"
    if proceeding.state != "granted":
        return  # work is of matter while the benefit is paid
    for row in declared_of(proceeding.person):
        if _is_work(row, first):
            event = Event(EventKind.STARTED_WORK, max(row.first_day, first))
            proof = f"декларация обр. № 1 от {row.insurer_shown} за {row.month.told}"
            yield event, proof, "Осигурител е декларирал работа"


def _is_work(row: Declared, first: date) -> bool:
    """Whether it is insured work on or after this day; of the month of that day only where the insured days are named."""
    named = bool(row.days_insured_on) or row.month > Month.of(first)
    return bool(row.type.risks) and named and row.last_day >= first
