"""Propose an account into which sums are paid back (A-02)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.staff.actions.propose_value import ProposalRefused
from nssi.staff.models import ProposedAccount

WAITS = _("За това поделение вече има предложение, което чака. Оттеглете го или изчакайте.")


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
            record(
                "staff.account_proposed",
                actor=Actor.official(by.pk),
                subject_kind="proposed_account",
                subject_id=str(proposal.pk),
                details=proposal.told,
            )
    except IntegrityError:
        raise ProposalRefused(WAITS) from None
    return proposal
