"""The pages of this service for officials: what is paid by its decisions, and the receipt behind each (O-42)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from nssi.law.calendar import Month
from nssi.law.money import amount_told
from nssi.law.render import shown, unbroken, value_told
from nssi.payments.benefit_queries import benefit_of, months_of
from nssi.payments.claim_queries import claims_of
from nssi.proceedings.guards import Case, case_page
from nssi.proceedings.models import SUBJECT
from nssi.services.unemployment_benefit.issuing import unverified_in
from nssi.services.unemployment_benefit.models import BenefitDecision


@case_page("GET")
def benefit_months(case: Case) -> HttpResponse:
    """Show by month what is due by which decision, and what was paid and came back."""
    benefit = benefit_of(SUBJECT, str(case.proceeding.pk))
    if benefit is None:
        raise Http404
    months = [{"month": each, "told": Month.of(each.month).told} for each in months_of(benefit)]
    decisions = BenefitDecision.objects.filter(proceeding=case.proceeding).order_by("-pk")
    return case.page(
        "unemployment_benefit/months.html",
        benefit=benefit,
        months=months,
        decisions=decisions,
        claims=claims_of([benefit])[benefit.pk],
    )


@case_page("GET")
def benefit_receipt(case: Case, decision_id: int) -> HttpResponse:
    """Show how a decision was reached: each step, the amounts by month, the values used, and what is not verified."""
    decision = get_object_or_404(BenefitDecision, pk=decision_id, proceeding=case.proceeding)
    receipt = decision.receipt
    return case.page(
        "unemployment_benefit/receipt.html",
        decision=decision,
        steps=[_step(step) for step in receipt["steps"]],
        payments=[
            {**row, "told": _month(row["month"]), "money": amount_told(row["amount"], row["currency"])}
            for row in receipt["answer"]["payments"]
        ],
        values=[unbroken(value_told(value)) for value in receipt["parameters"]],
        unverified=unverified_in(decision),
    )


def _month(text: str) -> str:
    year, month = text.split("-")
    return Month(int(year), int(month)).told


def _step(step: dict[str, Any]) -> dict[str, str]:
    return {
        "text": unbroken(f"{step['text']} ({step['article']})"),
        "formula": unbroken(step["formula"]),
        "result": "" if step["result"] is None else unbroken(shown(step["result"])),
    }
