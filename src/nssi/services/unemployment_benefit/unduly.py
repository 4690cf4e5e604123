"""What a person received without ground: the months of the benefit as facts for the law, and the order that asks it back."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from nssi.documents.actions.preview_document import preview
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.law.parameters import shipped
from nssi.law.receipt import Receipt
from nssi.law.unemployment_benefit.unduly import PaidMonth, UndulyFacts, UndulyReceived, unduly_received
from nssi.payments.actions.ask_back import ask_back
from nssi.payments.benefit_queries import benefit_of, months_of
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import Doing, Text
from nssi.proceedings.rights import ActRefused
from nssi.services.unemployment_benefit import issuing
from nssi.services.unemployment_benefit.models import Registration, UndulyReceivedOrder


def unduly_in(proceeding: Proceeding, *, in_bad_faith: bool = False) -> Receipt[UndulyReceived] | None:
    """Return what is to be paid back by what is due and was paid now; None where nothing is."""
    benefit = benefit_of(SUBJECT, str(proceeding.pk))
    if benefit is None:
        return None
    asked = _asked_back(proceeding)
    months = [each for each in months_of(benefit) if each.overpaid]
    facts = UndulyFacts(
        tuple(
            PaidMonth(month, _euro(each.paid), _euro(each.due_cents), _euro(asked[str(month)]))
            for each in reversed(months)
            for month in [Month.of(each.month)]
        ),
        in_bad_faith,
    )
    receipt = unduly_received(facts, shipped())
    return receipt if receipt.answer.money.cents else None


def nothing_unduly_received(proceeding: Proceeding) -> Text:
    """Return that nothing was received without ground, or nothing."""
    if unduly_in(proceeding) is not None:
        return ""
    return _("Няма платено в повече, което още да не е поискано обратно.")


def order_repayment(doing: Doing) -> None:
    """Issue the order that asks back what was received without ground (Art. 54e, 114)."""
    proceeding = doing.proceeding
    order = _order(doing)
    order.save(force_insert=True)
    ask_back(SUBJECT, str(proceeding.pk), order.cents)
    registration = Registration.objects.get(proceeding=proceeding)
    data = issuing.unduly_data(proceeding, registration, order)
    assert doing.official is not None  # noqa: S101 – officials do this
    issuing.send(issuing.UNDULY, proceeding, data, doing.official)


def preview_repayment(doing: Doing) -> bytes:
    """Draw the order."""
    registration = Registration.objects.get(proceeding=doing.proceeding)
    data = issuing.unduly_data(doing.proceeding, registration, _order(doing))
    return preview(issuing.UNDULY, data, body=doing.proceeding.body)


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


def _asked_back(proceeding: Proceeding) -> Counter[str]:
    """Return by month the cents that earlier orders ask back."""
    asked: Counter[str] = Counter()
    for order in UndulyReceivedOrder.objects.filter(proceeding=proceeding):
        for month, cents in unduly_months(order.receipt):
            asked[month] += cents
    return asked


def unduly_months(receipt: dict[str, Any]) -> list[tuple[str, int]]:
    """Return the months of a receipt with the cents that it asks back for each."""
    lines = receipt["steps"][0].get("lines", [])
    return [(line[0], int(Decimal(line[4]["amount"]) * 100)) for line in lines]


def _euro(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
