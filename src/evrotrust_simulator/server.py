"""The HTTP server: routes to the protocol, the phone and the controls, on the loopback address only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from werkzeug import Request, Response
from werkzeug.exceptions import Forbidden, HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from evrotrust_simulator import control, developer, phone, protocol, registration
from evrotrust_simulator.authority import ISSUERS_LIST, ROOTS_LIST
from evrotrust_simulator.config import Config
from evrotrust_simulator.reading import LARGEST_FILE
from evrotrust_simulator.rendering import static_file
from evrotrust_simulator.simulator import Simulator

HOST = "127.0.0.1"
REQUEST_THREADS = 64

Page = Callable[..., Response]


class SimulatorRequest(Request):
    """A request whose size is bounded, to a host that only this machine has."""

    max_content_length = LARGEST_FILE + 1024 * 1024
    max_form_memory_size = 1024 * 1024
    trusted_hosts = [HOST, "localhost"]


class App:
    """The WSGI application of one simulator, which answers at `address`."""

    def __init__(self, config: Config, address: str) -> None:
        self.simulator = Simulator(config, address)
        self._routes = Map(_rules(), strict_slashes=True)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with SimulatorRequest(environ) as request:
            return self._answer(request)(environ, start_response)

    def close(self) -> None:
        self.simulator.close()

    def _answer(self, request: Request) -> Response:
        try:
            rule, arguments = self._routes.bind_to_environ(request.environ).match(return_rule=True)
            _refuse_other_sites(request)
            page: Page = rule.endpoint
            return page(self.simulator, request, **arguments)
        except HTTPException as error:
            return Response(f"{error.code} {error.name}", error.code)


@dataclass(frozen=True)
class RunningServer:
    """A server that answers in threads of this process; `anchor` is the root to trust its signatures by."""

    url: str
    anchor: Path
    simulator: Simulator

    @property
    def vendor_url(self) -> str:
        """The base URL of the vendor API."""
        return f"{self.url}/vendor"


@contextmanager
def serve(config: Config) -> Iterator[RunningServer]:
    """Serves until the block is left. `config.port` 0 takes a free port."""
    server = _PooledServer(config.port)
    url = f"http://{HOST}:{server.server_port}"
    app = server.app = App(config, url)
    thread = threading.Thread(target=partial(server.serve_forever, 0.05), name="simulator", daemon=True)
    thread.start()
    try:
        yield RunningServer(url, config.data / "anchor.pem", app.simulator)
    finally:
        app.simulator.stop_hanging()
        server.shutdown()
        thread.join()
        server.end()
        app.close()


class _Handler(WSGIRequestHandler):
    # One connection a request: with connections kept alive, idle ones would hold the threads of the pool.
    protocol_version = "HTTP/1.0"
    timeout = 30

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Requests are not logged: addresses of the controls carry phone numbers."""


class _PooledServer(ThreadedWSGIServer):
    """Werkzeug's threaded server with a bound to its threads; it serves once it has its `app`, which must know the port."""

    def __init__(self, port: int) -> None:
        super().__init__(HOST, port, _not_yet, handler=_Handler)
        self._pool = ThreadPoolExecutor(REQUEST_THREADS, thread_name_prefix="request")

    def process_request(self, request: Any, client_address: Any) -> None:
        self._pool.submit(self.process_request_thread, request, client_address)

    def end(self) -> None:
        self._pool.shutdown(wait=True)
        self.server_close()


def _not_yet(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    raise AssertionError("nobody is served before the application is there")


def _revocation_list(simulator: Simulator, request: Request) -> Response:
    """`/crl/…`: which certificates were revoked, for whoever checks a signature."""
    return Response(simulator.authority.revocation_list(request.path), content_type="application/pkix-crl")


def _rules() -> list[Rule]:
    def vendor(endpoint: protocol.Endpoint) -> Page:
        return lambda simulator, request: protocol.answer(simulator, request, endpoint)

    def rule(path: str, page: Page, *methods: str) -> Rule:
        return Rule(path, endpoint=page, methods=methods)

    own = "/simulator/zayavki/<transaction_id>/"
    return [
        *(rule(f"/vendor{path}", vendor(endpoint), "POST") for path, endpoint in protocol.ENDPOINTS.items()),
        rule("/control/<name>", control.answer, "GET", "POST"),
        rule(ROOTS_LIST, _revocation_list, "GET"),
        rule(ISSUERS_LIST, _revocation_list, "GET"),
        rule("/simulator/static/<name>", static_file, "GET"),
        rule("/simulator/", phone.enter, "GET", "POST"),
        rule("/simulator/izhod/", phone.leave, "POST"),
        rule("/simulator/registratsiya/", registration.register, "GET", "POST"),
        rule("/simulator/registratsiya/stapki/", registration.register_steps, "GET", "POST"),
        rule("/simulator/zayavki/", phone.list_waiting, "GET"),
        rule(own, phone.show_request, "GET"),
        rule(f"{own}fayl.pdf", phone.show_file, "GET"),
        rule(f"{own}otkaz/", phone.reject, "POST"),
        rule(f"{own}kod/", phone.confirm, "GET", "POST"),
        rule(f"{own}podpisvane/", phone.show_signing, "GET"),
        rule(f"{own}podpisvane/sastoyanie/", phone.signing_state, "GET"),
        rule("/simulator/istoriya/", phone.list_history, "GET"),
        rule("/simulator/upravlenie/", developer.show_controls, "GET"),
        rule("/simulator/upravlenie/sledvashto/", developer.plan, "POST"),
        rule("/simulator/upravlenie/nastroyki/", developer.change_settings, "POST"),
        rule("/simulator/upravlenie/zayavka/", developer.act_on_request, "POST"),
        rule("/simulator/upravlenie/otklyuchvane/", developer.unlock, "POST"),
        rule("/simulator/upravlenie/nulirane/", developer.reset, "POST"),
    ]


def _refuse_other_sites(request: Request) -> None:
    """A page of another site in the developer's browser must not press our buttons, under whatever name."""
    host = request.host  # refuses by itself a host that is not trusted
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != host:
        raise Forbidden
