"""The enquiries of paid benefits: by the period they are for, and by the day of payment (S1.12)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nssi.access.guards import person_required
from nssi.access.visitors import PersonRequest
from nssi.enquiries.paid_forms import PaidBenefitsForm
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.look.spreadsheets import csv_response
from nssi.look.typography import date_text, number_text
from nssi.payments.benefit_queries import Returned, paid_lines_of
from nssi.payments.models import PaymentLine


@person_required
@never_cache
@require_safe
def my_paid_benefits(request: PersonRequest) -> HttpResponse:
    """Show what was paid to the person, by the months it is for or by the day of payment."""
    form = PaidBenefitsForm(request.GET)
    lines = _lines(request, form)
    since, until, by_payment = form.asked
    context = {
        "form": form,
        "now": clock.now(),
        "since": since,
        "until": until,
        "by_payment": by_payment,
        "rows": [{"line": line, "month": Month.of(line.month).told} for line in lines],
        "total": sum(line.cents for line in lines if line.payment.state != Returned),
        "returned": sum(line.cents for line in lines if line.payment.state == Returned),
        "query": request.GET.urlencode(),
    }
    return render(request, "enquiries/my_paid_benefits.html", context)


@person_required
@never_cache
@require_safe
def my_paid_benefits_csv(request: PersonRequest) -> HttpResponseBase:
    """Hand the same over as a table."""
    form = PaidBenefitsForm(request.GET)
    if form.is_bound and not form.is_valid():
        return redirect("my_paid_benefits")
    return csv_response(_table(_lines(request, form)), f"obezshteteniya-{clock.today()}.csv")


def _lines(request: PersonRequest, form: PaidBenefitsForm) -> list[PaymentLine]:
    since, until, by_payment = form.asked
    return paid_lines_of(request.person, since, until, by_payment=by_payment)


def _table(lines: list[PaymentLine]) -> Iterator[Sequence[object]]:
    yield (
        _("Регистрация"),
        _("Вид"),
        _("За месец"),
        _("Сума (евро)"),
        _("Дата на плащане"),
        _("Сметка"),
        _("Върнато на"),
    )
    for line in lines:
        came_back = line.payment.came_back if line.payment.state == Returned else None
        yield (
            line.benefit.number,
            line.benefit.get_kind_display(),
            f"{line.month:%m.%Y}",
            number_text(Decimal(line.cents) / 100, 2),
            date_text(line.payment.list.pay_on) if line.payment.list.pay_on else "",
            line.payment.account,
            date_text(came_back.returned_on) if came_back else "",
        )
