"""The host that asks browsers for a certificate: a small TLS front, and the test issuer's list of revoked certificates.

    python -m nssi.demo.qes.front --port 8443 --lists-port 8444 --folder DIR --portal URL

It passes on one address alone, the one that takes certificates, and takes away whatever a browser wrote into the headers
that speak for it. An installation that serves people has a proxy for this (docs/operating.md).
"""

import argparse
import http.client
import os
import ssl
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlsplit

from nssi.access.qes.proxy import CERTIFICATE
from nssi.demo.qes.authority import kept_authority, write_private

HOST = "127.0.0.1"
TAKES_CERTIFICATES = "/vhod/kep/udostoverenie/"
_PORTAL_ANSWERS_IN = 20
_PASSED_BACK = {"location", "content-type", "content-security-policy"}


class _Front(BaseHTTPRequestHandler):
    """Hands the request on with the certificate of the connection, and the answer back."""

    portal: str
    secret: str

    def setup(self) -> None:
        self.request.settimeout(_PORTAL_ANSWERS_IN)
        self.request.do_handshake()  # here, in the thread of this connection, not where all are accepted
        super().setup()

    def do_GET(self) -> None:
        if not self.path.startswith(TAKES_CERTIFICATES):
            self._answer(303, {"Location": f"{self.portal}/"}, b"")
            return
        address = urlsplit(self.portal)
        to_portal = http.client.HTTPConnection(address.netloc, timeout=_PORTAL_ANSWERS_IN)
        shown = self.connection.getpeercert(binary_form=True)
        certificate = quote(ssl.DER_cert_to_PEM_cert(shown)) if shown else ""
        headers = {"Host": self.headers["Host"], CERTIFICATE: f"{self.secret} {certificate}"}
        to_portal.request("GET", self.path, headers=headers)
        answer = to_portal.getresponse()
        kept = {name: value for name, value in answer.getheaders() if name.lower() in _PASSED_BACK}
        self._answer(answer.status, kept, answer.read())
        to_portal.close()

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the portal has its log."""


class _Lists(BaseHTTPRequestHandler):
    """Serves the list of revoked certificates as it lies in the folder."""

    file: Path

    def do_GET(self) -> None:
        body = self.file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/pkix-crl")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve(folder: Path, port: int, lists_port: int, portal: str, secret: str) -> None:
    """Serve both until the process is ended."""
    authority = kept_authority(folder, crl_url_at(lists_port))
    revoked = folder / "revoked.crl"
    revoked.write_bytes(authority.revocation_list())
    server_file = folder / "server.pem"
    write_private(server_file, authority.certify_server().to_pem())

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server_file)
    context.load_verify_locations(folder / "anchor.pem")
    context.verify_mode = ssl.CERT_OPTIONAL  # a browser without a certificate is told so by a page
    front = ThreadingHTTPServer((HOST, port), type("Front", (_Front,), {"portal": portal, "secret": secret}))
    front.socket = context.wrap_socket(front.socket, server_side=True, do_handshake_on_connect=False)
    lists = ThreadingHTTPServer((HOST, lists_port), type("Lists", (_Lists,), {"file": revoked}))
    Thread(target=lists.serve_forever, daemon=True).start()
    front.serve_forever()


def crl_url_at(lists_port: int) -> str:
    """Return the address of the list, as it stands in the certificates."""
    return f"http://{HOST}:{lists_port}/revoked.crl"


def main() -> None:
    """Read the arguments and serve. The secret comes from NSSI_QES_PROXY_SECRET."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--lists-port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--portal", required=True)
    options = parser.parse_args()
    serve(
        options.folder, options.port, options.lists_port, options.portal, os.environ["NSSI_QES_PROXY_SECRET"]
    )


if __name__ == "__main__":
    main()
