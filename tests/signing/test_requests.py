"""What becomes of a request after it was sent: read, fetched, withdrawn, swept up; forward only, and never in silence."""

from datetime import datetime

import pytest

from nssi.people.identifiers import Kind, PersonalNumber
from nssi.people.models import Names
from nssi.signing import jobs, polling
from nssi.signing.actions.begin_request import begin_request
from nssi.signing.actions.fetch_signed_document import fetch_signed_document
from nssi.signing.actions.look_up_registration import look_up_registration
from nssi.signing.actions.read_due_requests import read_due_requests
from nssi.signing.actions.refresh_request import refresh_request
from nssi.signing.actions.send_document import send_document
from nssi.signing.actions.send_identity_request import send_identity_request
from nssi.signing.actions.sweep_requests import sweep_requests
from nssi.signing.actions.withdraw_request import withdraw_request
from nssi.signing.models import SigningRequest
from nssi.signing.port import BrokenPackage, ProviderUnavailable, TooEarly
from nssi.signing.transitions import move
from nssi.signing.verification import Fault, NotVerified
from tests.signing.answers import answering
from tests.signing.documents import a_document
from tests.signing.test_sending import seconds_to_reading
from tests.support.phone import Phone
from tests.support.work import run_jobs

State = SigningRequest.State
Purpose = SigningRequest.Purpose

pytestmark = pytest.mark.django_db


def sent_identity(phone: Phone, until: datetime) -> SigningRequest:
    return send_identity_request(begin_request(Purpose.IDENTITY, until), phone.phone, "Издаване на ПИК")


def sent_certificate(phone: Phone, until: datetime) -> SigningRequest:
    request = begin_request(Purpose.CERTIFICATE, until)
    return send_document(request, phone.phone, "pik-certificate.pdf", a_document(), "PIK Certificate")


def test_the_registration_of_a_phone(phone):
    assert look_up_registration(phone.phone).can_sign


class TestReading:
    @pytest.mark.parametrize(
        ("act", "state"),
        [("", State.PENDING), ("sign", State.SIGNED), ("reject", State.REJECTED), ("expire", State.EXPIRED)],
    )
    def test_the_state_is_what_the_provider_says(self, phone, in_two_hours, act, state):
        request = sent_identity(phone, in_two_hours)
        if act == "sign":
            phone.sign()
        elif act:
            phone.tell(act)
        assert refresh_request(request).state == state

    def test_signing_that_still_runs(self, simulator, phone, in_two_hours):
        simulator.change(delay_sign=3)
        request = sent_identity(phone, in_two_hours)
        phone.tell("sign")
        assert refresh_request(request).state == State.PROCESSING

    def test_not_found_right_after_sending_changes_nothing(self, simulator, phone, in_two_hours, caplog):
        simulator.change(delay_appear=5)
        request = sent_identity(phone, in_two_hours)
        assert refresh_request(request).state == State.SENT
        assert caplog.text == ""

    def test_not_found_after_two_minutes_raises_the_alarm(
        self, simulator, phone, in_two_hours, travel, caplog
    ):
        simulator.change(delay_appear=5)
        request = sent_identity(phone, in_two_hours)
        travel(minutes=3)
        assert refresh_request(request).state == State.SENT
        assert "does not find" in caplog.text

    def test_a_status_that_nobody_has_described_is_no_end(self, phone, in_two_hours, settings, caplog):
        request = sent_identity(phone, in_two_hours)
        with answering(200, b'{"status": 42, "isProcessing": 0}') as settings.SIGNING_BASE_URL:
            read = refresh_request(request)
        assert (read.state, read.last_status) == (State.SENT, 42)
        assert "unknown status 42" in caplog.text

    def test_why_the_person_refused_is_kept(self, phone, in_two_hours):
        request = sent_identity(phone, in_two_hours)
        phone.tell("reject", reason="Не искам")
        assert refresh_request(request).reject_reason == "Не искам"

    def test_an_ended_request_is_not_asked_about(self, phone, in_two_hours, settings):
        request = sent_identity(phone, in_two_hours)
        phone.tell("reject")
        request = refresh_request(request)
        settings.SIGNING_BASE_URL = "http://127.0.0.1:9/vendor"
        assert refresh_request(request).state == State.REJECTED


class TestForwardOnly:
    @pytest.mark.parametrize("end", [State.SIGNED, *SigningRequest.UNSIGNED])
    @pytest.mark.parametrize(
        "news", [State.SENT, State.PENDING, State.PROCESSING, State.REJECTED, State.EXPIRED, State.SIGNED]
    )
    def test_what_has_ended_stays_ended(self, phone, in_two_hours, end, news):
        request = sent_identity(phone, in_two_hours)
        SigningRequest.objects.filter(pk=request.pk).update(state=end)
        assert not move(request, news)
        assert request.state == end


