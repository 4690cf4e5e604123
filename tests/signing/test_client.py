"""The HTTP client before a provider that behaves badly: bounded, and honest about what it does not know."""

import json
import socket
import ssl
import time
from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest

from nssi.demo.qes.authority import kept_authority, write_private
from nssi.foundation import clock
from nssi.foundation.environment import new_rsa_key
from nssi.signing.evrotrust import client as client_module
from nssi.signing.evrotrust.client import Answer, AnswerLost, EvrotrustClient, NotConnected
from nssi.signing.evrotrust.driver import Evrotrust
from nssi.signing.evrotrust.keys import load_keys
from nssi.signing.port import Outcome, ProviderRefused, ProviderUnavailable, SigningStatus
from tests.signing.answers import answering

PHONE = "+359888000001"


def client_of(url: str) -> EvrotrustClient:
    return EvrotrustClient(url, "TESTVENDOR000001", "key")


@pytest.fixture
def driver_of(tmp_path):
    file = tmp_path / "key"
    file.write_text(new_rsa_key())
    return lambda url: Evrotrust(client_of(url), load_keys(file))


def sending(driver: Evrotrust):
    return driver.request_identity(
        PHONE, "Издаване на ПИК", clock.now() + timedelta(hours=2), "http://127.0.0.1:9/x"
    )


class TestTries:
    def test_a_read_without_success_is_tried_three_times(self):
        asked: list[str] = []
        with answering(502, b"", asked=asked) as url:
            assert client_of(url).read("/document/status", {}).status == 502
        assert asked == ["/document/status"] * 3

    @pytest.mark.parametrize("status", [400, 401, 438, 443, 469])
    def test_a_read_that_was_answered_is_not(self, status):
        asked: list[str] = []
        with answering(status, b"", asked=asked) as url:
            assert client_of(url).read("/document/status", {}).status == status
        assert len(asked) == 1

    @pytest.mark.parametrize("status", [200, 469, 500, 502, 503])
    def test_a_sending_is_never_tried_again(self, driver_of, status):
        asked: list[str] = []
        with answering(status, b"", asked=asked) as url:
            sending(driver_of(url))
        assert len(asked) == 1

    def test_nobody_there(self):
        with pytest.raises(NotConnected):
            client_of("http://127.0.0.1:9").read("/document/status", {})

    def test_somebody_whose_certificate_nobody_vouches_for(self, tmp_path):  # ASVS 12.3.2
        file = tmp_path / "server.pem"
        write_private(file, kept_authority(tmp_path, "http://127.0.0.1/").certify_server().to_pem())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        listening = socket.create_server(("127.0.0.1", 0))

        def shake_hands() -> None:
            connection, _address = listening.accept()
            with connection, suppress(OSError):  # the client breaks off
                context.wrap_socket(connection, server_side=True)

        with listening:
            Thread(target=shake_hands, daemon=True).start()
            with pytest.raises(NotConnected, match="certificate not trusted"):
                client_of(f"https://127.0.0.1:{listening.getsockname()[1]}").send("/document/status", {})


class TestBounds:
    def test_an_endless_answer(self):
        with answering(200, b"x" * 200_000) as url, pytest.raises(AnswerLost, match="too large"):
            client_of(url).send("/document/status", {})

    def test_an_answer_that_drips(self, monkeypatch):
        monkeypatch.setattr(client_module, "_WHOLE_ANSWER", 0.3)
        began = time.monotonic()
        with answering(200, b"x" * 1000, pause=0.05) as url, pytest.raises(AnswerLost, match="too slow"):
            client_of(url).send("/document/status", {})
        assert time.monotonic() - began < 5

    def test_an_answer_that_breaks_off(self):
        with answering(200, b"{}", headers={"Content-Length": "100"}) as url, pytest.raises(AnswerLost):
            client_of(url).send("/document/status", {})

    def test_it_is_not_led_elsewhere(self):
        asked: list[str] = []
        with answering(200, b"{}", asked=asked) as elsewhere:  # noqa: SIM117 – one leads to the other
            with answering(302, b"", headers={"Location": f"{elsewhere}/away"}) as url:
                assert client_of(url).read("/document/status", {}).status == 302
        assert asked == []


