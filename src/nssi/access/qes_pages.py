"""The pages of logging in with a QES (L-03, for insurers I-01): the button, the host that asks for certificates, and the way back."""

from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access import sessions
from nssi.access.actions.begin_qes_login import begin_qes_login
from nssi.access.actions.log_in_insurer import log_in_insurer
from nssi.access.actions.log_in_with_qes import log_in_with_qes, login_of_browser
from nssi.access.actions.present_certificate import present_certificate
from nssi.access.guards import public
from nssi.access.models import Identification, QesLogin
from nssi.access.next_page import asked_next, next_page
from nssi.access.qes.check import CertificateRefusal
from nssi.access.qes.proxy import is_from_proxy, shown_certificate
from nssi.access.visitors import VisitorRequest

_LOGIN, _SECRET, _TICKET = "access.qes_login", "access.qes_secret", "access.qes_ticket"

NOT_ACCEPTED = _(
    "Удостоверението не е прието. Влезте с валиден КЕП, издаден от доставчик в доверителния списък."
)
REFUSALS = {
    CertificateRefusal.NONE: _(
        "Браузърът не показа удостоверение. Поставете устройството с подписа и опитайте отново."
    ),
    CertificateRefusal.NOT_READABLE: NOT_ACCEPTED,
    CertificateRefusal.NOT_TRUSTED: NOT_ACCEPTED,
    CertificateRefusal.NOT_QUALIFIED: NOT_ACCEPTED,
    CertificateRefusal.EXPIRED: _(
        "Удостоверението е изтекло или прекратено. Подновете го при Вашия доставчик."
    ),
    CertificateRefusal.REVOKED: _(
        "Удостоверението е изтекло или прекратено. Подновете го при Вашия доставчик."
    ),
    CertificateRefusal.ISSUER_SILENT: _(
        "Издателят на удостоверението не отговаря, затова не можем да го проверим. Опитайте отново след няколко минути."
    ),
    CertificateRefusal.ORGANISATION: _(
        "Удостоверението е на юридическо лице и не посочва кой го ползва. Влезте с КЕП на физическо лице."
    ),
    CertificateRefusal.NO_INSURER: _(
        "Нямате права за осигурител: в удостоверението не е вписан валиден ЕИК или БУЛСТАТ. Влезте с КЕП, издаден за организацията."
    ),
    CertificateRefusal.NO_NUMBER: _(
        "В удостоверението няма ЕГН или ЛНЧ. Влезте с КЕП, в който е вписан номерът Ви."
    ),
}


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_qes(request: VisitorRequest) -> HttpResponse:
    """Explain the login with a QES, and begin it."""
    if request.identification == Identification.QES:  # who is in with a PIK may need a QES now
        return redirect(next_page(request, "my_home"))
    if request.method != "POST" or not settings.QES_URL:
        context = {"next": asked_next(request), "is_open": bool(settings.QES_URL)}
        return render(request, "access/login_qes.html", context)
    return _begin(request, for_insurer=False)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def insurer_login(request: VisitorRequest) -> HttpResponse:
    """Explain the login of an insurer, and begin it (I-01)."""
    if request.insurer:
        return redirect(next_page(request, "insurer_home"))
    if request.method == "POST" and settings.QES_URL:
        return _begin(request, for_insurer=True)
    context = {"next": asked_next(request), "is_open": bool(settings.QES_URL)}
    return render(request, "access/insurer_login.html", context)


@public
@never_cache
@require_safe
def login_qes_certificate(request: VisitorRequest, login_id: UUID) -> HttpResponse:
    """Take the certificate that the browser shows to the proxy, and send the browser back to the portal."""
    if not is_from_proxy(request):
        raise PermissionDenied
    try:
        certificate = shown_certificate(request)
    except ValueError:
        certificate = None
    ticket = present_certificate(login_id, certificate)
    if ticket is None:
        return _see_other(settings.PUBLIC_URL + reverse("login_qes_check"))
    back = reverse("login_qes_return", args=[login_id])
    return _see_other(f"{settings.PUBLIC_URL}{back}?{urlencode({'bilet': ticket})}")


@public
@never_cache
@require_safe
def login_qes_return(request: VisitorRequest, login_id: UUID) -> HttpResponse:
    """Keep the ticket with which the browser comes back, where it is the one that began this login."""
    if request.session.get(_LOGIN) == str(login_id):
        request.session[_TICKET] = request.GET.get("bilet", "")[:100]
    return _see_other(reverse("login_qes_check"))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_qes_check(request: VisitorRequest) -> HttpResponse:
    """Show how the check of the certificate stands; once it is accepted, log in."""
    if request.identification == Identification.QES:  # who is in with a PIK may need a QES now
        return redirect(next_page(request, "my_home"))
    login = _login_of(request)
    if request.method == "POST" and login and (home := _log_in(request, login)):
        for key in (_LOGIN, _SECRET, _TICKET):
            request.session.pop(key, None)
        return redirect(login.next_page or home)
    return render(request, "access/login_qes_check.html", _standing(login))


@public
@never_cache
@require_safe
def login_qes_status(request: VisitorRequest) -> HttpResponse:
    """Answer a poll: nothing while the issuer is asked, else the page that says what became of it."""
    if not request.headers.get("HX-Request"):
        return redirect("login_qes_check")
    login = _login_of(request)
    if login and login.state == QesLogin.State.PRESENTED:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Redirect": reverse("login_qes_check")})


def _begin(request: VisitorRequest, *, for_insurer: bool) -> HttpResponse:
    login, secret = begin_qes_login(asked_next(request), for_insurer=for_insurer)
    request.session[_LOGIN], request.session[_SECRET] = str(login.pk), secret
    request.session.pop(_TICKET, None)
    return _see_other(settings.QES_URL + reverse("login_qes_certificate", args=[login.pk]))


def _log_in(request: VisitorRequest, login: QesLogin) -> str:
    """Log in whom the accepted certificate names; return the name of their home, or "" where it is not accepted."""
    if insurer := log_in_insurer(login):
        sessions.begin_insurer_session(request, insurer)
        return "insurer_home"
    if person := log_in_with_qes(login):
        sessions.begin_qes_session(request, person)
        return "my_home"
    return ""


def _login_of(request: VisitorRequest) -> QesLogin | None:
    login_id = request.session.get(_LOGIN)
    if login_id is None:
        return None
    return login_of_browser(
        UUID(login_id), request.session.get(_SECRET, ""), request.session.get(_TICKET, "")
    )


def _standing(login: QesLogin | None) -> dict[str, object]:
    refusal = REFUSALS[CertificateRefusal(login.refusal)] if login and login.refusal else ""
    return {"login": login, "state": login.state if login else "", "refusal": refusal}


def _see_other(address: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": address})
