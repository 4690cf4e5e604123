"""Approve, return or withdraw what was proposed: never the one who proposed it decides (A-02, A-03, A-04)."""

from functools import singledispatch
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.institution.actions.enter_account import enter_account
from nssi.institution.actions.enter_value import enter_value
from nssi.institution.models import EnteredValue
from nssi.institution.parameters import current_parameters
from nssi.staff.actions.propose_value import ProposalRefused
from nssi.staff.models import Proposal, ProposedAccount, ProposedValue
from nssi.terms.actions.move_terms import move_terms

P = TypeVar("P", bound=Proposal)
State = Proposal.State

DECIDED = _("Предложението вече е решено. Нищо не е променено.")
OWN = _("Предложили сте го Вие. Одобрява или връща друг администратор.")
NOT_OWN = _("Оттегля го само този, който го е предложил.")
DAY_HAS_COME = _(
    "Денят, от който важи, вече е настъпил. Върнете предложението, за да се въведе наново с основание за минало време."
)
DAY_IS_OVER = _("Денят, от който важи, е минал. Върнете предложението, за да се въведе наново.")


@transaction.atomic
def approve_proposal(of: type[P], proposal_id: int, by: Official) -> P:
    """Let what was proposed hold from its day on, and return the proposal.

    Raises ProposalRefused where it is decided already, is their own, or its day has come meanwhile.
    """
    proposal = _waiting(of, proposal_id)
    if proposal.proposed_by_id == by.pk:
        raise ProposalRefused(OWN)
    proposal.entered = _enter(proposal)  # type: ignore[attr-defined]
    return _decided(proposal, State.APPROVED, by)


@transaction.atomic
def reject_proposal(of: type[P], proposal_id: int, by: Official, reason: str) -> P:
    """Return the proposal with its reason. Raises ProposalRefused where it is decided already or is their own."""
    proposal = _waiting(of, proposal_id)
    if proposal.proposed_by_id == by.pk:
        raise ProposalRefused(OWN)
    proposal.reason = reason
    return _decided(proposal, State.REJECTED, by)


@transaction.atomic
def withdraw_proposal(of: type[P], proposal_id: int, by: Official) -> P:
    """Take the proposal back. Raises ProposalRefused where it is decided already or is another's."""
    proposal = _waiting(of, proposal_id)
    if proposal.proposed_by_id != by.pk:
        raise ProposalRefused(NOT_OWN)
    return _decided(proposal, State.WITHDRAWN, by)


@singledispatch
def _enter(proposal: Proposal) -> models.Model:
    """Let what was proposed hold, and return what it became. Raises ProposalRefused where its day has come meanwhile."""
    raise TypeError(type(proposal))


@_enter.register
def _enter_value(proposal: ProposedValue) -> EnteredValue:
    if proposal.since <= clock.today() and not proposal.reaches_back:
        raise ProposalRefused(DAY_HAS_COME)
    entered = enter_value(
        proposal.name,
        proposal.since,
        proposal.value,
        proposal.currency,
        act=proposal.act,
        source=proposal.source,
        verified=proposal.verified,
    )
    is_day_off = proposal.name == EnteredValue.WORKING_DAY and proposal.value == "0"
    if is_day_off and proposal.since >= clock.today():
        move_terms(proposal.since, current_parameters().calendar)  # what would have ended on it ends after it
    return entered


@_enter.register
def _enter_account(proposal: ProposedAccount) -> models.Model:
    if proposal.since < clock.today():
        raise ProposalRefused(DAY_IS_OVER)
    return enter_account(
        proposal.body, proposal.since, iban=proposal.iban, holder=proposal.holder, source=proposal.source
    )


def _waiting(of: type[P], proposal_id: int) -> P:
    """Return the proposal, held to the end of the transaction, so that two decisions come one after the other."""
    proposal: P = of._default_manager.select_for_update().get(pk=proposal_id)
    if proposal.state != State.WAITING:
        raise ProposalRefused(DECIDED)
    return proposal


def _decided(proposal: P, state: State, by: Official) -> P:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, clock.now()
    proposal.save()
    record(
        f"staff.{proposal.word}_{state.value}",
        actor=Actor.official(by.pk),
        subject_kind=f"proposed_{proposal.word}",
        subject_id=str(proposal.pk),
        details=proposal.told,
    )
    return proposal
