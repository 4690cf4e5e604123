"""Changes of circumstances after a grant: what each event does to the benefit, and what follows from a declared one (Art. 54g, 54d)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.law.errors import BadFacts, LawError
from nssi.law.facts import read, write
from nssi.law.receipt import Receipt, Workings
from nssi.law.term import Unit, last_day
from nssi.law.unemployment_benefit.assess import Assessment, assess
from nssi.law.unemployment_benefit.facts import Event, EventKind, UnemploymentFacts
from nssi.proceedings.models import Proceeding
from nssi.services.unemployment_benefit.case_facts import facts_in
from nssi.services.unemployment_benefit.models import BenefitDecision, DeclaredCircumstance
from nssi.terms.models import Task

Kind = BenefitDecision.Kind

EVENTS = {
    EventKind.STARTED_WORK: gettext_lazy("започна работа"),
    EventKind.STOPPED_WORK: gettext_lazy("престана да работи"),
    EventKind.REGISTRATION_ENDED: gettext_lazy("регистрацията в бюрото по труда е прекратена"),
    EventKind.REGISTERED_AGAIN: gettext_lazy("регистрира се отново в бюрото по труда"),
    EventKind.PENSION_GRANTED: gettext_lazy("отпусната е пенсия"),
    EventKind.SICKNESS_STARTED: gettext_lazy("започна временна неработоспособност"),
    EventKind.SICKNESS_ENDED: gettext_lazy("приключи временната неработоспособност"),
    EventKind.DIED: gettext_lazy("лицето почина"),
}
"""What happened, in words for officials."""

DECLARED = tuple(kind for kind in EVENTS if kind is not EventKind.DIED)
"""What a person declares themselves."""

RUNNING = ("granted", "suspended", "interrupted")
"""The states in which an event still changes the benefit."""

TERM_DAYS = 7
TASK = "unemployment_benefit.circumstance"


class DoesNotFollow(Exception):  # noqa: N818 – an answer, no error of ours
    """The event cannot have happened after what was before it; the text says so."""


@dataclass(frozen=True)
class Consequence:
    """What an event does: the receipt, the state that follows, and the kind of the order."""

    receipt: Receipt[Assessment]
    state: str
    kind: BenefitDecision.Kind


def consequence_of(proceeding: Proceeding, event: Event) -> Consequence:
    """Return what the event does to the benefit by the facts of the decision in force. Raises DoesNotFollow."""
    before = BenefitDecision.objects.filter(proceeding=proceeding).last()
    facts = before.facts if before else {}
    events = [
        *facts.get("events", []),
        {"kind": event.kind.value, "on": event.on.isoformat()},
    ]
    try:
        receipt = assess(read(UnemploymentFacts, {**facts, "events": events}), current_parameters())
    except BadFacts:
        raise DoesNotFollow(
            _("Това не може да се случи след вписаното досега. Проверете промяната и датата.")
        ) from None
    except LawError as error:
        raise DoesNotFollow(error.told) from None
    after = _state_after(receipt.answer, event)
    return Consequence(receipt, after, _order(proceeding.state, after))


def assessed_again(proceeding: Proceeding) -> Receipt[Assessment] | None:
    """Return the assessment by what registers and the law say today, where it differs from the decision in force; else None.

    What officials recorded, and the events, are those of that decision. Raises LawError.
    """
    before = BenefitDecision.objects.filter(proceeding=proceeding).last()
    if before is None:
        return None
    facts = read(UnemploymentFacts, before.facts)
    recorded = {
        "terminated_on": facts.terminated_on,
        "ground": facts.ground,
        "registered_on": facts.registered_with_employment_agency_on,
        "late_for_good_reason": facts.late_for_good_reason,
        "previous_right_on": facts.previous_right_on,
    }
    receipt = assess(facts_in(proceeding, recorded, facts.events), current_parameters())
    return receipt if write(receipt.answer) != before.receipt["answer"] else None


def _state_after(answer: Assessment, event: Event) -> str:
    """Suspended it goes on by itself; interrupted, after work or without registration, it may be restored (Art. 54d)."""
    if answer.remaining is not None:
        return "suspended" if event.kind == EventKind.SICKNESS_STARTED else "interrupted"
    runs_on = answer.to is not None and answer.to >= event.on
    return "granted" if runs_on else "stopped"


def _order(before: str, after: str) -> BenefitDecision.Kind:
    orders = {
        ("granted", "suspended"): Kind.SUSPEND,
        ("suspended", "granted"): Kind.RESUME,
        ("interrupted", "granted"): Kind.RESTORE,
        ("granted", "interrupted"): Kind.STOP,
        ("suspended", "interrupted"): Kind.STOP,
        ("granted", "stopped"): Kind.STOP,
        ("suspended", "stopped"): Kind.STOP,
        ("interrupted", "stopped"): Kind.STOP,
    }
    return orders.get((before, after), Kind.CHANGE)


def declare_by(on: date) -> date:
    """Return the last day on which a change of that day is declared in its term (Art. 54d(3))."""
    return last_day(on, TERM_DAYS, Unit.DAYS, Workings(current_parameters()))


def proposal_for(declared: DeclaredCircumstance) -> str:
    """Return which order a declared change asks for, or why none follows from it, in words for the official."""
    try:
        found = consequence_of(declared.proceeding, Event(EventKind(declared.kind), declared.on))
    except DoesNotFollow as refusal:
        return str(refusal)
    return str(found.kind.label)


def open_declarations(proceeding: Proceeding) -> list[DeclaredCircumstance]:
    """Return what the person declared and nobody has settled, the oldest first."""
    return list(proceeding.declared_circumstances.filter(settled_at=None).order_by("declared_at"))


def settle(declarations: Iterable[DeclaredCircumstance], decision: BenefitDecision | None) -> None:
    """Note that declarations are dealt with, by a decision or without one, and that their tasks are done."""
    now = clock.now()
    for declared in declarations:
        declared.settled_at, declared.decision = now, decision
        declared.save(update_fields=["settled_at", "decision"])
        Task.objects.filter(key=task_key(declared), done_at=None).update(done_at=now)


def task_key(declared: DeclaredCircumstance) -> str:
    """Return the key of the task that a declaration opens."""
    return f"{TASK}:{declared.id}"
