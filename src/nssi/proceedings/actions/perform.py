"""Do an act in a proceeding: check who does it, change the state, and let all that belongs to it happen at once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.audit import SYSTEM, Actor, record
from nssi.foundation import clock
from nssi.people.models import Person
from nssi.proceedings.actions.renew_questions import renew_questions
from nssi.proceedings.clocks import meet_term, renew_deadline, start_term, stop_all_terms, stop_term
from nssi.proceedings.models import SUBJECT, Proceeding, ProceedingEvent
from nssi.proceedings.procedures import PERSON, Doing, State, procedure_of
from nssi.proceedings.rights import ActRefused, Standing
from nssi.terms.actions.open_tasks import close_tasks
from nssi.terms.models import Task

DID = "proceedings.did"


@transaction.atomic
def perform(
    act_name: str,
    proceeding_id: UUID,
    official: Official,
    data: Mapping[str, Any] | None = None,
    revision: int | None = None,
) -> Proceeding:
    """Let `official` do the act of this name, with the cleaned answers of its form, and return the proceeding.

    `revision`: which one the official had before their eyes; where it has changed since, they look again. Raises
    ActRefused with the reason, also from within the act; then nothing has happened.
    """
    proceeding = hold(proceeding_id)
    act = procedure_of(proceeding).act(act_name)
    if revision is not None and revision != proceeding.revision:
        raise ActRefused(_("Преписката се промени, докато страницата беше отворена. Прегледайте я отново."))
    standing = Standing(proceeding, official)
    if reason := standing.why_not(act):
        raise ActRefused(str(reason))
    if proceeding.assignee_id != official.pk and standing.acts_in_the_state(act):
        proceeding.assignee = official  # whoever acts has taken it
    _has_role, absent = standing.role_for(act)
    carry_out(Doing(act, proceeding, official, absent, data or {}), Actor.official(official.pk))
    return proceeding


@transaction.atomic
def perform_for_person(
    act_name: str, proceeding_id: UUID, person: Person, data: Mapping[str, Any] | None = None
) -> Proceeding:
    """Let the person whose proceeding it is do an act of theirs. Raises ActRefused."""
    proceeding = hold(proceeding_id)
    act = procedure_of(proceeding).act(act_name)
    if proceeding.person_id != person.pk or PERSON not in act.roles or proceeding.state not in act.sources:
        raise ActRefused(_("Това вече не може да се направи."))
    if reason := act.needs(proceeding):
        raise ActRefused(str(reason))
    carry_out(Doing(act, proceeding, data=data or {}), Actor.person(person.pk))
    return proceeding


def hold(proceeding_id: UUID) -> Proceeding:
    """Return the proceeding, locked till the end of the caller's transaction. Raises Proceeding.DoesNotExist."""
    return (
        Proceeding.objects.select_for_update(of=("self",))
        .select_related("application", "assignee", "body", "person")
        .get(pk=proceeding_id)
    )


def carry_out(doing: Doing, actor: Actor = SYSTEM) -> None:
    """Do an act that is allowed to a proceeding that the caller holds."""
    act, proceeding = doing.act, doing.proceeding
    procedure = procedure_of(proceeding)
    before = proceeding.state
    chosen = act.perform(doing)
    target = procedure.state(chosen or (act.to[0] if act.to else before))
    if target.name not in (act.to or (before,)):
        raise ValueError(f"{act.name} does not lead to {target.name}")
    ProceedingEvent.objects.create(
        proceeding=proceeding,
        at=clock.now(),
        act=act.name,
        from_state=before,
        to_state=target.name,
        official=doing.official,
        in_place_of=doing.in_place_of,
        note=doing.note,
    )
    record(
        DID,
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        details={"act": act.name, "from": before, "to": target.name},
        about=proceeding.person_id,
    )
    for name in act.meets:
        meet_term(proceeding, name)
    for name in act.stops:
        stop_term(proceeding, name)
    for kind in act.closes_tasks:
        close_tasks(kind=kind, subject_kind=SUBJECT, subject_id=str(proceeding.pk))
    if target.name != before:
        enter(proceeding, target)
    renew_questions(proceeding)
    renew_deadline(proceeding)
    proceeding.revision += 1
    proceeding.save()


def enter(proceeding: Proceeding, state: State) -> None:
    """Let the proceeding be in `state`, with what begins and ends by that; the caller saves it."""
    proceeding.state, proceeding.waits = state.name, state.waits
    if state.role != proceeding.role:
        proceeding.role, proceeding.assignee = state.role, None
    proceeding.closed_at = clock.now() if state.closes else None
    proceeding.decided = state.closes and state.decides
    proceeding.parked_until, proceeding.parked_why = None, ""
    for name in state.starts:
        start_term(proceeding, name)
    if state.closes:
        stop_all_terms(proceeding)
        open_ones = Task.objects.filter(subject_kind=SUBJECT, subject_id=str(proceeding.pk), done_at=None)
        open_ones.update(done_at=clock.now())
