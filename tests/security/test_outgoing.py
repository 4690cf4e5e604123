"""No page makes the portal call an address that a visitor names (ASVS 1.3.6, 13.2.4: SSRF)."""

import socket

import pytest
from django.test import Client

from tests.house.test_routes import ROUTES
from tests.support.routes import path_of
from tests.support.visitors import log_in, person

__all__ = ["person"]

pytestmark = pytest.mark.django_db

INSIDE = "http://169.254.169.254/latest/meta-data/"
FIELDS = [
    "url",
    "next",
    "callback",
    "callbackURL",
    "host",
    "address",
    "source",
    "file",
    "link",
    "email",
    "transactionID",
]


def test_no_page_calls_an_address_that_a_visitor_names(person, monkeypatch):
    asked = []
    known = socket.getaddrinfo

    def note(host, *rest, **more):
        asked.append(str(host))
        return known(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", note)
    client = Client()
    log_in(client, person)
    for route, _pattern in ROUTES:
        told = dict.fromkeys(FIELDS, INSIDE)
        client.get(path_of(route), told, headers={"x-forwarded-host": "169.254.169.254"})
        client.post(path_of(route), told, headers={"referer": INSIDE})
    assert not any("169.254" in host for host in asked)
