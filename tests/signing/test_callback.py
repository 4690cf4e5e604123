"""The address at which the provider calls us back: anybody may knock, and nothing that is said there is believed."""

import json
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from nssi.signing.actions.read_due_requests import read_due_requests
from nssi.signing.actions.refresh_request import refresh_request
from nssi.signing.models import SigningRequest
from tests.signing.test_requests import sent_certificate, sent_identity
from tests.signing.test_sending import seconds_to_reading, wait_until
from tests.support.phone import Phone

State = SigningRequest.State

pytestmark = pytest.mark.django_db


def call_back(request: SigningRequest, body: bytes | dict[str, object] = b"", **headers: str):
    """Call as the provider does: without cookies, without a token against forgery."""
    path = reverse("signing_document_ready", args=[request.callback_token])
    said = json.dumps(body) if isinstance(body, dict) else body
    return Client(enforce_csrf_checks=True).post(path, said, content_type="application/json", headers=headers)


@pytest.fixture
def lost(phone: Phone, in_two_hours: datetime) -> SigningRequest:
    """A request whose sending was not answered; it is on the phone."""
    phone.will(sending="lost_answer")
    return sent_certificate(phone, in_two_hours)


class TestAnswers:
    def test_a_known_token_is_thanked_and_its_request_is_read_at_once(self, phone, in_two_hours):
        request = sent_identity(phone, in_two_hours)
        assert call_back(request, {"transactionID": request.transaction_id, "status": 2}).status_code == 204
        assert seconds_to_reading(request) <= 0

    def test_it_leaves_no_session_behind(self, phone, in_two_hours):
        assert not call_back(sent_identity(phone, in_two_hours)).cookies

    def test_it_takes_few_queries(self, phone, in_two_hours, django_assert_max_num_queries):
        request = sent_identity(phone, in_two_hours)
        with django_assert_max_num_queries(1):
            call_back(request)

    def test_an_unknown_token_is_not_found(self):
        assert (
            Client()
            .post(reverse("signing_document_ready", args=["x" * 43]), b"{}", "application/json")
            .status_code
            == 404
        )

    @pytest.mark.parametrize("method", ["get", "put", "delete"])
    def test_other_methods_are_not_allowed(self, phone, in_two_hours, method):
        path = reverse("signing_document_ready", args=[sent_identity(phone, in_two_hours).callback_token])
        assert getattr(Client(), method)(path).status_code == 405

    def test_a_long_body_is_refused(self, phone, in_two_hours):
        assert call_back(sent_identity(phone, in_two_hours), b"x" * 5000).status_code == 413

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"[]", b"\xff\xfe", b'{"transactionID": 1}', b"[" * 4000, b'"x"']
    )
    def test_a_body_that_makes_no_sense_only_makes_us_look(self, phone, in_two_hours, body):
        request = sent_identity(phone, in_two_hours)
        assert call_back(request, body).status_code == 204
        request.refresh_from_db()
        assert request.state == State.SENT


class TestNothingIsBelieved:
    """S0.4: a callback may make us look; it never performs a step."""

    def test_a_claim_that_it_is_signed_changes_nothing(self, phone, in_two_hours):
        request = sent_identity(phone, in_two_hours)
        call_back(request, {"transactionID": request.transaction_id, "status": 2})
        request.refresh_from_db()
        assert request.state == State.SENT
        assert refresh_request(request).state == State.PENDING

    def test_another_transaction_does_not_take_the_place_of_ours(self, phone, in_two_hours):
        request = sent_identity(phone, in_two_hours)
        ours = request.transaction_id
        call_back(request, {"transactionID": "999999999999"})
        request.refresh_from_db()
        assert request.transaction_id == ours

    def test_the_transaction_of_another_request_is_not_taken(self, phone, lost, in_two_hours):
        other = sent_identity(phone, in_two_hours)
        assert call_back(lost, {"transactionID": other.transaction_id}).status_code == 204
        lost.refresh_from_db()
        assert lost.transaction_id == ""

    @pytest.mark.parametrize("transaction_id", ["", "a" * 65, "1; DROP", "../1", "１２３", None, 5, ["1"]])
    def test_what_looks_like_no_id_is_not_taken(self, lost, transaction_id):
        assert call_back(lost, {"transactionID": transaction_id}).status_code == 204
        lost.refresh_from_db()
        assert lost.transaction_id == ""

    def test_an_id_that_the_provider_does_not_know_leaves_it_unknown(self, lost):
        call_back(lost, {"transactionID": "999999999999"})
        assert refresh_request(lost).state == State.UNKNOWN

    @pytest.mark.parametrize("state", [State.CREATED, State.SIGNED, State.EXPIRED, State.REFUSED])
    def test_a_request_that_waits_for_nothing_is_not_read(self, phone, in_two_hours, state):
        request = sent_identity(phone, in_two_hours)
        SigningRequest.objects.filter(pk=request.pk).update(state=state)
        assert call_back(request).status_code == 204
        assert seconds_to_reading(request) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("ignore:No directory at")  # static files are not what is asked for here
class TestOverHttp:
    """The provider itself calls the running portal."""

    def test_a_lost_sending_becomes_known_through_its_callback(
        self, live_server, settings, phone, in_two_hours
    ):
        settings.SIGNING_CALLBACK_URL = live_server.url
        phone.will(sending="lost_answer")
        request = sent_certificate(phone, in_two_hours)
        assert request.state == State.UNKNOWN
        phone.sign()
        wait_until(lambda: SigningRequest.objects.get(pk=request.pk).transaction_id)
        read_due_requests()
        request.refresh_from_db()
        assert request.state == State.SIGNED

    def test_a_lost_callback_is_made_good_by_reading(self, live_server, settings, phone, in_two_hours):
        settings.SIGNING_CALLBACK_URL = live_server.url
        phone.will(callback="lost")
        request = sent_certificate(phone, in_two_hours)
        phone.sign()
        assert phone.requests()[-1]["callbacks"] == []
        assert refresh_request(request).state == State.SIGNED
