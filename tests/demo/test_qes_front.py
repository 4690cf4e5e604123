"""The host of certificates of the demonstration speaks for a browser in its own words alone (L-03)."""

import http.client
import socket
import ssl
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from nssi.access.qes.proxy import CERTIFICATE
from nssi.demo.qes.authority import Subject, kept_authority, write_private
from nssi.demo.qes.front import TAKES_CERTIFICATES, crl_url_at, serve


class Portal(BaseHTTPRequestHandler):
    """Keeps the headers that came."""

    came: list[Any] = []

    def do_GET(self) -> None:
        self.came.append(self.headers)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def front(tmp_path: Path) -> int:
    """The port on which it answers, before a portal that keeps what comes."""
    Portal.came.clear()
    portal = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    Thread(target=portal.serve_forever, daemon=True).start()
    port, lists = free_port(), free_port()
    kept_authority(tmp_path, crl_url_at(lists))
    address = f"http://127.0.0.1:{portal.server_port}"
    Thread(target=serve, args=(tmp_path, port, lists, address, "shared"), daemon=True).start()
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except ConnectionRefusedError:
            time.sleep(0.02)
    return port


def asked(front: int, own: Path | None = None, path: str = f"{TAKES_CERTIFICATES}x/") -> int:
    """Ask as a browser that writes the headers of the proxy itself; `own`: the certificate that it shows."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if own:
        context.load_cert_chain(own)
    connection = http.client.HTTPSConnection("127.0.0.1", front, context=context, timeout=10)
    connection.request(
        "GET",
        path,
        headers={CERTIFICATE: "guessed another's", "X_Nssi_Client_Certificate": "shared another's"},
    )
    return connection.getresponse().status


def test_what_a_browser_writes_into_the_headers_of_the_proxy_is_taken_away(front, tmp_path):
    assert asked(front) == 204
    (headers,) = Portal.came
    assert headers.get_all(CERTIFICATE) == ["shared "] and "another" not in str(headers)


def test_the_certificate_that_was_shown_is_handed_on(front, tmp_path):
    issued = kept_authority(tmp_path, "http://127.0.0.1/").certify(
        Subject("PNOBG-8502124512", "Мария", "Иванова")
    )
    write_private(tmp_path / "own.pem", issued.to_pem())
    assert asked(front, tmp_path / "own.pem") == 204
    assert Portal.came[0][CERTIFICATE].startswith("shared -----BEGIN%20CERTIFICATE-----")


def test_no_other_address_is_passed_on(front):
    assert asked(front, path="/sluzhiteli/") == 303 and Portal.came == []
