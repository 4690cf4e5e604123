"""The pages of coming in and going out: L-01, L-02, L-04 for persons, O-01 for officials."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access import sessions
from nssi.access.actions.check_official_password import check_official_password
from nssi.access.actions.log_in_with_pik import log_in_with_pik
from nssi.access.client_address import client_address
from nssi.access.forms import OfficialLoginForm, PikLoginForm
from nssi.access.guards import public
from nssi.access.logins import Reason, Refusal
from nssi.access.next_page import asked_next, next_page, why_to_log_in
from nssi.access.visitors import VisitorRequest
from nssi.look.forms import PortalForm

TOO_MANY_REQUESTS = 429


@public
@never_cache
@require_safe
def login(request: VisitorRequest) -> HttpResponse:
    """Show the ways to log in (L-01)."""
    if request.person:
        return redirect(next_page(request, "my_home"))
    return render(request, "access/login.html", {"next": asked_next(request), "why": why_to_log_in(request)})


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def login_pik(request: VisitorRequest) -> HttpResponse:
    """Log in with ЕГН or ЛНЧ and a PIK (L-02)."""
    if request.person:
        return redirect(next_page(request, "my_home"))
    form = PikLoginForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            result = log_in_with_pik(
                form.cleaned_data["number"], form.cleaned_data["pik"], client_address(request)
            )
            if result.credential:
                sessions.begin_person_session(request, result.credential)
                return redirect(next_page(request, "my_home"))
        if result.refusal:
            form.refuse(result.refusal)
            return _refused(request, "access/login_pik.html", form, result.refusal)
    return render(request, "access/login_pik.html", {"form": form, "next": asked_next(request)})


@public
@require_POST
def session_extend(request: VisitorRequest) -> HttpResponse:
    """Keep an idle session („Остани“, L-04): the request itself has done it; say whether it came in time."""
    if request.person or request.official or request.insurer:
        return HttpResponse(status=204)
    return redirect("session_ended")


@public
@require_POST
def logout(request: VisitorRequest) -> HttpResponse:
    """Log a person out (L-04)."""
    sessions.end_session(request)
    return redirect("catalogue")


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def official_login(request: VisitorRequest) -> HttpResponse:
    """Ask an official for user name and password; the second factor follows (O-01)."""
    if request.official:
        return redirect(next_page(request, "official_home"))
    form = OfficialLoginForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            result = check_official_password(
                form.cleaned_data["username"], form.cleaned_data["password"], client_address(request)
            )
            if result.official:
                sessions.await_second_factor(request, result.official)
                query = {"next": asked_next(request)} if asked_next(request) else None
                return redirect(reverse("official_second_factor", query=query))
        if result.refusal:
            form.refuse(result.refusal)
            return _refused(request, "access/official_login.html", form, result.refusal)
    return render(request, "access/official_login.html", {"form": form, "next": asked_next(request)})


@public
@require_POST
def official_logout(request: VisitorRequest) -> HttpResponse:
    """Log an official out."""
    sessions.end_session(request)
    return redirect("official_login")


def _refused(request: VisitorRequest, template: str, form: PortalForm, refusal: Refusal) -> HttpResponse:
    status = TOO_MANY_REQUESTS if refusal.reason is Reason.STOPPED else 200
    return render(request, template, {"form": form, "next": asked_next(request)}, status=status)
