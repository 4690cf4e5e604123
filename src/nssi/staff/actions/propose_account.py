"""Propose an account into which sums are paid back, and decide about another's proposal: never one alone (A-02)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.institution.actions.enter_account import enter_account
from nssi.institution.models import CompetentBody
from nssi.staff.actions.decide_value import DECIDED, NOT_OWN, OWN
from nssi.staff.actions.propose_value import ProposalRefused
from nssi.staff.models import ProposedAccount, ProposedValue

State = ProposedValue.State
SUBJECT = "proposed_account"
PROPOSED = "staff.account_proposed"
EVENTS = {
    State.APPROVED: "staff.account_approved",
    State.REJECTED: "staff.account_rejected",
    State.WITHDRAWN: "staff.account_withdrawn",
}

WAITS = _("За това поделение вече има предложение, което чака. Оттеглете го или изчакайте.")
DAY_IS_OVER = _("Денят, от който важи, е минал. Върнете предложението, за да се въведе наново.")


def propose_account(
    by: Official, body: CompetentBody | None, *, since: date, iban: str, holder: str, source: str
) -> ProposedAccount:
    """Return the proposal, which waits for another administrator. Raises ProposalRefused where one for this body waits already."""
    try:
        with transaction.atomic():
            proposal = ProposedAccount.objects.create(
                body=body,
                since=since,
                iban=iban,
                holder=holder,
                source=source,
                proposed_by=by,
                proposed_at=clock.now(),
            )
            _note(PROPOSED, proposal, by)
    except IntegrityError:
        raise ProposalRefused(WAITS) from None
    return proposal


@transaction.atomic
def approve_account(proposal_id: int, by: Official) -> None:
    """Let the account hold from its day on. Raises ProposalRefused where it is decided, is their own, or its day is over."""
    proposal = _waiting(proposal_id)
    if proposal.proposed_by_id == by.pk:
        raise ProposalRefused(OWN)
    if proposal.since < clock.today():
        raise ProposalRefused(DAY_IS_OVER)
    proposal.entered = enter_account(
        proposal.body, proposal.since, iban=proposal.iban, holder=proposal.holder, source=proposal.source
    )
    _decide(proposal, State.APPROVED, by)


@transaction.atomic
def reject_account(proposal_id: int, by: Official, reason: str) -> None:
    """Return the proposal with its reason. Raises ProposalRefused where it is decided already or is their own."""
    proposal = _waiting(proposal_id)
    if proposal.proposed_by_id == by.pk:
        raise ProposalRefused(OWN)
    proposal.reason = reason
    _decide(proposal, State.REJECTED, by)


@transaction.atomic
def withdraw_account(proposal_id: int, by: Official) -> None:
    """Take the proposal back. Raises ProposalRefused where it is decided already or is another's."""
    proposal = _waiting(proposal_id)
    if proposal.proposed_by_id != by.pk:
        raise ProposalRefused(NOT_OWN)
    _decide(proposal, State.WITHDRAWN, by)


def _waiting(proposal_id: int) -> ProposedAccount:
    held = ProposedAccount.objects.select_for_update(of=("self",)).select_related("body")
    proposal = held.get(pk=proposal_id)
    if proposal.state != State.WAITING:
        raise ProposalRefused(DECIDED)
    return proposal


def _decide(proposal: ProposedAccount, state: ProposedValue.State, by: Official) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, clock.now()
    proposal.save()
    _note(EVENTS[state], proposal, by)


def _note(event: str, proposal: ProposedAccount, by: Official) -> None:
    record(
        event,
        actor=Actor.official(by.pk),
        subject_kind=SUBJECT,
        subject_id=str(proposal.pk),
        details={"body": proposal.body_id or "", "since": proposal.since.isoformat()},
    )
