"""A document is sent once, whatever happens around the sending."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from nssi.foundation import clock
from nssi.signing.actions.begin_request import begin_request
from nssi.signing.actions.note_callback import note_callback
from nssi.signing.actions.read_due_requests import read_due_requests
from nssi.signing.actions.refresh_request import refresh_request
from nssi.signing.actions.send_document import send_document
from nssi.signing.actions.send_identity_request import send_identity_request
from nssi.signing.actions.sweep_requests import sweep_requests
from nssi.signing.models import SigningRequest
from nssi.signing.port import Outcome, Sending
from nssi.signing.sending import send_once
from tests.signing.documents import a_document
from tests.support.phone import Phone

State = SigningRequest.State
Purpose = SigningRequest.Purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(in_two_hours: datetime, simulator) -> SigningRequest:
    return begin_request(Purpose.IDENTITY, in_two_hours)


def send(request: SigningRequest, phone: Phone) -> SigningRequest:
    return send_identity_request(request, phone.phone, "Издаване на ПИК")


def seconds_to_reading(request: SigningRequest) -> float | None:
    """In how many seconds the request will be read; None where it will not."""
    request = SigningRequest.objects.get(pk=request.pk)
    if request.state not in request.WAITING or not request.transaction_id or request.next_poll_at is None:
        return None
    return (request.next_poll_at - clock.now()).total_seconds()


class TestSent:
    def test_it_is_on_the_phone_and_its_status_will_be_read(self, request_, phone):
        sent = send(request_, phone)
        assert sent.state == State.SENT
        newest = phone.requests()[-1]
        assert (sent.transaction_id, sent.thread_id) == (newest["transactionID"], newest["threadID"])
        assert 2 <= seconds_to_reading(sent) <= 3

    def test_the_row_knows_neither_phone_nor_person(self, request_, phone):
        send(request_, phone)
        row = str(SigningRequest.objects.values().get(pk=request_.pk))
        assert phone.phone[1:] not in row
        assert phone.number not in row

    def test_nothing_leaves_before_the_sending(self, request_, phone):
        assert request_.state == State.CREATED
        assert request_.is_open
        assert seconds_to_reading(request_) is None

    def test_what_was_sent_to_be_signed_is_remembered_by_its_hash(self, simulator, phone, in_two_hours):
        request = begin_request(Purpose.CERTIFICATE, in_two_hours)
        sent = send_document(request, phone.phone, "pik-certificate.pdf", a_document(), "PIK Certificate")
        assert sent.state == State.SENT
        assert sent.document_size == len(a_document())
        assert len(sent.document_sha256) == 64

    def test_each_request_is_called_back_at_an_address_of_its_own(self, simulator, in_two_hours):
        tokens = {begin_request(Purpose.IDENTITY, in_two_hours).callback_token for _ in range(20)}
        assert len(tokens) == 20
        assert all(len(token) == 43 for token in tokens)


class TestOnlyOnce:
    def test_a_second_sending_sends_nothing(self, request_, phone):
        first = send(request_, phone)
        there = len(phone.requests())
        second = send(request_, phone)
        assert second.transaction_id == first.transaction_id
        assert len(phone.requests()) == there

    def test_a_lost_answer_is_unknown_and_is_not_sent_again(self, request_, phone):
        there = len(phone.requests())
        phone.will(sending="lost_answer")
        assert send(request_, phone).state == State.UNKNOWN
        again = send(request_, phone)
        assert again.state == State.UNKNOWN
        assert not again.may_be_replaced
        assert len(phone.requests()) == there + 1

    def test_an_unknown_one_is_not_read_because_nobody_knows_its_id(self, request_, phone):
        phone.will(sending="lost_answer")
        unknown = send(request_, phone)
        assert seconds_to_reading(unknown) is None
        assert refresh_request(unknown).state == State.UNKNOWN

    def test_its_callback_brings_the_id_and_then_its_status_is_read(self, request_, phone):
        phone.will(sending="lost_answer")
        send(request_, phone)
        phone.sign()
        there = phone.requests()[-1]["transactionID"]
        assert note_callback(
            request_.callback_token, b'{"transactionID": "%s", "status": 3}' % there.encode()
        )
        assert seconds_to_reading(request_) <= 0
        read_due_requests()
        request_.refresh_from_db()
        assert request_.state == State.SIGNED  # 2 as the provider says, not 3 as the callback did

    @pytest.mark.parametrize(
        ("event", "refusal"), [("busy", "try_again_in_a_minute"), (None, "person_not_found")]
    )
    def test_a_refused_one_may_be_replaced(self, request_, phone, event, refusal):
        if event:
            phone.will(sending=event)
            refused = send(request_, phone)
        else:
            refused = send_identity_request(request_, "+359888999999", "Издаване на ПИК")
        assert (refused.state, refused.refusal) == (State.REFUSED, refusal)
        assert refused.may_be_replaced
        assert seconds_to_reading(refused) is None

    def test_past_its_time_nothing_is_sent(self, request_, phone, travel):
        there = len(phone.requests())
        travel(hours=2, seconds=1)
        assert send(request_, phone).state == State.EXPIRED
        assert len(phone.requests()) == there


@pytest.mark.django_db(transaction=True)
class TestAtTheWorstMoment:
    """The process that sends dies, or is not alone."""

    def test_killed_between_sending_and_storing_it_is_never_sent_again(
        self, request_, phone, simulator, travel
    ):
        there = len(phone.requests())
        simulator.change(hang_seconds=20)
        phone.will(sending="slow")
        sender = self._start_sender(request_, phone, simulator)
        try:
            wait_until(lambda: len(phone.requests()) == there + 1)
        finally:
            sender.send_signal(signal.SIGKILL)
            sender.wait()
        request_.refresh_from_db()
        assert request_.state == State.SENDING

        assert send(request_, phone).state == State.SENDING
        travel(minutes=3)
        sweep_requests()
        assert send(request_, phone).state == State.UNKNOWN
        assert len(phone.requests()) == there + 1

    def test_of_two_senders_at_once_one_sends(self, request_, phone, simulator):
        there = len(phone.requests())

        def send_from_a_thread(_: int) -> str:
            try:
                return send(request_, phone).state
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as threads:
            states = set(threads.map(send_from_a_thread, range(4)))
        assert states <= {State.SENDING, State.SENT}
        assert len(phone.requests()) == there + 1

    def test_the_mark_is_never_part_of_a_transaction_that_could_be_undone(self, request_, phone):
        there = len(phone.requests())
        with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
            send(request_, phone)
        assert len(phone.requests()) == there

    @staticmethod
    def _start_sender(request: SigningRequest, phone: Phone, simulator) -> subprocess.Popen[bytes]:
        database = connection.settings_dict
        url = f"postgresql:///{database['NAME']}?host={database['HOST']}&user={database['USER']}&port={database['PORT']}"
        code = (
            "import django; django.setup()\n"
            "from nssi.signing.actions.send_identity_request import send_identity_request\n"
            "from nssi.signing.models import SigningRequest\n"
            f"request = SigningRequest.objects.get(pk='{request.pk}')\n"
            f"send_identity_request(request, '{phone.phone}', 'Издаване на ПИК')\n"
        )
        return subprocess.Popen(
            [sys.executable, "-c", code],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "nssi.config.settings",
                "DATABASE_URL": url,
                "NSSI_SIGNING_BASE_URL": simulator.vendor_url,
                "NSSI_SIGNING_VENDOR_NUMBER": django_settings.SIGNING_VENDOR_NUMBER,
                "NSSI_SIGNING_API_KEY": django_settings.SIGNING_API_KEY,
            },
        )


def test_an_answer_that_comes_after_it_was_given_up_is_still_heard(request_, phone, travel):
    def slowly(callback_url: str) -> Sending:
        travel(minutes=3)
        sweep_requests()
        assert SigningRequest.objects.get(pk=request_.pk).state == State.UNKNOWN
        return Sending(Outcome.SENT, "202611220001", "aabbccddeeff")

    sent = send_once(request_, slowly)
    assert (sent.state, sent.transaction_id) == (State.SENT, "202611220001")
    assert seconds_to_reading(sent) is not None


class TestCallbackBeforeTheAnswer:
    """A person can be faster than an answer that will never come."""

    def test_the_id_is_kept_and_read_once_the_answer_is_given_up(self, request_, phone, travel):
        phone.will(sending="lost_answer")
        send(request_, phone)
        SigningRequest.objects.filter(pk=request_.pk).update(
            state=State.SENDING
        )  # as if it were still under way
        phone.sign()
        there = phone.requests()[-1]["transactionID"]
        note_callback(request_.callback_token, b'{"transactionID": "%s"}' % there.encode())
        assert seconds_to_reading(request_) is None
        travel(minutes=3)
        sweep_requests()
        assert seconds_to_reading(request_) <= 0
        read_due_requests()
        request_.refresh_from_db()
        assert request_.state == State.SIGNED


def test_a_request_begins_with_the_end_that_its_procedure_has(simulator):
    end = clock.now() + timedelta(minutes=7)
    assert begin_request(Purpose.CERTIFICATE, end).expires_at == end


def wait_until(holds) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)
