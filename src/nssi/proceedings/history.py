"""What happens in every procedure beside its own acts, and how the history of a proceeding is written and read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.proceedings.models import SUBJECT, Proceeding, ProceedingEvent
from nssi.proceedings.procedures import PERSON, Text, find_procedure

TAKEN, GIVEN_BACK, HANDED_OVER = "taken", "given_back", "handed_over"
PARKED, UNPARKED, TRANSFERRED, RECUSED = "parked", "unparked", "transferred", "recused"
TASK_DONE = "task_done"
APPEALED, APPEAL_DECIDED = "appealed", "appeal_decided"

SAID: Mapping[str, Text] = {
    TAKEN: _("Преписката е взета"),
    GIVEN_BACK: _("Преписката е върната в опашката"),
    HANDED_OVER: _("Преписката е предадена на друг служител"),
    PARKED: _("Преписката е отложена"),
    UNPARKED: _("Преписката е върната за работа"),
    TRANSFERRED: _("Преписката е изпратена по компетентност"),
    RECUSED: _("Служителят се отведе"),
    TASK_DONE: _("Отбелязано е като изпълнено"),
    APPEALED: _("Заведена е жалба"),
    APPEAL_DECIDED: _("По жалбата е решено"),
}


@dataclass(frozen=True)
class Happening:
    """One entry of the history: what, when, who, the state it led to (empty where it stayed), and what was written."""

    what: Text
    at: datetime
    who: Text
    state: Text
    note: str


def tell(proceeding: Proceeding, what: str, official: Official, note: str = "") -> None:
    """Append to the history and to the trail what an official did beside the acts of the procedure."""
    ProceedingEvent.objects.create(
        proceeding=proceeding,
        at=clock.now(),
        act=what,
        from_state=proceeding.state,
        to_state=proceeding.state,
        official=official,
        note=note,
    )
    record(
        f"proceedings.{what}",
        actor=Actor.official(official.pk),
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        about=proceeding.person_id,
    )


def history_of(proceeding: Proceeding) -> list[Happening]:
    """Return what happened in a proceeding, the newest first; the opening is the last."""
    procedure = find_procedure(proceeding.service)
    acts = {act.name: act for act in procedure.all_acts} if procedure else {}
    states = {state.name: state for state in procedure.all_states} if procedure else {}
    found = []
    for event in proceeding.events.select_related("official", "in_place_of").order_by("-at", "-id"):
        act = acts.get(event.act)
        what = SAID.get(event.act) or (act and (act.done or act.title)) or event.act
        moved = event.to_state != event.from_state and event.to_state in states
        state = states[event.to_state].title if moved else ""
        by_person = event.act == APPEALED or (act is not None and PERSON in act.roles)
        found.append(Happening(what, event.at, _who(event, by_person), state, event.note))
    found.append(Happening(_("Преписката е образувана"), proceeding.opened_at, _("лицето"), "", ""))
    return found


def _who(event: ProceedingEvent, by_person: bool) -> Text:
    if event.official is None:
        return _("лицето") if by_person else _("системата, с изтичането на срока")
    if event.in_place_of is None:
        return event.official.full_name
    return _("%(name)s, замества %(absent)s") % {
        "name": event.official.full_name,
        "absent": event.in_place_of.full_name,
    }
