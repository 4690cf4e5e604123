"""Open the proceeding of an application that is filed, in the same transaction; or let the one it continues go on."""

from collections.abc import Mapping
from uuid import uuid4

from nssi.applications.models import Application, Change
from nssi.audit import Actor
from nssi.foundation import clock
from nssi.foundation.queue import enqueuing
from nssi.foundation.statements import Statement, insertion
from nssi.law.parameters import Parameters
from nssi.proceedings import jobs
from nssi.proceedings.actions.perform import carry_out, hold
from nssi.proceedings.actions.take_in import settle_intake
from nssi.proceedings.models import NEVER, SUBJECT, Proceeding
from nssi.proceedings.procedures import (
    ADD_DOCUMENT,
    FILE_AGAIN,
    PERSON,
    UNCONFIRMED,
    WITHDRAW,
    Doing,
    Procedure,
    find_procedure,
)
from nssi.terms import kinds
from nssi.terms.actions.start_term import new_term


def open_proceeding(application: Application, parameters: Parameters) -> Mapping[str, Statement]:
    """Return what opens the proceeding of `application`: one row, and one more for each term that the first state starts.

    Filing waits for it, so it does no more than that: the first event is the opening itself, and the trail has the filing.
    """
    procedure = find_procedure(application.service)
    if procedure is None:
        return {}
    if application.replaces_id is not None and _continue(procedure, application):
        return {}
    intake = settle_intake(application)
    needs_confirmation = intake is not None and intake.needs_confirmation
    begins = procedure.entered_by(application)
    state = UNCONFIRMED if needs_confirmation else begins
    proceeding = Proceeding(
        id=uuid4(),
        application=application,
        service=application.service,
        person_id=application.person_id,
        representation_id=application.representation_id,
        body_id=application.competent_body_id,
        state=state.name,
        role=state.role,
        waits=state.waits,
        opened_at=application.filed_at,
    )
    terms = [
        new_term(
            kinds.by_name(name),
            subject_kind=SUBJECT,
            subject_id=str(proceeding.pk),
            started_on=clock.local(application.filed_at).date(),
            started_by="завеждане на заявлението",
            parameters=parameters,
        )
        for name in begins.starts
    ]
    proceeding.due_on = min((term.due_on for term in terms), default=NEVER)
    opening = {"proceeding": insertion(proceeding)}
    opening |= {f"term_{number}": insertion(term) for number, term in enumerate(terms)}
    if needs_confirmation:
        opening["confirmation"] = enqueuing(jobs.ask_to_confirm, proceeding_id=str(proceeding.pk))
    return opening


def _continue(procedure: Procedure, application: Application) -> bool:
    """Let the proceeding of the replaced application go on with this one. Return False where there is none."""
    earlier = Proceeding.objects.filter(application=application.replaces_id).first()
    if earlier is None:
        return False
    proceeding = hold(earlier.pk)
    proceeding.application = application
    proceeding.representation_id = application.representation_id
    proceeding.body_id = application.competent_body_id
    act = next((act for act in procedure.acts if act.name == FILE_AGAIN and PERSON in act.roles), None)
    if act is not None and proceeding.state in act.sources:
        carry_out(Doing(act, proceeding), Actor.person(application.person_id))
    else:
        proceeding.revision += 1
        proceeding.save()
    return True


def follow_change(application: Application, change: Change) -> None:
    """Follow what came after filing: a withdrawal ends the proceeding, a document is to be looked at; the rest is only seen."""
    act = {Change.What.WITHDRAWAL: WITHDRAW, Change.What.DOCUMENT: ADD_DOCUMENT}.get(Change.What(change.what))
    proceeding = Proceeding.objects.filter(application=application, closed_at=None).first()
    if proceeding is None or act is None:
        return
    held = hold(proceeding.pk)
    procedure = find_procedure(held.service)
    if procedure is not None and held.closed_at is None:
        doing = Doing(procedure.act(act), held, data={"registry_uid": change.registry_uid})
        carry_out(doing, Actor.person(application.person_id))
