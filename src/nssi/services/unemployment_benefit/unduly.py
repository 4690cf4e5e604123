"""What a person received without ground: the months of the benefit as facts for the law, the order that asks it back, what came back."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.documents.actions.preview_document import preview
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.law.calendar import Month
from nssi.law.receipt import Receipt
from nssi.law.unemployment_benefit.repayment import Owed, RepaymentFacts, Sum, owed
from nssi.law.unemployment_benefit.unduly import PaidMonth, UndulyFacts, UndulyReceived, unduly_received
from nssi.payments.actions.ask_back import ask_back, received, revoke_claim
from nssi.payments.actions.enter_repayment import cancel_repayment, enter_repayment
from nssi.payments.benefit_queries import benefit_of, months_of
from nssi.payments.claim_queries import asked_back_by_month
from nssi.payments.errors import PaymentRefused
from nssi.payments.models import CashBenefit, Repayment, RepaymentClaim
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import Doing, Text
from nssi.proceedings.rights import ActRefused
from nssi.services.unemployment_benefit import issuing
from nssi.services.unemployment_benefit.models import RegisterLook, Registration, UndulyReceivedOrder


def unduly_in(proceeding: Proceeding, *, in_bad_faith: bool = False) -> Receipt[UndulyReceived] | None:
    """Return what is to be paid back by what is due and was paid now; None where nothing is."""
    benefit = benefit_of(SUBJECT, str(proceeding.pk))
    if benefit is None:
        return None
    asked = asked_back_by_month(benefit)
    months = [each for each in months_of(benefit) if each.overpaid]
    facts = UndulyFacts(
        tuple(
            PaidMonth(Month.of(each.month), _euro(each.paid), _euro(each.due_cents), _euro(asked[each.month]))
            for each in reversed(months)
        ),
        in_bad_faith,
    )
    receipt = unduly_received(facts, current_parameters())
    return receipt if receipt.answer.money.cents else None


def nothing_unduly_received(proceeding: Proceeding) -> Text:
    """Return that nothing was received without ground, or nothing."""
    if unduly_in(proceeding) is not None:
        return ""
    return _("Няма платено в повече, което още да не е поискано обратно.")


def order_repayment(doing: Doing) -> None:
    """Issue the order that asks back what was received without ground (Art. 54e, 114)."""
    proceeding, benefit = doing.proceeding, _benefit(doing.proceeding)
    order = _order(doing)
    order.save(force_insert=True)
    data = _data(doing, benefit, order)
    with_interest = order.receipt["answer"]["with_interest"]
    ask_back(benefit, str(order.pk), asked_by(order.receipt), with_interest=with_interest)
    issuing.send(issuing.UNDULY, proceeding, {**data, "order": order.pk}, _official(doing))


def preview_repayment(doing: Doing) -> bytes:
    """Draw the order."""
    data = _data(doing, _benefit(doing.proceeding), _order(doing))
    return preview(issuing.UNDULY, data, body=doing.proceeding.body)


def _data(doing: Doing, benefit: CashBenefit, order: UndulyReceivedOrder) -> dict[str, Any]:
    registration = Registration.objects.get(proceeding=doing.proceeding)
    return issuing.unduly_data(doing.proceeding, registration, order, _owed_today(benefit, order.receipt))


def _owed_today(benefit: CashBenefit, receipt: dict[str, Any]) -> Receipt[Owed]:
    parts = received(benefit, asked_by(receipt))
    sums = tuple(Sum(each.received_on, _euro(each.cents)) for each in parts)
    return owed(
        RepaymentFacts(sums, (), receipt["answer"]["with_interest"], clock.today()), current_parameters()
    )


def _order(doing: Doing) -> UndulyReceivedOrder:
    receipt = unduly_in(doing.proceeding, in_bad_faith=doing.data["faith"] == "bad")
    if receipt is None or receipt.answer.money.cents != doing.data["cents"]:
        raise ActRefused(str(_("Платеното или дължимото се промени, докато страницата беше отворена.")))
    return UndulyReceivedOrder(
        proceeding=doing.proceeding,
        receipt=receipt.as_json(),
        cents=receipt.answer.money.cents,
        ground=doing.data["ground"],
        decided_by=doing.official,
        decided_at=clock.now(),
    )


def asked_by(receipt: dict[str, Any]) -> dict[date, int]:
    """Return by month (its first day) the euro cents that the receipt of an order asks back."""
    lines = receipt["steps"][0].get("lines", [])
    asked = {date.fromisoformat(f"{line[0]}-01"): int(Decimal(line[4]["amount"]) * 100) for line in lines}
    return {month: cents for month, cents in asked.items() if cents}


def order_was_revoked(document: IssuedDocument) -> None:
    """Let nothing be owed by an order that a decision on an appeal revoked (registered with `proceedings.appeals`)."""
    benefit = benefit_of(SUBJECT, document.subject_id)
    if benefit is not None:
        revoke_claim(benefit, str(document.data["order"]))
        RegisterLook.objects.filter(
            proceeding=UUID(document.subject_id)
        ).delete()  # it may be asked back anew


# What comes back


def claims_in(proceeding: Proceeding) -> list[RepaymentClaim]:
    """Return what orders in force ask back in a proceeding, the oldest first."""
    in_force = RepaymentClaim.objects.filter(
        benefit__subject_kind=SUBJECT, benefit__subject_id=str(proceeding.pk), revoked_at=None
    )
    return list(in_force.order_by("ordered_at", "pk"))


def entries_in(proceeding: Proceeding) -> list[Repayment]:
    """Return what was entered as paid back in a proceeding and not cancelled, the last first."""
    entered = Repayment.objects.filter(
        claim__benefit__subject_kind=SUBJECT,
        claim__benefit__subject_id=str(proceeding.pk),
        cancelled_at=None,
    )
    return list(entered.order_by("-paid_on", "-pk"))


def nothing_asked_back(proceeding: Proceeding) -> Text:
    """Return that no order asks anything back, or nothing."""
    return "" if claims_in(proceeding) else _("Няма разпореждане, по което да се връщат суми.")


def nothing_entered(proceeding: Proceeding) -> Text:
    """Return that nothing was entered as paid back, or nothing."""
    return "" if entries_in(proceeding) else _("Няма вписани върнати суми.")


def note_repayment(doing: Doing) -> None:
    """Enter money that came back."""
    claims = {str(each.pk): each for each in claims_in(doing.proceeding)}
    claim = claims.get(doing.data["claim"])
    if claim is None:
        raise ActRefused(str(_("Разпореждането вече не е в сила. Прегледайте страницата отново.")))
    try:
        enter_repayment(
            claim,
            _official(doing),
            paid_on=doing.data["paid_on"],
            cents=int(doing.data["amount"] * 100),
            proof=doing.data["proof"],
        )
    except PaymentRefused as refusal:
        raise ActRefused(str(refusal)) from None


def take_repayment_back(doing: Doing) -> None:
    """Cancel an entry that was wrong."""
    entries = {str(each.pk): each for each in entries_in(doing.proceeding)}
    entry = entries.get(doing.data["entry"])
    if entry is not None:
        cancel_repayment(entry.pk, _official(doing), doing.note)


def _benefit(proceeding: Proceeding) -> CashBenefit:
    benefit = benefit_of(SUBJECT, str(proceeding.pk))
    if benefit is None:
        raise ActRefused(str(nothing_unduly_received(proceeding)))
    return benefit


def _official(doing: Doing) -> Official:
    assert doing.official is not None  # noqa: S101 – officials do this
    return doing.official


def _euro(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
