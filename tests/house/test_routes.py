"""Every route says who may open it, and keeps to what it says."""

import inspect

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.support.routes import path_of

GUARDS = {
    "public": "",
    "person": "/vhod/",
    "official": "/sluzhiteli/vhod/",
    "insurer": "/osiguriteli/vhod/",
    "insurer_or_official": "/osiguriteli/vhod/",
}
"""The guards of pages, and where each leads whoever is not logged in."""

OUTSIDE = {"django.views.static"}


def routes(resolver: URLResolver | None = None, prefix: str = ""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


ROUTES = list(routes())


@pytest.mark.parametrize(("route", "pattern"), ROUTES, ids=[route or "/" for route, _ in ROUTES])
def test_every_route_has_a_guard_and_a_name(route: str, pattern: URLPattern):
    assert getattr(pattern.callback, "access_rule", None) in GUARDS
    assert pattern.name
    assert inspect.getdoc(inspect.unwrap(pattern.callback)), "a view says in its docstring what it shows"


@pytest.mark.parametrize(("route", "pattern"), ROUTES, ids=[route or "/" for route, _ in ROUTES])
@pytest.mark.django_db
def test_who_has_not_logged_in_is_led_to_the_login(client, route: str, pattern: URLPattern):
    rule = pattern.callback.access_rule
    if rule == "public":
        return
    response = client.get(path_of(route))
    assert response.status_code == 302
    assert response["Location"].startswith(GUARDS[rule])
    assert client.post(path_of(route)).status_code == 302
