"""Where a login leads: back to the page that asked for it, as long as that is one of ours."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

PARAMETER = "next"


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
