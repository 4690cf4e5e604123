"""A person's own money: by month what is due, ordered and returned, to which account (S1.12)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nssi.access.guards import person_required
from nssi.access.visitors import PersonRequest
from nssi.foundation import clock
from nssi.institution.models import RepaymentAccount
from nssi.institution.queries import repayment_account
from nssi.law.calendar import Month
from nssi.payments.benefit_queries import MonthOfBenefit, benefits_of, months_of_all
from nssi.payments.claim_queries import ClaimStanding, claims_of
from nssi.payments.models import CashBenefit
from nssi.payments.models.benefits import masked
from nssi.payments.sources import account_page


@dataclass(frozen=True)
class ShownMonth:
    """A month as its person sees it: its name, the figures, and where it stands, in words with a colour."""

    name: str
    month: MonthOfBenefit
    text: str | Promise
    colour: str


@person_required
@never_cache
@require_safe
def my_money(request: PersonRequest) -> HttpResponse:
    """Show what the person is paid: each month of each benefit, with what was ordered and came back."""
    benefits = benefits_of(request.person)
    months, claims = months_of_all(benefits), claims_of(benefits)
    shown = [
        {
            "benefit": benefit,
            "account": masked(benefit.iban),
            "account_page": account_page(benefit) if _is_open(benefit, months[benefit.pk]) else "",
            "months": [_shown(benefit, each) for each in months[benefit.pk]],
            "claims": claims[benefit.pk],
            "pay_to": _pay_to(benefit, claims[benefit.pk]),
        }
        for benefit in benefits
    ]
    return render(request, "payments/my_money.html", {"benefits": shown})


def _pay_to(benefit: CashBenefit, claims: list[ClaimStanding]) -> RepaymentAccount | None:
    """Return the account into which the person pays back what is owed; None where nothing is, or none was entered."""
    return repayment_account(benefit.body, clock.today()) if any(each.left for each in claims) else None


def _is_open(benefit: CashBenefit, months: list[MonthOfBenefit]) -> bool:
    """Return whether something is paid still to the account of a benefit."""
    return benefit.unknown_from is not None or any(each.open for each in months)


def _shown(benefit: CashBenefit, each: MonthOfBenefit) -> ShownMonth:
    month = Month.of(each.month)
    text, colour = _standing(benefit, each, month)
    return ShownMonth(month.told, each, text, colour)


def _standing(benefit: CashBenefit, each: MonthOfBenefit, month: Month) -> tuple[str, str]:
    if each.overpaid:
        return _("Получено в повече"), "red"
    if not each.open:
        return (_("Платено"), "green") if each.lines else (_("Няма за плащане"), "grey")
    if benefit.hold or not benefit.iban:
        return _("Не се изплаща"), "red"
    if month >= Month.of(clock.today()):
        return _("Плаща се през %(month)s") % {"month": month.plus(1).told}, "grey"
    return _("Предстои плащане"), "blue"
