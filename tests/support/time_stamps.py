"""A time-stamp server (RFC 3161) over HTTP: OpenSSL answers, with the demonstration's own key; and its failures."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from nssi.signing.seal.own import own_stamps_file

Answer = Callable[[bytes], tuple[int, bytes]]
"""From a request to status and body."""

_CONFIGURATION = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {key}
certs = {key}
signer_key = {key}
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
"""


@contextmanager
def time_stamp_server(answer: Answer | None = None) -> Iterator[str]:
    """Serve time-stamps while the block runs, and give the address; `answer` instead of OpenSSL's."""
    with (
        tempfile.TemporaryDirectory() as folder,
        HTTPServer(("127.0.0.1", 0), _handler(Path(folder), answer)) as server,
    ):
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/tsa"
        finally:
            server.shutdown()


def _handler(folder: Path, answer: Answer | None) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            status, body = (answer or (lambda request: (200, _stamp(folder, request))))(request)
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _stamp(folder: Path, request: bytes) -> bytes:
    query, configuration = folder / "query.tsq", folder / "tsa.cnf"
    query.write_bytes(request)
    configuration.write_text(_CONFIGURATION.format(folder=folder, key=own_stamps_file()))
    return subprocess.run(
        ["openssl", "ts", "-reply", "-queryfile", query, "-config", configuration, "-section", "ours"],
        capture_output=True,
        check=True,
    ).stdout
