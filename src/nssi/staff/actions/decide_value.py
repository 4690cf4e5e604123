"""Approve, return or withdraw a proposed value: never the one who proposed it decides (A-03, A-04)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.institution.actions.enter_value import enter_value
from nssi.institution.models import EnteredValue
from nssi.institution.parameters import current_parameters
from nssi.staff.actions.propose_value import SUBJECT, ProposalRefused
from nssi.staff.models import ProposedValue
from nssi.terms.actions.move_terms import move_terms

State = ProposedValue.State

EVENTS = {
    State.APPROVED: "staff.value_approved",
    State.REJECTED: "staff.value_rejected",
    State.WITHDRAWN: "staff.value_withdrawn",
}

DECIDED = _("Предложението вече е решено. Нищо не е променено.")
OWN = _("Предложили сте го Вие. Одобрява или връща друг администратор.")
NOT_OWN = _("Оттегля го само този, който го е предложил.")
DAY_HAS_COME = _(
    "Денят, от който важи, вече е настъпил. Върнете предложението, за да се въведе наново с основание за минало време."
)


@transaction.atomic
def approve_value(proposal_id: int, by: Official) -> ProposedValue:
    """Let the value hold from its day on, and return the proposal. What would have ended on a new day off ends after it.

    Raises ProposalRefused where it is decided already, is their own, or its day has come meanwhile without a ground.
    """
    proposal = _waiting(proposal_id)
    if proposal.proposed_by_id == by.pk:
        raise ProposalRefused(OWN)
    if proposal.since <= clock.today() and not proposal.reaches_back:
        raise ProposalRefused(DAY_HAS_COME)
    proposal.entered = enter_value(
        proposal.name,
        proposal.since,
        proposal.value,
        proposal.currency,
        act=proposal.act,
        source=proposal.source,
        verified=proposal.verified,
    )
    if (
        proposal.name == EnteredValue.WORKING_DAY
        and proposal.value == "0"
        and proposal.since >= clock.today()
    ):
        move_terms(proposal.since, current_parameters().calendar)
    return _decided(proposal, State.APPROVED, by)


@transaction.atomic
def reject_value(proposal_id: int, by: Official, reason: str) -> ProposedValue:
    """Return the proposal with its reason. Raises ProposalRefused where it is decided already or is their own."""
    proposal = _waiting(proposal_id)
    if proposal.proposed_by_id == by.pk:
        raise ProposalRefused(OWN)
    proposal.reason = reason
    return _decided(proposal, State.REJECTED, by)


@transaction.atomic
def withdraw_value(proposal_id: int, by: Official) -> ProposedValue:
    """Take the proposal back. Raises ProposalRefused where it is decided already or is another's."""
    proposal = _waiting(proposal_id)
    if proposal.proposed_by_id != by.pk:
        raise ProposalRefused(NOT_OWN)
    return _decided(proposal, State.WITHDRAWN, by)


def _waiting(proposal_id: int) -> ProposedValue:
    """Return the proposal, held to the end of the transaction, so that two decisions come one after the other."""
    proposal = ProposedValue.objects.select_for_update().get(pk=proposal_id)
    if proposal.state != State.WAITING:
        raise ProposalRefused(DECIDED)
    return proposal


def _decided(proposal: ProposedValue, state: State, by: Official) -> ProposedValue:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, clock.now()
    proposal.save()
    record(
        EVENTS[state],
        actor=Actor.official(by.pk),
        subject_kind=SUBJECT,
        subject_id=str(proposal.pk),
        details={"name": proposal.name, "since": proposal.since.isoformat(), "value": proposal.value},
    )
    return proposal
