"""What every answer says to the browser, and what no answer says (ASVS 3, 4.1, 16.5)."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from nssi.access.client_address import client_address
from tests.house.test_routes import ROUTES
from tests.support.routes import path_of
from tests.support.visitors import log_in, person

__all__ = ["person"]

pytestmark = pytest.mark.django_db

PUBLIC = [route for route, pattern in ROUTES if pattern.callback.access_rule == "public"]
ELSEWHERE = "https://elsewhere.example/"

BEHIND_TLS = """
import json, django
from django.conf import settings
django.setup()
names = [
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "DEBUG",
]
said = {name: getattr(settings, name) for name in names}
print(json.dumps({**said, "forms": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]}))
"""


@pytest.fixture(scope="module")
def behind_tls(tmp_path_factory):
    """The settings of an installation behind TLS, with hosts for certificates and payments."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "nssi.config.settings",
        "NSSI_PUBLIC_URL": "https://portal.example",
        "NSSI_QES_URL": "https://certificates.example",
        "NSSI_EPAYMENT_URL": "https://payments.example",
        "NSSI_VAR": str(tmp_path_factory.mktemp("var")),
    }
    command = [sys.executable, "-c", BEHIND_TLS]
    return json.loads(
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    )


def answers():
    client = Client()
    for route in PUBLIC:
        yield route, client.get(path_of(route))


def test_every_answer_says_what_a_browser_may_do_with_it():
    # ASVS 3.4.3, 3.4.4, 3.4.5, 3.4.6, 4.1.1
    for route, answer in answers():
        policy = dict(
            part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'self'", route
        assert {policy[name] for name in ("object-src", "base-uri", "frame-ancestors")} == {"'none'"}, route
        assert "unsafe" not in answer["Content-Security-Policy"], route
        assert "http:" not in answer["Content-Security-Policy"], route
        assert answer["X-Content-Type-Options"] == "nosniff", route
        assert answer["Referrer-Policy"] == "same-origin", route
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", route
        assert "Access-Control-Allow-Origin" not in answer.headers, route
        if answer.get("Content-Type", "").startswith("text/"):
            assert "charset=utf-8" in answer["Content-Type"], route


def test_a_static_file_says_it_too(client, settings, tmp_path):
    # ASVS 3.4.4, 13.4.3
    (tmp_path / "look.css").write_text("p {}")
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = tmp_path, False
    answer = client.get("/static/look.css")
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer["Content-Type"] == 'text/css; charset="utf-8"'
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == b"p {}"
    assert client.get("/static/").status_code == 404


def test_no_page_runs_or_styles_anything_that_stands_in_it(client):
    # ASVS 3.2.2, 3.4.3
    for _route, answer in answers():
        if answer.get("Content-Type", "").startswith("text/html"):
            page = answer.content.decode()
            assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", page)
            assert not re.search(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="https?:', page)


def test_cookies_are_of_this_host_and_not_for_scripts(client, person):
    # ASVS 3.3.2, 3.3.4
    log_in(client, person)
    client.post("/ezik/", {"language": "en"})
    client.get("/proverka/")
    kept = {name: cookie for name, cookie in client.cookies.items() if cookie.get("path")}
    assert {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} <= kept.keys()
    for cookie in kept.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
            True,
            "Lax",
            "/",
            "",
        )


def test_behind_tls_cookies_are_secure_and_browsers_come_by_tls_alone(behind_tls):
    # ASVS 3.3.1, 3.3.3, 3.4.1, 13.4.2
    assert {name[:7] for key, name in behind_tls.items() if key.endswith("_NAME")} == {"__Host-"}
    assert all(behind_tls[key] is True for key in behind_tls if key.endswith("_SECURE"))
    assert behind_tls["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert behind_tls["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert behind_tls["DEBUG"] is False


def test_forms_lead_to_this_portal_and_to_the_hosts_of_certificates_and_payments_alone(behind_tls):
    # ASVS 3.4.3
    assert behind_tls["forms"] == ["'self'", "https://certificates.example", "https://payments.example"]


def test_a_form_of_another_site_does_nothing_on_any_route():
    # ASVS 3.5.1, 3.5.3
    client = Client(enforce_csrf_checks=True)
    from_machines = {"signing_document_ready", "payment_notice", "my_fee_return", "login_qes_certificate"}
    for route, pattern in ROUTES:
        if pattern.name in from_machines:
            continue
        answer = client.post(path_of(route), headers={"origin": ELSEWHERE.rstrip("/")})
        led_to_login = answer.get("Location", "").startswith(("/sluzhiteli/vhod/", "/osiguriteli/vhod/"))
        assert answer.status_code in {403, 405} or led_to_login, route


@pytest.mark.parametrize("method", ["trace", "put", "patch", "delete", "options"])
def test_methods_that_nothing_uses_are_refused(client, method):
    # ASVS 13.4.4
    for path in ("/", "/vhod/pik/", "/sluzhiteli/vhod/", "/api/v1/terminated-insurers"):
        assert client.generic(method.upper(), path).status_code == 405


def test_nobody_is_led_away_by_an_address_of_ours():
    # ASVS 3.7.2: next=, the referer of the language, and whatever else a visitor may send
    client = Client()
    for route, _pattern in ROUTES:
        path = path_of(route)
        for answer in (
            client.get(path, {"next": ELSEWHERE, "url": ELSEWHERE}, headers={"referer": ELSEWHERE}),
            client.post(path, {"next": ELSEWHERE, "language": "en"}, headers={"referer": ELSEWHERE}),
        ):
            assert not answer.get("Location", "").startswith(("http", "//")), route


@pytest.mark.parametrize("host", ["elsewhere.example", "localhost@elsewhere.example", "localhost:80:80", ""])
def test_another_host_is_not_answered(client, host):
    # ASVS 4.1.3
    assert client.get("/vhod/pik/", headers={"host": host}).status_code == 400


def test_what_only_the_proxy_may_say_is_not_believed_of_a_visitor(rf, settings):
    # ASVS 4.1.3, 15.3.4
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.get("/", headers={"x-forwarded-for": "1.1.1.1, 203.0.113.7"})
    assert client_address(request) == "203.0.113.7"
    settings.SECURE_PROXY_SSL_HEADER = None
    assert client_address(rf.get("/", headers={"x-forwarded-for": "1.1.1.1"})) == "127.0.0.1"


def test_what_is_sent_twice_counts_once_and_is_no_list(client):
    # ASVS 15.3.7
    answer = client.post("/vhod/pik/?number=1&number=2", {"number": ["1", "2"], "pik": ["A", "B"]})
    assert answer.status_code == 200


def test_an_address_is_decoded_once(client):
    # ASVS 1.1.1
    assert 'value="%3Cb%3E"' in client.get("/?q=%253Cb%253E").content.decode()
    assert 'value="&lt;b&gt;"' in client.get("/?q=%3Cb%3E").content.decode()


def test_no_page_tells_of_the_inside(client, monkeypatch):
    # ASVS 13.4.1, 13.4.5, 16.5.1
    for path in ("/.git/config", "/.env", "/admin/", "/metrics", "/debug/", "/static/../pyproject.toml"):
        assert client.get(path).status_code == 404
    client.raise_request_exception = False
    monkeypatch.setattr("nssi.portal.pages.find_cards", lambda query: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert not re.search("Traceback|ZeroDivision|find_cards", answer.content.decode())
    assert "Server" not in answer.headers