class TestFetching:
    def test_an_identity(self, phone, in_two_hours):
        request = sent_identity(phone, in_two_hours)
        phone.sign()
        document = fetch_signed_document(refresh_request(request))
        assert document.identity is not None
        assert document.identity.signer == document.signature.signer == PersonalNumber(Kind.EGN, phone.number)
        assert document.identity.names == Names("Мария", "Петрова", "Иванова", "Maria", "Petrova", "Ivanova")
        assert document.identity.document_number
        assert document.identity.document_valid_until
        request.refresh_from_db()
        assert request.state == State.VERIFIED

    def test_a_certificate_and_again(self, phone, in_two_hours):
        request = sent_certificate(phone, in_two_hours)
        phone.sign()
        request = refresh_request(request)
        document = fetch_signed_document(request)
        assert document.identity is None
        assert fetch_signed_document(request).signature == document.signature

    def test_after_the_clock_was_moved(self, phone, travel, in_two_hours):
        travel(days=400)
        request = sent_certificate(phone, in_two_hours.replace(year=in_two_hours.year + 2))
        phone.sign()
        request = refresh_request(request)
        assert fetch_signed_document(request).signature.signer.number == phone.number

    def test_before_it_is_signed(self, phone, in_two_hours):
        with pytest.raises(TooEarly):
            fetch_signed_document(sent_certificate(phone, in_two_hours))

    @pytest.mark.parametrize(
        ("damage", "fault"),
        [
            ("flipped_bytes", Fault.BROKEN),
            ("no_signature", Fault.NOT_ONE_SIGNATURE),
            ("wrong_ca", Fault.NOT_TRUSTED),
            ("certificate_expired", Fault.NOT_TRUSTED),
            ("unsigned_update", Fault.CHANGED_AFTER_SIGNING),
            ("other_document", Fault.OTHER_DOCUMENT),
        ],
    )
    def test_a_wrong_certificate_is_refused_for_good(self, phone, in_two_hours, damage, fault):
        phone.will(result=damage)
        request = sent_certificate(phone, in_two_hours)
        phone.sign()
        with pytest.raises(NotVerified):
            fetch_signed_document(refresh_request(request))
        request.refresh_from_db()
        assert (request.state, request.finding) == (State.NOT_VERIFIED, fault)

    @pytest.mark.parametrize(
        "damage", ["other_signer", "other_number", "xml_with_entities", "other_document"]
    )
    def test_a_wrong_identity_is_refused_for_good(self, phone, in_two_hours, damage):
        phone.will(result=damage)
        request = sent_identity(phone, in_two_hours)
        phone.sign()
        with pytest.raises(NotVerified):
            fetch_signed_document(refresh_request(request))
        request.refresh_from_db()
        assert request.state == State.NOT_VERIFIED
        assert request.finding in {"other_person", "identity_not_readable"}

    def test_a_half_written_package_can_be_fetched_later(self, phone, in_two_hours):
        phone.will(result="truncated_once")
        request = sent_certificate(phone, in_two_hours)
        phone.sign()
        request = refresh_request(request)
        with pytest.raises(BrokenPackage):
            fetch_signed_document(request)
        request.refresh_from_db()
        assert request.state == State.SIGNED
        assert fetch_signed_document(request).content.startswith(b"%PDF")


class TestWithdrawing:
    def test_it_leaves_the_phone(self, phone, in_two_hours):
        request = sent_certificate(phone, in_two_hours)
        assert withdraw_request(request.pk).state == State.WITHDRAWN
        assert phone.requests()[-1]["state"] == "withdrawn"

    def test_one_that_was_never_sent_needs_no_provider(self, simulator, in_two_hours, settings):
        request = begin_request(Purpose.CERTIFICATE, in_two_hours)
        settings.SIGNING_BASE_URL = "http://127.0.0.1:9/vendor"
        assert withdraw_request(request.pk).state == State.WITHDRAWN

    def test_too_late(self, phone, in_two_hours):
        request = sent_certificate(phone, in_two_hours)
        phone.sign()
        assert withdraw_request(request.pk).state == State.SENT
        assert refresh_request(request).state == State.SIGNED

    def test_without_a_thread_it_waits_for_its_end(self, phone, in_two_hours):
        phone.will(sending="lost_answer")
        assert withdraw_request(sent_certificate(phone, in_two_hours).pk).state == State.UNKNOWN

    def test_a_provider_that_is_down_is_told(self, simulator, phone, in_two_hours):
        request = sent_certificate(phone, in_two_hours)
        simulator.change(outage="unavailable")
        with pytest.raises(ProviderUnavailable):
            withdraw_request(request.pk)