class TestUnreadableAnswers:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b'{"status": "2"}',
            b'{"status": -1}',
            b'{"status": true}',
            b'{"status": 99999}',
        ],
    )
    def test_a_status(self, driver_of, body):
        with answering(200, body) as url, pytest.raises(ProviderUnavailable, match="unreadable"):
            driver_of(url).poll("1")

    @pytest.mark.parametrize(
        "body", [b"{}", b'{"isRegistered": "yes"}', b'{"isRegistered": null}', b"[" * 60_000]
    )
    def test_a_registration(self, driver_of, body):
        with answering(200, body) as url, pytest.raises(ProviderUnavailable, match="unreadable"):
            driver_of(url).lookup(PHONE)

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{}",
            b'{"transactionID": 5}',
            b'{"transactionID": "a b"}',
            b'{"transactions": [5]}',
            b'{"transactions": []}',
        ],
    )
    def test_a_success_that_names_no_transaction_is_unknown(self, driver_of, body):
        with answering(200, body) as url:
            assert sending(driver_of(url)).outcome is Outcome.UNKNOWN


class TestVersions:
    """Older and newer answers mean the same."""

    @pytest.mark.parametrize("yes", [True, 1])
    def test_flags_and_newer_fields(self, driver_of, yes):
        flags = {
            "isRegistered": yes,
            "isIdentified": yes,
            "isReadyToSign": yes,
            "isRejected": not yes,
            "future": {},
        }
        with answering(200, json.dumps(flags).encode()) as url:
            assert driver_of(url).lookup(PHONE).can_sign

    @pytest.mark.parametrize(
        ("name", "value"), [("isReadyToSign", 0), ("isRejected", 1), ("isIdentified", False)]
    )
    def test_each_reason_not_to_be_able_to_sign(self, driver_of, name, value):
        flags = {"isRegistered": 1, "isIdentified": 1, "isReadyToSign": 1, "isRejected": 0, name: value}
        with answering(200, json.dumps(flags).encode()) as url:
            registration = driver_of(url).lookup(PHONE)
        assert registration.is_registered
        assert not registration.can_sign

    @pytest.mark.parametrize(
        "body",
        [
            b'{"threadID": "aa", "transactionID": "11"}',
            b'{"threadID": "aa", "transactions": [{"transactionID": "11", "country": "BG"}]}',
        ],
    )
    def test_the_transaction_at_the_top_or_in_a_list(self, driver_of, body):
        with answering(200, body) as url:
            sent = sending(driver_of(url))
        assert (sent.transaction_id, sent.thread_id) == ("11", "aa")

    @pytest.mark.parametrize(
        ("code", "status"),
        [(1, "pending"), (2, "signed"), (3, "rejected"), (4, "expired"), (5, "failed"), (6, "withdrawn"),
         (7, "undeliverable"), (8, "face_check_failed"), (99, "pending"), (10, "unknown_code")],
    )  # fmt: skip
    def test_every_status(self, driver_of, code, status):
        with answering(200, json.dumps({"status": code, "isProcessing": 0}).encode()) as url:
            report = driver_of(url).poll("1")
        assert (report.status, report.code) == (SigningStatus(status), code)


def test_why_somebody_refused_can_be_stored_whatever_it_is(driver_of):
    said = {"status": 3, "isProcessing": False, "rejectReason": "не\x00 \ud800искам\n" + "а" * 9000}
    with answering(200, json.dumps(said).encode()) as url:
        reason = driver_of(url).poll("1").reject_reason
    assert reason.startswith("не искама")
    assert len(reason) <= 500
    reason.encode()


def test_what_has_no_name_is_called_by_its_number(driver_of):
    with answering(418, b"") as url, pytest.raises(ProviderRefused, match="http_418"):
        driver_of(url).lookup(PHONE)


def test_an_answer_that_is_no_object_is_a_value_error():
    with pytest.raises(ValueError, match="not a JSON object"):
        Answer(200, b"[]").json()


class TestKeys:
    def test_after_a_rotation_the_older_key_still_opens(self, tmp_path):
        older, newer = new_rsa_key(), new_rsa_key()
        before, after = tmp_path / "before", tmp_path / "after"
        before.write_text(older)
        after.write_text(newer + older)
        [first] = load_keys(before)
        assert [key.id for key in load_keys(after)][1] == first.id
        assert Evrotrust(client_of("http://127.0.0.1:9"), load_keys(after)).key_id != first.id

    @pytest.mark.parametrize("text", ["", "\n", "not a key"])
    def test_a_file_without_a_key_is_refused_at_the_start(self, tmp_path, text):
        file = tmp_path / "key"
        file.write_text(text)
        with pytest.raises(ValueError):
            load_keys(file)
