"""The procedures of issuing a PIK by phone as an administrator sees them: where each stands, of whom only a mask (A-09)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.people.identifiers import mask
from nssi.people.models import Person
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.steps import WORDS, RunState, Step
from nssi.staff.signing_rows import STATES

OPEN = "otvoreni"
End = PikProcedure.End

SHOWN: dict[str, Promise] = {
    "": _("Всички"),
    OPEN: _("В ход"),
    End.ACTIVATED: _("Издаден ПИК"),
    End.EXPIRED: _("Изтекли"),
    End.ABANDONED: _("Изоставени"),
    End.STOPPED: _("Прекратени след неуспех"),
}
ENDS: dict[str, tuple[Promise, str]] = {
    "": (_("в ход"), "blue"),
    End.ACTIVATED: (_("издаден ПИК"), "green"),
    End.EXPIRED: (_("изтекла"), "grey"),
    End.ABANDONED: (_("изоставена"), "grey"),
    End.STOPPED: (_("прекратена"), "red"),
}
RUNS: dict[str, Promise] = {
    RunState.RUNNING: _("изпълнява се"),
    RunState.DONE: _("изпълнена"),
    RunState.FAILED: _("неуспешна"),
}


@dataclass(frozen=True)
class ShownRun:
    """One run of a step: which, how it went, the code of its failure, and when."""

    step: str
    state: str | Promise
    failure: str
    started_at: datetime
    ended_at: datetime | None


def procedures(shown: str) -> QuerySet[PikProcedure]:
    """Return the procedures of a state (empty: all), the newest first, with the person and the state of what was sent."""
    found = PikProcedure.objects.select_related("person", "identity_request", "certificate_request")
    found = found.prefetch_related("person__identifiers", "runs").order_by("-created_at")
    if shown == OPEN:
        return found.filter(ended_at=None)
    return found.filter(end_reason=shown) if shown else found


def masked_person(person: Person | None) -> str:
    """Return initials and the end of the number: enough to tell two procedures apart."""
    if person is None:
        return gettext("още не е известно")
    initials = " ".join(f"{name[0]}." for name in person.full_name.split())
    return ", ".join([initials, *(mask(each.number) for each in person.identifiers.all())])


def row_of(procedure: PikProcedure) -> dict[str, object]:
    """Return what the list shows of a procedure."""
    text, colour = ENDS[procedure.end_reason]
    runs = [shown_run(run) for run in procedure.runs.all()]
    return {
        "procedure": procedure,
        "person": masked_person(procedure.person),
        "state": str(text),
        "colour": colour,
        "runs": runs,
        "last": runs[-1] if runs else None,
    }


def shown_run(run: StepRun) -> ShownRun:
    """Return a run in words."""
    label = f"{run.step}. {gettext(WORDS[Step(run.step)].label)}"
    return ShownRun(label, RUNS[run.state], run.failure, run.started_at, run.ended_at)


def requests_of(procedure: PikProcedure) -> list[tuple[str | Promise, str | Promise, datetime | None]]:
    """Return the documents that were sent to the phone: what each is, how it stands, when it left."""
    sent = (
        (_("Изявление за предоставяне на лични данни"), procedure.identity_request),
        (_("Удостоверение за ПИК"), procedure.certificate_request),
    )
    return [(title, STATES[request.state], request.sent_at) for title, request in sent if request is not None]
