"""The vendor is called back when a request ends; it may be slow, down, or never called at all."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from evrotrust_simulator import simulator
from tests.simulator.vendor import PHONE, Vendor


@dataclass
class Receiver:
    """The vendor's side: what came, and the codes it will answer with, 204 when there are none left."""

    url: str = ""
    codes: list[int] = field(default_factory=list)
    received: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def wait_for(self, number: int) -> None:
        until = time.monotonic() + 10
        while len(self.received) < number:
            assert time.monotonic() < until, self.received
            time.sleep(0.02)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.received.append((self.path, json.loads(body)))
            self.send_response(state.codes.pop(0) if state.codes else 204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        state.url = f"http://127.0.0.1:{server.server_port}/signing/unguessable/"
        yield state
        server.shutdown()
        thread.join()


def send(vendor: Vendor, receiver: Receiver) -> str:
    return vendor.identify(urlCallback=receiver.url).json["transactionID"]


def outcomes(vendor: Vendor, number: int) -> list[str]:
    """What became of each call back, once there are so many; a tenth of a second later there are no more."""
    until = time.monotonic() + 10
    while len(_outcomes(vendor)) < number:
        assert time.monotonic() < until
        time.sleep(0.02)
    time.sleep(0.1)
    return _outcomes(vendor)


def _outcomes(vendor: Vendor) -> list[str]:
    (request,) = vendor.look("requests", phone=PHONE).json["requests"]
    return request["callbacks"]


def test_signing_is_told_with_the_status_and_nothing_personal(vendor: Vendor, receiver: Receiver) -> None:
    transaction = send(vendor, receiver)
    vendor.signed(transaction)
    receiver.wait_for(1)
    expected = {"transactionID": transaction, "status": 2, "rejectReason": ""}
    assert receiver.received == [("/signing/unguessable/document/ready", expected)]


def test_when_it_is_told_the_package_can_be_downloaded(vendor: Vendor, receiver: Receiver) -> None:
    transaction = send(vendor, receiver)
    vendor.control("sign", transactionID=transaction)
    receiver.wait_for(1)
    assert vendor.download(transaction).code == 200


@pytest.mark.parametrize(("act", "status"), [("reject", 3), ("expire", 4)])
def test_the_other_endings_are_told_too(vendor: Vendor, receiver: Receiver, act: str, status: int) -> None:
    send(vendor, receiver)
    vendor.control(act, phone=PHONE)
    receiver.wait_for(1)
    assert receiver.received[0][1]["status"] == status


def test_a_receiver_that_fails_is_called_again(
    vendor: Vendor, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulator, "PAUSES", (0.05, 0.05, 0.05))
    receiver.codes = [500, 404, 301]
    vendor.signed(send(vendor, receiver))
    assert outcomes(vendor, 4) == ["500", "404", "301", "204"]


def test_nobody_listening_is_given_up_after_four_attempts(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulator, "PAUSES", (0.05, 0.05, 0.05))
    vendor.signed(vendor.identify(urlCallback="http://127.0.0.1:9").json["transactionID"])
    assert outcomes(vendor, 4) == ["no answer"] * 4


def test_a_callback_can_be_lost_and_the_status_still_tells(vendor: Vendor, receiver: Receiver) -> None:
    vendor.control("next", callback="lost")
    vendor.signed(send(vendor, receiver))
    time.sleep(0.3)
    assert receiver.received == []
