"""The pages of logging in with the phone (L-03). None of them waits for the signing provider: that is what jobs do."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access import sessions
from nssi.access.client_address import client_address
from nssi.access.guards import public
from nssi.access.models import Identification
from nssi.access.next_page import asked_next, next_page
from nssi.access.visitors import VisitorRequest
from nssi.mobile_qes.actions.begin_login import TooManyLogins, begin_login
from nssi.mobile_qes.actions.log_in import log_in, login_of_browser
from nssi.mobile_qes.forms import PhoneForm
from nssi.mobile_qes.models import MobileLogin
from nssi.mobile_qes.refusals import NOT_ACCEPTED, REFUSALS

_LOGIN, _SECRET = "mobile_qes.login", "mobile_qes.secret"
TOO_MANY_REQUESTS = 429


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def login_mobile_qes(request: VisitorRequest) -> HttpResponse:
    """Ask for the phone, and begin the login with it."""
    if request.identification == Identification.QES:  # who is in with a PIK may need a QES now
        return redirect(next_page(request, "my_home"))
    form = PhoneForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            login, secret = begin_login(
                form.cleaned_data["phone"], asked_next(request), client_address(request)
            )
        except TooManyLogins as refusal:
            form.refuse(refusal.until)
            status = TOO_MANY_REQUESTS
        else:
            request.session[_LOGIN], request.session[_SECRET] = str(login.pk), secret
            return redirect("login_mobile_qes_check")
    context = {"form": form, "next": asked_next(request), "app_name": settings.SIGNING_APP_NAME}
    return render(request, "mobile_qes/login.html", context, status=status)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_mobile_qes_check(request: VisitorRequest) -> HttpResponse:
    """Show how the login with the phone stands; once the document is signed and accepted, log in."""
    if request.identification == Identification.QES:  # who is in with a PIK may need a QES now
        return redirect(next_page(request, "my_home"))
    login = _login_of(request)
    if request.method == "POST" and login and (person := log_in(login)):
        for key in (_LOGIN, _SECRET):
            request.session.pop(key, None)
        sessions.begin_qes_session(request, person)
        return redirect(login.next_page or "my_home")
    refusal = REFUSALS.get(login.refusal, REFUSALS[NOT_ACCEPTED]) if login and login.refusal else ""
    context = {
        "login": login,
        "state": login.state if login else "",
        "refusal": refusal,
        "app_name": settings.SIGNING_APP_NAME,
    }
    return render(request, "mobile_qes/check.html", context)


@public
@never_cache
@require_safe
def login_mobile_qes_status(request: VisitorRequest) -> HttpResponse:
    """Answer a poll: nothing while the phone is waited for, else the page that says what became of it."""
    if not request.headers.get("HX-Request"):
        return redirect("login_mobile_qes_check")
    login = _login_of(request)
    if login and login.state == MobileLogin.State.BEGUN:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Redirect": reverse("login_mobile_qes_check")})


def _login_of(request: VisitorRequest) -> MobileLogin | None:
    login_id = request.session.get(_LOGIN)
    return login_of_browser(UUID(login_id), request.session.get(_SECRET, "")) if login_id else None
