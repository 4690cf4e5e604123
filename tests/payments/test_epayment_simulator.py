"""The simulator of the ePayment system speaks its protocol: signed requests, statuses, notices with their ladder."""

import json
import threading
from contextlib import contextmanager

import pytest
import urllib3
from werkzeug import Request, Response
from werkzeug.serving import make_server

from epayment_simulator.app import Config, serve
from epayment_simulator.notices import DAY, HOUR, LADDER, MINUTE
from epayment_simulator.requests import REQUIRED
from epayment_simulator.signing import opened, signed

CLIENT, SECRET = "CLIENT", "тайна"
ASKED = {**dict.fromkeys(REQUIRED, "x"), "currency": "EUR", "paymentAmount": "2.33"}


@pytest.fixture
def server():
    with serve(Config(CLIENT, SECRET, port=0, hurry=100_000)) as running:
        yield running


def ask(server, resource: str, said: dict, secret: str = SECRET, client: str = CLIENT):
    url = f"{server.url}/api/v1/eService/{resource}"
    return urllib3.PoolManager().request(
        "POST", url, fields=signed(client, secret, said), encode_multipart=False
    )


def registered(server, **changes) -> str:
    return json.loads(ask(server, "paymentJson", {**ASKED, **changes}).data)["acceptedReceiptJson"]["id"]


@contextmanager
def receiver(*answers: dict):
    """A service that is told of payments: it answers in this order, the last one again and again."""
    told: list[dict] = []
    enough = threading.Event()

    @Request.application
    def receive(request):
        told.append(opened(CLIENT, SECRET, request.form))
        answer = answers[min(len(told), len(answers)) - 1]
        if len(told) >= len(answers):
            enough.set()
        return Response(json.dumps(answer), content_type="application/json")

    httpd = make_server("127.0.0.1", 0, receive)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}/", told, enough
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


def test_a_request_is_taken_and_stands_as_pending(server):
    id_ = registered(server)
    said = json.loads(ask(server, "paymentsStatus", {"requestIds": [id_, "nobody"]}).data)
    assert [each["status"] for each in said["paymentStatuses"]] == ["PENDING", None]


def test_the_same_payment_while_it_is_pending_is_the_same_request(server):
    assert registered(server) == registered(server, paymentAmount="3.00")
    assert registered(server, aisPaymentId="other") != registered(server)


@pytest.mark.parametrize(
    "changes",
    [{"currency": "BGN"}, {"paymentAmount": "2,33"}, {"applicantUin": ""}, {"paymentReason": "х" * 71}],
)
def test_what_is_not_as_it_must_be_is_not_taken(server, changes):
    said = json.loads(ask(server, "paymentJson", {**ASKED, **changes}).data)
    assert said["acceptedReceiptJson"] is None
    assert len(said["unacceptedReceiptJson"]["errors"]) == 1


def test_who_has_not_the_secret_is_refused(server):
    assert ask(server, "paymentJson", ASKED, secret="друга").status == 401
    assert ask(server, "paymentJson", ASKED, client="OTHER").status == 401
    assert ask(server, "nothing", {}).status == 404


def test_a_notice_comes_again_until_it_is_received(server):
    with receiver({"success": False}, {"oops": 1}, {"success": True}) as (url, told, enough):
        id_ = registered(server, administrativeServiceNotificationURL=url)
        ask(server, "setStatusPaid", {"id": id_, "paymentMethod": 2, "paymentDescription": "x"})
        assert enough.wait(20)
    assert len(told) == 3
    assert {(each["Id"], each["Status"]) for each in told} == {(id_, "PAID")}


def test_the_ladder_is_that_of_the_real_system():
    assert LADDER[:5] == (45,) * 5
    assert LADDER[5:9] == (15 * MINUTE,) * 4
    assert LADDER[9:14] == (HOUR,) * 5
    assert LADDER[14:20] == (3 * HOUR,) * 6
    assert LADDER[20:24] == (6 * HOUR,) * 4
    assert set(LADDER[24:]) == {DAY}
    assert 29 * DAY < sum(LADDER) < 31 * DAY
