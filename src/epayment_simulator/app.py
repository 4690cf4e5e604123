"""The server: the interface for services, the page for paying, and the controls of whoever develops or tests."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from werkzeug import Request, Response
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, Unauthorized
from werkzeug.routing import Map, Rule
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from epayment_simulator.notices import Notices
from epayment_simulator.pages import payment_page, result_page
from epayment_simulator.requests import PaymentRequest, Requests, Status, wrong_with
from epayment_simulator.signing import BadData, NotAuthorized, opened, signed

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Config:
    """One simulator for one client. `port` 0 takes a free one; `hurry` divides the pauses between notices."""

    client_id: str
    secret: str
    port: int = 8092
    hurry: float = 1.0


class SimulatorRequest(Request):
    max_content_length = 256 * 1024
    trusted_hosts = [HOST, "localhost"]


class App:
    """The WSGI application of one simulator."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.requests = Requests()
        self.notices = Notices(config.client_id, config.secret, config.hurry)
        self._routes = Map(
            [
                Rule("/api/v1/eService/<resource>", endpoint=self.answer, methods=["POST"]),
                Rule("/vpos/payment", endpoint=self.show_payment, methods=["POST"]),
                Rule("/vpos/payment/<id_>/", endpoint=self.settle, methods=["POST"]),
                Rule("/control/<id_>/<status>", endpoint=self.control, methods=["POST"]),
                Rule("/", endpoint=self.alive, methods=["GET"]),
            ]
        )

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with SimulatorRequest(environ) as request:
            return self._answer(request)(environ, start_response)

    def answer(self, request: Request, resource: str) -> Response:
        """The interface for services."""
        said = self._opened(request)
        resources: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "paymentJson": self._register,
            "paymentsStatus": self._statuses,
            "accessCode": self._access_code,
            "suspendRequest": partial(self._change, Status.SUSPENDED),
            "setStatusPaid": partial(self._change, Status.PAID),
        }
        if resource not in resources:
            raise NotFound
        return _json(resources[resource](said))

    def show_payment(self, request: Request) -> Response:
        """Where a browser comes to pay: with a signed form that names the request and the ways back."""
        said = self._opened(request)
        found = self._find(said)
        return _html(payment_page(found, str(said.get("okUrl", "")), str(said.get("cancelUrl", ""))))

    def settle(self, request: Request, id_: str) -> Response:
        """The person pays, or does not."""
        found = self.requests.find(id_)
        if found is None:
            raise NotFound
        paid = "pay" in request.form
        back = request.form.get("okUrl" if paid else "cancelUrl", "")
        if urlsplit(back).hostname not in {HOST, "localhost"}:
            raise BadRequest
        if found.status is Status.PENDING and paid:
            found = self.requests.change(id_, Status.PAID)
            self.notices.tell(found)
        told = {"requestId": id_, "status": "success" if paid else "canceledByUser"}
        return _html(
            result_page(found, back, signed(self.config.client_id, self.config.secret, told), paid=paid)
        )

    def control(self, request: Request, id_: str, status: str) -> Response:
        """Let a request have a status, as whoever develops or tests wants it; `?quiet` tells nobody."""
        if self.requests.find(id_) is None or status not in Status.__members__:
            raise NotFound
        changed = self.requests.change(id_, Status[status])
        if "quiet" not in request.args:
            self.notices.tell(changed)
        return _json(changed.notice)

    def alive(self, request: Request) -> Response:
        return Response("epayment_simulator")

    def _register(self, said: dict[str, Any]) -> dict[str, Any]:
        now = datetime.now(UTC).isoformat()
        if errors := wrong_with(said):
            return {
                "unacceptedReceiptJson": {"validationTime": now, "errors": errors},
                "acceptedReceiptJson": None,
            }
        accepted = {"id": self.requests.register(said).id, "registrationTime": now}
        return {"unacceptedReceiptJson": None, "acceptedReceiptJson": accepted}

    def _statuses(self, said: dict[str, Any]) -> dict[str, Any]:
        ids = said.get("requestIds")
        if not isinstance(ids, list):
            raise BadRequest
        unknown = {"status": None, "changeTime": None}
        told = []
        for id_ in map(str, ids):
            found = self.requests.find(id_)
            state = (
                {"status": found.status.value, "changeTime": found.changed_at.isoformat()}
                if found
                else unknown
            )
            told.append({"id": id_, **state})
        return {"paymentStatuses": told}

    def _access_code(self, said: dict[str, Any]) -> dict[str, Any]:
        return {"accessCode": f"AC{self._find(said).id}"}

    def _change(self, status: Status, said: dict[str, Any]) -> dict[str, Any]:
        self.notices.tell(self.requests.change(self._find(said).id, status))
        return {"success": True}

    def _find(self, said: dict[str, Any]) -> PaymentRequest:
        found = self.requests.find(str(said.get("id", "")))
        if found is None:
            raise BadRequest
        return found

    def _opened(self, request: Request) -> dict[str, Any]:
        try:
            return opened(self.config.client_id, self.config.secret, request.form)
        except NotAuthorized:
            raise Unauthorized from None
        except BadData:
            raise BadRequest from None

    def _answer(self, request: Request) -> Response:
        try:
            page, arguments = self._routes.bind_to_environ(request.environ).match()
            response: Response = page(request, **arguments)
        except HTTPException as error:
            return Response(f"{error.code} {error.name}", error.code)
        return response


@dataclass(frozen=True)
class RunningServer:
    """A server that answers in threads of this process."""

    url: str
    app: App


@contextmanager
def serve(config: Config) -> Iterator[RunningServer]:
    """Serves until the block is left."""
    app = App(config)
    server = ThreadedWSGIServer(HOST, config.port, app, handler=_Handler)
    thread = threading.Thread(target=partial(server.serve_forever, 0.05), name="epayment", daemon=True)
    thread.start()
    try:
        yield RunningServer(f"http://{HOST}:{server.server_port}", app)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        app.notices.close()


class _Handler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Requests are not logged."""


def _json(said: dict[str, Any]) -> Response:
    return Response(json.dumps(said), content_type="application/json")


def _html(text: str) -> Response:
    return Response(text, content_type="text/html; charset=utf-8")
