"""The yearly recalculation for officials (O-33): who asked for it with income, how far the run of this year is, what runs found."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.foundation import clock
from nssi.law.money import Currency
from nssi.pensions.models import IncomeCoefficient, Pension, YearlyFailure, YearlyRun
from nssi.pensions.queries import report_of
from nssi.services.pension_recalculation.actions.begin_yearly_run import begin_yearly_run

SEES = (Official.Role.PENSION_OFFICER, Official.Role.PENSION_HEAD)
ON_A_PAGE = 50
MOST_RUNS = 5
MOST_FAILURES = 50
FIRST_YEAR_IN_EURO = 2026


def _currency(run: YearlyRun) -> str:
    return (Currency.EUR if run.year >= FIRST_YEAR_IN_EURO else Currency.BGN).value


@official_required(*SEES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def yearly_recalculation(request: OfficialRequest) -> HttpResponse:
    """Show the runs with their reports and the pensions of the body that are recalculated with income; a head begins a run."""
    year = clock.today().year
    is_time = clock.today() >= date(year, 4, 1)
    runs = list(YearlyRun.objects.order_by("-year")[:MOST_RUNS])
    is_begun = any(run.year == year for run in runs)
    may_begin = is_time and not is_begun and request.official.role == Official.Role.PENSION_HEAD
    if request.method == "POST":
        if request.official.role != Official.Role.PENSION_HEAD:
            raise PermissionDenied
        if is_time:
            begin_yearly_run(year, request.official)
            messages.success(request, _("Преизчисляването за %(year)d\u00a0г. е започнато.") % {"year": year})
        return redirect("yearly_recalculation")
    body = request.official.competent_body_id
    asked = Pension.objects.filter(body=body, yearly_since__isnull=False).select_related("person")
    page = Paginator(asked.order_by("file_number"), ON_A_PAGE).get_page(request.GET.get("stranitsa"))
    known = set(
        IncomeCoefficient.objects.filter(pension__in=list(page), year=year).values_list("pension", flat=True)
    )
    failures = YearlyFailure.objects.filter(pension__body=body, run__in=runs[:1]).select_related("pension")
    context: dict[str, Any] = {
        "year": year,
        "is_time": is_time,
        "may_begin": may_begin,
        "is_begun": is_begun,
        "runs": [(run, report_of(run), _currency(run)) for run in runs],
        "page": page,
        "asked": [(pension, pension.pk in known) for pension in page],
        "failures": failures.order_by("pension__file_number")[:MOST_FAILURES],
    }
    return render(request, "pension_recalculation/yearly.html", context)
