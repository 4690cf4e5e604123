"""Orders that registers and payments ask for after a grant: each is proposed to the inspector, who alone decides (Art. 54d-54zh)."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from nssi.law.errors import LawError
from nssi.law.facts import write
from nssi.law.receipt import Receipt
from nssi.law.unemployment_benefit.assess import Assessment
from nssi.payments.benefit_queries import benefit_of
from nssi.payments.models import RepaymentClaim
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.services.unemployment_benefit.circumstances import RUNNING, assessed_again
from nssi.services.unemployment_benefit.issuing import UNDULY
from nssi.services.unemployment_benefit.known_events import known_event
from nssi.services.unemployment_benefit.models import BenefitDecision
from nssi.services.unemployment_benefit.unduly import unduly_in
from nssi.terms.models import Task

Kind = BenefitDecision.Kind

BY_REGISTERS = "unemployment_benefit.by_registers"
BY_PAYMENTS = "unemployment_benefit.by_payments"
"""The kinds of the tasks that propose an order."""

WATCHED = (*RUNNING, "stopped", "annulled")
"""The states in which an order may be proposed."""


@dataclass(frozen=True)
class Proposal:
    """An order that is proposed: the kind and key of its task, and why it is, for the official. The same one has the same key."""

    kind: str
    key: str
    why: str
    order: str

    @property
    def title(self) -> str:
        """The task in words."""
        return f"{self.why} Предложение: {self.order}"


def proposals_in(proceeding: Proceeding) -> Iterator[Proposal]:
    """Give what is proposed now: of the registers the order that goes furthest; and one that asks back what was paid too much."""
    decision = BenefitDecision.objects.filter(proceeding=proceeding).last()
    if decision is None or proceeding.state not in WATCHED:
        return
    found = _by_registers(proceeding)
    if found is not None:
        what, why, order = found
        yield Proposal(BY_REGISTERS, f"{BY_REGISTERS}:{decision.pk}:{what}", why, order)
    receipt = unduly_in(proceeding)
    if receipt is not None:
        claims = RepaymentClaim.objects.filter(benefit=benefit_of(SUBJECT, str(proceeding.pk))).count()
        key = f"{BY_PAYMENTS}:{decision.pk}:{claims}:{receipt.answer.money.cents}"
        yield Proposal(
            BY_PAYMENTS, key, f"Платени са в повече {receipt.answer.money.told}.", str(UNDULY.title)
        )


def open_proposals(proceeding: Proceeding) -> list[Task]:
    """Return the tasks that propose an order and wait for the official, the oldest first."""
    waiting = Task.objects.filter(
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        kind__in=(BY_REGISTERS, BY_PAYMENTS),
        done_at=None,
    )
    return list(waiting.order_by("opened_at", "pk"))


def _by_registers(proceeding: Proceeding) -> tuple[str, str, str] | None:
    """Return a short text that tells the order from others, why it is proposed, and which it is; None where nothing is asked for."""
    try:
        receipt = assessed_again(proceeding)
    except LawError:
        receipt = None  # what cannot be assessed proposes nothing
    if receipt is not None and not receipt.answer.entitled and proceeding.state != "annulled":
        why = "По сегашните данни в регистъра лицето не е имало право."
        return _digest(receipt), why, Kind.ANNUL.label
    if proceeding.state not in RUNNING:
        return None
    known = known_event(proceeding)
    if known is not None:
        what = f"{known.event.kind}:{known.event.on.isoformat()}"
        return what, known.told, known.consequence.kind.label
    if receipt is not None:
        return _digest(receipt), "По сегашните данни преценката е друга.", Kind.CHANGE.label
    return None


def _digest(receipt: Receipt[Assessment]) -> str:
    return sha256(repr(write(receipt.answer)).encode()).hexdigest()[:32]
