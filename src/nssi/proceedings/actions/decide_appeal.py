"""Decide an appeal: a decision goes out, and where it revokes the order, the proceeding goes on from before it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.applications.changes import contact_of
from nssi.audit import Actor, record
from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.methods import DeliveryMethod
from nssi.documents import wording
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.proceedings.actions.file_appeal import DECIDES
from nssi.proceedings.actions.perform import carry_out, hold
from nssi.proceedings.appeals import APPEAL, length_of, undoing_of
from nssi.proceedings.history import APPEAL_DECIDED
from nssi.proceedings.letters import APPEAL_DECISION, BY_DECISION
from nssi.proceedings.models import SUBJECT, Appeal, Proceeding, ProceedingEvent
from nssi.proceedings.procedures import REVOKE, REVOKED_ORDER, Doing, procedure_of
from nssi.proceedings.rights import ActRefused, Standing
from nssi.terms import kinds
from nssi.terms.actions.end_term import meet_term
from nssi.terms.actions.open_tasks import close_tasks, open_tasks
from nssi.terms.models import Task

Outcome = Appeal.Outcome


def why_not_decide(appeal: Appeal, official: Official) -> str:
    """Return why this official cannot decide the appeal, or nothing: the head, or who stands in for them, and unconcerned."""
    standing = Standing(appeal.proceeding, official)
    if official.competent_body_id != appeal.body_id:
        return _("Жалбата е до ръководителя на %(body)s.") % {"body": appeal.body.label}
    if Official.Role.DIRECTOR not in (official.role, *standing.stands_in_for):
        return _("По жалби решава ръководителят на ТП.")
    if standing.conflict:
        return str(standing.conflict)
    if ProceedingEvent.objects.filter(proceeding=appeal.proceeding_id, official=official).exists():
        return _("Вие работихте по преписката. По жалбата трябва да реши друг.")
    if appeal.decided_at is not None:
        return _("По жалбата вече е решено.")
    return ""


@transaction.atomic
def decide_appeal(appeal_id: UUID, official: Official, outcome: Appeal.Outcome, reasons: str) -> Appeal:
    """Issue the decision with its effect on the order. Raises ActRefused."""
    appeal = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("document", "body", "proceeding")
        .get(id=appeal_id)
    )
    if reason := why_not_decide(appeal, official):
        raise ActRefused(reason)
    proceeding = hold(appeal.proceeding_id)
    if outcome == Outcome.RETURNED:
        if undo := undoing_of(appeal.document):
            undo(appeal.document)
            _let_follow(appeal, proceeding)
        else:
            _revoke(appeal, proceeding, official, reasons)
    meet_term(kinds.by_name(DECIDES), subject_kind=APPEAL, subject_id=str(appeal.pk))
    close_tasks(kind=DECIDES, subject_kind=APPEAL, subject_id=str(appeal.pk))
    ProceedingEvent.objects.create(
        proceeding=proceeding,
        at=clock.now(),
        act=APPEAL_DECIDED,
        from_state=proceeding.state,
        to_state=proceeding.state,
        official=official,
        note=str(outcome.label),
    )
    record(
        "proceedings.appeal_decided",
        actor=Actor.official(official.pk),
        subject_kind=APPEAL,
        subject_id=str(appeal.pk),
        details={"outcome": outcome.value},
        about=appeal.person_id,
    )
    appeal.outcome, appeal.reasons = outcome, reasons
    appeal.decided_by, appeal.decided_at = official, clock.now()
    appeal.decision = _issue(appeal, proceeding, official)
    appeal.save(update_fields=["outcome", "reasons", "decided_by", "decided_at", "decision"])
    return appeal


def _revoke(appeal: Appeal, proceeding: Proceeding, official: Official, reasons: str) -> None:
    procedure = procedure_of(proceeding)
    act = next((act for act in procedure.acts if act.name == REVOKE), None)
    orders = IssuedDocument.objects.filter(
        kind=appeal.document.kind, subject_kind=SUBJECT, subject_id=str(proceeding.pk)
    )
    is_last = orders.order_by("-issued_at").values_list("pk", flat=True).first() == appeal.document_id
    if act is None or not is_last or proceeding.state not in act.sources:
        raise ActRefused(
            _("Разпореждането вече не е последното по преписката и не може да се отмени с връщане.")
        )
    data = {"note": reasons, "document": appeal.document}
    carry_out(Doing(act, proceeding, official, data=data), Actor.official(official.pk))


def _let_follow(appeal: Appeal, proceeding: Proceeding) -> None:
    """Tell whoever acts in the state, or did first where it has ended, that an order beside its course was revoked."""
    task = Task(
        key=f"{REVOKED_ORDER}:{appeal.pk}",
        kind=REVOKED_ORDER,
        title=f"С решение по жалба е отменено {appeal.document.outgoing_number}: преценете дали да се издаде ново",
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        body=proceeding.body,
        role=proceeding.role or procedure_of(proceeding).initial.role,
    )
    open_tasks([task])


def _issue(appeal: Appeal, proceeding: Proceeding, official: Official) -> IssuedDocument:
    contact = contact_of(proceeding.application)
    method = DeliveryMethod(contact.delivery_method)
    document = issue_document(
        APPEAL_DECISION,
        data=decision_data(appeal),
        person=appeal.person,
        body=appeal.body,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        actor=Actor.official(official.pk),
    )
    deliver_document(
        document,
        addressee=appeal.person,
        method=method,
        destination="" if method == DeliveryMethod.COUNTER else contact.delivery_address,
        policy=BY_DECISION,
    )
    return document


def decision_data(appeal: Appeal) -> dict[str, Any]:
    """Return what the decision says, in Bulgarian."""
    court = length_of("court_appeal_term")
    order = appeal.document
    effect = {
        Outcome.REJECTED: "Отхвърлям жалбата. Разпореждането остава в сила.",
        Outcome.RETURNED: "Отменям разпореждането и връщам преписката за ново решаване.",
        Outcome.NOT_CONSIDERED: "Оставям жалбата без разглеждане.",
    }[Outcome(appeal.outcome)]
    unsure = "" if court.value.verified else " Срокът е по непотвърдена редакция на закона."
    return {
        "addressee": [appeal.person.full_name],
        "facts": [
            ["Жалба (УРИ)", appeal.registry_uid],
            ["Подадена на", wording.day(appeal.filed_at)],
            ["Срещу", f"{order.title}, изх. № {order.outgoing_number}"],
        ],
        "paragraphs": [
            effect,
            *(line.strip() for line in appeal.reasons.splitlines() if line.strip()),
            f"Решението може да се обжалва пред административния съд в {court.words} срок от връчването му"
            f" ({court.article}).{unsure}",
        ],
        "signed_by": [
            appeal.decided_by.full_name if appeal.decided_by else "",
            "ръководител",
            appeal.body.label,
        ],
    }
