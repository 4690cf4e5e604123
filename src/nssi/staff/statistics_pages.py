"""What the official's body received, decided and has late: by service, by month, as a table to take away."""

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nssi.access.guards import official_required
from nssi.access.visitors import OfficialRequest
from nssi.look.chart import chart_of
from nssi.look.spreadsheets import csv_response
from nssi.proceedings.forms import YearForm
from nssi.proceedings.statistics import Period, ServiceFigures, by_month, by_service
from nssi.staff.pages import WORKS


@official_required(*WORKS)
@never_cache
@require_safe
def statistics(request: OfficialRequest) -> HttpResponse:
    """Show the figures of the official's body for a year, with a chart of its months."""
    form = YearForm(request.GET)
    period, body = Period.of_year(form.year), str(request.official.competent_body_id)
    months = by_month(body, period)
    context = {
        "form": form,
        "year": form.year,
        "period": period,
        "services": by_service(body, period),
        "months": months,
        "chart": chart_of(
            [each.month.month for each in months],
            {"received": [each.received for each in months], "decided": [each.decided for each in months]},
        ),
    }
    return render(request, "staff/statistics.html", context)


@official_required(*WORKS)
@never_cache
@require_safe
def statistics_csv(request: OfficialRequest) -> StreamingHttpResponse:
    """Hand the figures by service over as a table."""
    year = YearForm(request.GET).year
    figures = by_service(str(request.official.competent_body_id), Period.of_year(year))
    return csv_response(_table(figures), f"statistika-{request.official.competent_body_id}-{year}.csv")


def _table(figures: list[ServiceFigures]) -> Iterator[tuple[object, ...]]:
    yield (
        _("Услуга"),
        _("Постъпили"),
        _("Решени"),
        _("Прекратени и оттеглени"),
        _("Решени след срока"),
        _("Просрочени сега"),
        _("Медиана в дни"),
    )
    for each in figures:
        median = "" if each.median_days is None else each.median_days
        yield (each.title, each.received, each.decided, each.ended, each.decided_late, each.late, median)
