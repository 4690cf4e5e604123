"""The tab „Такса“: what a duplicate costs, whether it is paid, and the payment at the counter (O-24)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.payments.actions.record_counter_payment import AlreadySettled, record_counter_payment
from nssi.payments.forms import CounterPaymentForm
from nssi.payments.models import Fee
from nssi.payments.queries import fee_of
from nssi.proceedings.guards import Case, case_page
from nssi.proceedings.models import SUBJECT
from nssi.services.archive_certificate.duplicates import originals_of
from nssi.services.archive_certificate.kinds import duplicate_fee

TAKES_MONEY = (Official.Role.CLERK, Official.Role.ARCHIVE_OFFICER)

RECORDED = _("Плащането е записано.")
SETTLED = _("Таксата вече е платена или е отпаднала.")


@case_page("GET", "POST")
def archive_fee(case: Case) -> HttpResponse:
    """Show the fee for the duplicate, and record that it was paid at the counter."""
    fee = fee_of(SUBJECT, str(case.proceeding.pk))
    may_record = fee is not None and fee.state == Fee.State.DUE and case.request.official.role in TAKES_MONEY
    form = CounterPaymentForm(case.request.POST or None)
    if case.request.method == "POST" and (fee is None or case.request.official.role not in TAKES_MONEY):
        raise PermissionDenied
    if fee is not None and form.is_valid():
        try:
            record_counter_payment(fee.pk, form.cleaned_data["receipt_number"], case.request.official)
            messages.success(case.request, str(RECORDED))
        except AlreadySettled:
            messages.success(case.request, str(SETTLED))
        return redirect("archive_fee", case.proceeding.pk)
    return case.page(
        "archive_certificate/fee.html",
        fee=fee,
        form=form if may_record else None,
        price=duplicate_fee(clock.today(), current_parameters()),
        originals=originals_of(case.application),
    )
