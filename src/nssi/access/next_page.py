"""Where a login leads: back to the page that asked for it, as long as that is one of ours."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

PARAMETER = "next"

_GOING_ON = _(
    "За да продължите, влезте с ПИК на НОИ или с КЕП. След това ще се върнете там, откъдето идвате."
)
_reasons: dict[str, Promise] = {}


def explain_login(url_name: str, text: Promise) -> None:
    """Let the login say `text` to whom the page `url_name` has sent there (L-01). Called by upper rooms at start."""
    _reasons[url_name] = text


def why_to_log_in(request: HttpRequest) -> str:
    """Return what the login says of the page that asked for it, "" where none did."""
    asked = asked_next(request)
    if not asked:
        return ""
    try:
        url_name = resolve(urlsplit(asked).path).url_name or ""
    except Resolver404:
        url_name = ""
    return str(_reasons.get(url_name, _GOING_ON))


def asked_next(request: HttpRequest) -> str:
    """Return the page that the visitor wants to go back to, or "" where none is asked for or it is not ours."""
    asked = request.POST.get(PARAMETER) or request.GET.get(PARAMETER, "")
    return asked if is_ours(request, asked) else ""


def is_ours(request: HttpRequest, address: str) -> bool:
    """Return whether `address` leads to a page of the host that was asked."""
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def next_page(request: HttpRequest, otherwise: str) -> str:
    """Return the page to go to after the login: the one asked for, else the page named `otherwise`."""
    return asked_next(request) or resolve_url(otherwise)
