"""The pages for the head of the archive: its figures of a year, and the list of what is late, each also as a table."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.look.chart import chart_of
from nssi.look.spreadsheets import csv_response
from nssi.look.typography import date_text
from nssi.proceedings.deadlines import Deadline
from nssi.proceedings.forms import YearForm
from nssi.proceedings.models import Proceeding
from nssi.proceedings.statistics import Period
from nssi.services.archive_certificate import statistics
from nssi.services.archive_certificate.statistics import BodyFigures

HEADS = (Official.Role.ARCHIVE_OFFICER,)

ALL = "vsichki"
ON_A_PAGE = 50


class FiguresForm(YearForm):
    """Of which year the figures are, and whether of the official's own body or of all."""

    obhvat = forms.ChoiceField(label=gettext_lazy("Обхват"), required=False)

    def __init__(self, request: HttpRequest, official: Official, **kwargs: Any) -> None:
        super().__init__(request.GET, **kwargs)
        own = str(official.competent_body_id or "")
        self.body = "" if request.GET.get("obhvat") == ALL else own
        self.data = {**self.data, "obhvat": "" if self.body else ALL}
        label = official.competent_body.label if official.competent_body else "—"
        everywhere = _("Всички ТП и архивни центрове")
        self.fields["obhvat"].choices = [("", label), (ALL, everywhere)]  # type: ignore[attr-defined]

    @property
    def scope(self) -> str:
        """The value of the address that keeps the scope; empty for the official's own body."""
        return str(self.data["obhvat"])

    @property
    def scope_words(self) -> str:
        """Whose figures these are, in words."""
        choices: dict[str, Any] = dict(self.fields["obhvat"].choices)  # type: ignore[attr-defined]
        return str(choices[self.scope])


@official_required(*HEADS)
@never_cache
@require_safe
def archive_statistics(request: OfficialRequest) -> HttpResponse:
    """Show what was received, issued, not found and is late, by body, and by month with a chart."""
    form = FiguresForm(request, request.official)
    period = Period.of_year(form.year)
    bodies, months = statistics.by_body(period, form.body), statistics.by_month(period, form.body)
    counts = {kind: [getattr(each, kind) for each in months] for kind in ("received", "issued", "no_data")}
    context = {
        "form": form,
        "period": period,
        "bodies": bodies,
        "totals": statistics.totals(bodies) if len(bodies) > 1 else None,
        "months": months,
        "chart": chart_of([each.month.month for each in months], counts),
    }
    return render(request, "archive_certificate/statistics.html", context)


@official_required(*HEADS)
@never_cache
@require_safe
def archive_statistics_csv(request: OfficialRequest) -> StreamingHttpResponse:
    """Hand the figures by body over as a table."""
    form = FiguresForm(request, request.official)
    bodies = statistics.by_body(Period.of_year(form.year), form.body)
    return csv_response(_figures(bodies), f"osiguritelen-arhiv-{form.year}.csv")


@official_required(*HEADS)
@never_cache
@require_safe
def archive_overdue(request: OfficialRequest) -> HttpResponse:
    """Show the applications whose thirty days have passed, the latest first (S2.7)."""
    form = FiguresForm(request, request.official)
    page = Paginator(statistics.late_ones(form.body), ON_A_PAGE).get_page(request.GET.get("stranitsa"))
    context = {
        "form": form,
        "page": page,
        "rows": [(each, Deadline.of(each), _is_own(request, each)) for each in page],
        "query": f"obhvat={form.scope}",
    }
    return render(request, "archive_certificate/overdue.html", context)


@official_required(*HEADS)
@never_cache
@require_safe
def archive_overdue_csv(request: OfficialRequest) -> StreamingHttpResponse:
    """Hand the list of what is late over as a table."""
    form = FiguresForm(request, request.official)
    return csv_response(_late(form.body), "osiguritelen-arhiv-prosrocheni.csv")


def _figures(bodies: list[BodyFigures]) -> Iterator[tuple[object, ...]]:
    yield (
        _("ТП или архивен център"),
        _("Постъпили"),
        _("Издадени"),
        _("Без данни"),
        _("Прекратени и оттеглени"),
        _("Отговорени след срока"),
        _("Просрочени сега"),
    )
    for each in bodies:
        yield (
            each.body,
            each.received,
            each.issued,
            each.no_data,
            each.ended,
            each.answered_late,
            each.late,
        )


def _late(body: str) -> Iterator[tuple[object, ...]]:
    yield (
        _("УРИ"),
        _("ТП или архивен център"),
        _("Постъпило"),
        _("Срок"),
        _("Дни след срока"),
        _("Служител"),
    )
    for each in statistics.late_ones(body).iterator():
        yield (
            each.application.registry_uid,
            each.body.label,
            date_text(each.opened_at),
            date_text(each.due_on),
            statistics.days_late(each),
            each.assignee.full_name if each.assignee else "",
        )


def _is_own(request: OfficialRequest, proceeding: Proceeding) -> bool:
    return proceeding.body_id == request.official.competent_body_id