class TestLadder:
    def test_the_waits(self):
        waits = [polling.wait(attempts).total_seconds() for attempts in range(9)]
        assert waits == [3, 3, 5, 5, 10, 10, 30, 30, 30]

    def test_a_reading_plans_the_next_one_before_it_asks(self, phone, in_two_hours, travel, settings):
        request = sent_identity(phone, in_two_hours)
        travel(seconds=3)
        settings.SIGNING_PRIVATE_KEY_FILE = "missing"  # so that the job dies where it would ask
        with pytest.raises(FileNotFoundError):
            read_due_requests()
        request.refresh_from_db()
        assert (request.state, request.attempts) == (State.SENT, 1)
        assert 2 <= seconds_to_reading(request) <= 3

    def test_what_is_not_due_is_left(self, phone, in_two_hours):
        request = sent_identity(phone, in_two_hours)
        read_due_requests()
        request.refresh_from_db()
        assert (request.state, request.attempts) == (State.SENT, 0)

    def test_all_that_is_due_is_read_together(
        self, phone, in_two_hours, travel, django_assert_max_num_queries
    ):
        requests = [sent_identity(phone, in_two_hours) for _ in range(20)]
        travel(seconds=3)
        read_due_requests()
        assert states(*requests) == [State.PENDING] * 20
        travel(seconds=3)
        with django_assert_max_num_queries(4):  # two of them begin and end the transaction
            read_due_requests()
        assert {request.attempts for request in SigningRequest.objects.all()} == {2}

    @pytest.mark.parametrize(("status", "least", "most"), [(469, 59, 60), (500, 4, 10), (503, 4, 10)])
    def test_a_provider_that_cannot_answer_is_given_time(
        self, phone, in_two_hours, travel, settings, status, least, most
    ):
        request = sent_identity(phone, in_two_hours)
        travel(seconds=3)
        with answering(status, b"") as settings.SIGNING_BASE_URL:
            read_due_requests()
        assert states(request) == [State.SENT]
        assert least <= seconds_to_reading(request) <= most

    def test_wrong_credentials_stop_the_readings(self, phone, in_two_hours, travel, settings, caplog):
        request = sent_identity(phone, in_two_hours)
        travel(seconds=3)
        settings.SIGNING_API_KEY = "somebody else's"
        read_due_requests()
        assert (states(request), seconds_to_reading(request)) == ([State.SENT], None)
        assert "unauthorized" in caplog.text

    def test_what_has_ended_is_not_read_again(self, phone, in_two_hours, travel):
        request = sent_identity(phone, in_two_hours)
        phone.tell("reject")
        travel(seconds=3)
        read_due_requests()
        travel(seconds=3)
        read_due_requests()
        request.refresh_from_db()
        assert (request.state, request.attempts) == (State.REJECTED, 1)


class TestSweeping:
    def test_what_is_past_its_time_ends(self, phone, in_two_hours, travel):
        phone.will(sending="lost_answer")
        unknown = sent_certificate(phone, in_two_hours)
        waiting = sent_certificate(phone, in_two_hours)
        unsent = begin_request(Purpose.IDENTITY, in_two_hours)
        travel(hours=1, minutes=59)
        sweep_requests()
        assert states(unknown, waiting, unsent) == [State.UNKNOWN, State.SENT, State.CREATED]
        travel(minutes=2)
        sweep_requests()
        assert states(unknown, waiting, unsent) == [State.EXPIRED] * 3

    def test_what_is_signed_stays_signed(self, phone, in_two_hours, travel):
        request = sent_certificate(phone, in_two_hours)
        phone.sign()
        refresh_request(request)
        travel(hours=3)
        sweep_requests()
        assert states(request) == [State.SIGNED]

    def test_a_sending_under_way_is_left_alone(self, phone, in_two_hours, travel):
        request = sent_identity(phone, in_two_hours)
        SigningRequest.objects.filter(pk=request.pk).update(state=State.SENDING)
        travel(minutes=1)
        sweep_requests()
        assert states(request) == [State.SENDING]


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_what_is_due(phone, in_two_hours, travel):
    request = sent_identity(phone, in_two_hours)
    phone.sign()
    travel(seconds=3)
    jobs.read.defer(timestamp=0)
    run_jobs()
    assert states(request) == [State.SIGNED]


def states(*requests: SigningRequest) -> list[str]:
    return [SigningRequest.objects.get(pk=request.pk).state for request in requests]
