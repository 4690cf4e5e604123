"""The pages of the enquiries: the persons of Art. 4(1) item 4 (P-06), a person's own data (C-32) and rights."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import person_required, public
from nssi.access.visitors import PersonRequest
from nssi.enquiries.article_4_1_4 import Limits, limits_of_year, month_of_pay, years_with_limits
from nssi.enquiries.forms import MONTHS, KnownOnForm, MonthOfPayForm
from nssi.enquiries.insurance_data import YearOfInsurance, as_table, years_of
from nssi.enquiries.rights import RightsOfPerson, rights_of
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.insurance.queries import declared_of
from nssi.law.calendar import Month
from nssi.law.entitlements import RightKind
from nssi.law.render import shown, unbroken, value_told
from nssi.look.spreadsheets import csv_response
from nssi.look.typography import currency_text
from nssi.people.queries import birth_of

GROUPS = {
    RightKind.BENEFIT: _("Парични обезщетения"),
    RightKind.ALLOWANCE: _("Парични помощи"),
    RightKind.PENSION: _("Пенсии"),
}

_YEAR = re.compile(r"(19|20)[0-9]{2}")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def info_art4_1_4(request: HttpRequest) -> HttpResponse:
    """Show who is insured under Art. 4(1) item 4, on what, and for what; compute one month (P-06, S4)."""
    parameters = current_parameters()
    year = asked_year(request, clock.today().year)
    limits = limits_of_year(year, parameters)
    first, last = years_with_limits(parameters)
    context = {
        "today": clock.today(),
        "year": year,
        "years": sorted({*range(first, max(last, clock.today().year) + 1), year}, reverse=True),
        "limits": limits,
    }
    if limits:
        form = MonthOfPayForm(request.POST or None, currency_sign=_currency_of(limits))
        context["form"] = form
        if form.is_valid():
            typed = form.cleaned_data
            answer = month_of_pay(Month(year, typed["month"]), typed["pay"], typed["hours"], parameters)
            context |= {
                "answer": answer,
                "unverified": (*answer.income.unverified, *answer.service.unverified),
            }
    return render(request, "enquiries/info_art4_1_4.html", context)


@person_required
@never_cache
@require_safe
def my_insurance(request: PersonRequest) -> HttpResponse:
    """Show a person what was declared of them: a year by months and insurers, all years as a grid (C-32, S4.7).

    As it is known, or as it was known on an earlier day: what a decision of that day rested on.
    """
    form = KnownOnForm(request.GET)
    declared = declared_of(request.person, form.known_at)
    years = years_of(declared, form.day or clock.today(), current_parameters().calendar)
    chosen = _chosen(years, request)
    context = {
        "form": form,
        "query": urlencode(form.query),
        "now": clock.now(),
        "years": years,
        "year": chosen.year,
        "chosen": chosen,
        "missing_names": ", ".join(month.name for month in chosen.missing),
        "is_art_4_1_4": any(row.type.is_art_4_1_4 for month in chosen.declared for row in month.rows),
        "month_heads": [(number, name) for number, name in enumerate(MONTHS, 1)],
    }
    return render(request, "enquiries/my_insurance.html", context)


@person_required
@never_cache
@require_safe
def my_insurance_csv(request: PersonRequest) -> HttpResponseBase:
    """Hand over all that was declared of the person as a table, as it is or was known (C-32)."""
    form = KnownOnForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('my_insurance')}?{request.GET.urlencode()}")
    name = f"osiguryavane-{form.day or clock.today()}.csv"
    return csv_response(as_table(declared_of(request.person, form.known_at)), name)


def _chosen(years: list[YearOfInsurance], request: HttpRequest) -> YearOfInsurance:
    """Return the year that the address asks for; the newest with data where it names none."""
    newest = next((year.year for year in years if year.declared), clock.today().year)
    wanted = asked_year(request, newest)
    return next((year for year in years if year.year == wanted), YearOfInsurance(wanted, ()))


@person_required
@never_cache
@require_safe
def my_rights(request: PersonRequest) -> HttpResponse:
    """Show a person how they stand to each right of S4.8, with estimated amounts where the rules know one."""
    mine = _rights(request)
    groups = [{"title": title, "rights": mine.of_kind(kind)} for kind, title in GROUPS.items()]
    return render(request, "enquiries/my_rights.html", {"mine": mine, "groups": groups})


@person_required
@never_cache
@require_safe
def my_right_receipt(request: PersonRequest, code: str) -> HttpResponse:
    """Show how an estimate was reached: its steps, the values used, and what of it is not verified."""
    one = _rights(request).of_code(code)
    if one is None or one.estimate is None:
        raise Http404
    receipt = one.estimate.receipt.as_json()
    context = {
        "one": one,
        "day": clock.today(),
        "steps": [_step_shown(step) for step in receipt["steps"]],
        "values": [unbroken(value_told(value)) for value in receipt["parameters"]],
        "unverified": [unbroken(line) for line in receipt["unverified"]],
    }
    return render(request, "enquiries/my_right_receipt.html", context)


def _rights(request: PersonRequest) -> RightsOfPerson:
    declared = declared_of(request.person)
    return rights_of(declared, birth_of(request.person), clock.today(), current_parameters())


def _step_shown(step: dict[str, Any]) -> dict[str, Any]:
    result = "" if step["result"] is None else unbroken(shown(step["result"]))
    lines = [unbroken(" · ".join(shown(cell) for cell in line)) for line in step.get("lines", ())]
    return {
        "text": unbroken(step["text"]),
        "article": step["article"],
        "formula": unbroken(step["formula"]),
        "result": result,
        "lines": lines,
    }


def asked_year(request: HttpRequest, otherwise: int) -> int:
    """Return the year that the address asks for (`?godina=2024`), or another where it names none."""
    text = request.GET.get("godina", "")
    return int(text) if _YEAR.fullmatch(text) else otherwise


def _currency_of(limits: tuple[Limits, ...]) -> str:
    return next(currency_text(row.minimum_wage.money.currency) for row in limits if row.minimum_wage)
