"""A server that gives one answer to everything: for what a well-behaved one never says."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def answering(
    status: int,
    body: bytes,
    *,
    headers: dict[str, str] | None = None,
    pause: float = 0,
    asked: list[str] | None = None,
) -> Iterator[str]:
    """Run the server while the block runs, and give its address.

    With a `pause` (seconds) the body leaves byte by byte; `asked` collects the paths of the requests.
    """

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if asked is not None:
                asked.append(self.path)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if not pause:
                    self.wfile.write(body)
                for byte in body if pause else b"":
                    self.wfile.write(bytes([byte]))
                    time.sleep(pause)
            except OSError:
                pass  # the reader had enough

        do_GET = do_POST = _answer  # noqa: N815 – the names are the library's

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
