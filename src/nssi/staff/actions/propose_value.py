"""Propose a value of the law or of the tariff, or a day off (A-03, A-04)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.staff.models import ProposedValue


class ProposalRefused(Exception):  # noqa: N818 – it names what happened
    """What was asked for cannot be done; the text says why and what to do."""


def propose_value(
    by: Official,
    *,
    name: str,
    since: date,
    value: str,
    currency: str,
    act: str,
    source: str,
    verified: bool,
    ground: str = "",
) -> ProposedValue:
    """Return the proposal, which waits for another administrator.

    `ground`: by which provision it holds for days that have passed; one that begins today or earlier needs it. Raises
    ProposalRefused where it has none, or another for the same day waits already.
    """
    if since <= clock.today() and not ground:
        raise ProposalRefused(
            _("Датата е днес или е минала. Посочете на какво основание важи за минало време.")
        )
    try:
        with transaction.atomic():
            proposal = ProposedValue.objects.create(
                name=name,
                since=since,
                value=value,
                currency=currency,
                act=act,
                source=source,
                verified=verified,
                reaches_back=bool(ground),
                ground=ground,
                proposed_by=by,
                proposed_at=clock.now(),
            )
            record(
                "staff.value_proposed",
                actor=Actor.official(by.pk),
                subject_kind="proposed_value",
                subject_id=str(proposal.pk),
                details={**proposal.told, "currency": currency},
            )
    except IntegrityError:
        raise ProposalRefused(
            _("За тази дата вече има предложение, което чака. Оттеглете го или изчакайте.")
        ) from None
    return proposal
