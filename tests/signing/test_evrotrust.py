"""The driver against the simulator, over real HTTP: every call, both package formats, both versions of the API."""

from datetime import datetime, timedelta

import pytest

from nssi.foundation import clock
from nssi.people.identifiers import Kind, PersonalNumber
from nssi.signing.anchors import trust_anchors
from nssi.signing.port import (
    BrokenPackage,
    Outcome,
    ProviderRefused,
    ProviderUnavailable,
    Registration,
    Sending,
    SigningProvider,
    SigningStatus,
    TooEarly,
)
from nssi.signing.providers import signing_provider
from nssi.signing.verification import Expected, verify_signature
from tests.signing.documents import a_document
from tests.support.phone import Phone

CALLBACK = "http://127.0.0.1:9/signing/evrotrust/abc"
NOBODY = "+359888999999"

both_versions = pytest.mark.parametrize("version", ["1.0.154", "newer"])
both_packages = pytest.mark.parametrize("package", ["rijndael", "aes"])


def send_certificate(provider: SigningProvider, phone: Phone, until: datetime) -> Sending:
    return provider.request_signature(
        phone.phone, "pik-certificate.pdf", a_document(), "PIK Certificate", until, CALLBACK
    )


def send_identity(provider: SigningProvider, phone: str, until: datetime) -> Sending:
    return provider.request_identity(phone, "Издаване на ПИК", until, CALLBACK)


class TestLookup:
    @both_versions
    def test_a_registered_person_can_sign(self, provider, simulator, phone, version):
        simulator.change(version=version)
        assert provider.lookup(phone.phone) == Registration(is_registered=True, can_sign=True)

    @both_versions
    def test_a_phone_nobody_has_registered(self, provider, simulator, version):
        simulator.change(version=version)
        assert provider.lookup(NOBODY) == Registration(is_registered=False, can_sign=False)

    @both_versions
    def test_an_identification_that_is_not_finished(self, provider, simulator, phone, version):
        simulator.change(version=version)
        phone.will(check="not_identified")
        assert provider.lookup(phone.phone) == Registration(is_registered=True, can_sign=False)

    def test_a_short_outage_is_bridged_by_asking_again(self, provider, phone):
        phone.will(check="unavailable")
        assert provider.lookup(phone.phone).is_registered

    def test_a_long_outage_is_told(self, provider, simulator, phone):
        simulator.change(outage="unavailable")
        with pytest.raises(ProviderUnavailable, match="unavailable"):
            provider.lookup(phone.phone)

    def test_what_is_no_phone_is_refused(self, provider):
        with pytest.raises(ProviderRefused, match="bad_request"):
            provider.lookup("0888")


class TestWholeWay:
    """S0.3–S0.5: sent, signed on the phone, fetched, opened, verified."""

    @both_versions
    @both_packages
    def test_an_identity_request(self, provider, simulator, phone, in_two_hours, version, package):
        simulator.change(version=version, package=package)
        sending = send_identity(provider, phone.phone, in_two_hours)
        assert sending.outcome is Outcome.SENT
        assert provider.poll(sending.transaction_id).status is SigningStatus.PENDING
        phone.sign()
        assert provider.poll(sending.transaction_id).status is SigningStatus.SIGNED
        content = provider.fetch(sending.transaction_id, provider.key_id).content
        assert verify_signature(content, trust_anchors(), just_now()).signer == PersonalNumber(
            Kind.EGN, phone.number
        )

    @both_versions
    @both_packages
    def test_a_document(self, provider, simulator, phone, in_two_hours, version, package):
        simulator.change(version=version, package=package)
        sending = send_certificate(provider, phone, in_two_hours)
        assert sending.outcome is Outcome.SENT
        phone.sign()
        content = provider.fetch(sending.transaction_id, provider.key_id).content
        assert content.startswith(a_document())
        assert verify_signature(content, trust_anchors(), just_now()).signer == PersonalNumber(
            Kind.EGN, phone.number
        )

    def test_the_phone_shows_what_was_sent_until_the_time_that_was_said(self, provider, phone, in_two_hours):
        send_certificate(provider, phone, in_two_hours)
        request = phone.requests()[-1]
        assert request["title"] == "PIK Certificate"
        assert request["dateExpire"] == int(in_two_hours.timestamp())

    def test_a_moved_clock_does_not_reach_the_provider(self, provider, phone, travel, in_two_hours):
        travel(days=3)
        send_certificate(provider, phone, clock.now() + timedelta(hours=2))
        assert abs(phone.requests()[-1]["dateExpire"] - in_two_hours.timestamp()) < 60


class TestSending:
    @both_versions
    def test_a_person_is_found_by_their_number_too(self, provider, simulator, phone, in_two_hours, version):
        simulator.change(version=version)
        number = PersonalNumber(Kind.EGN, phone.number)
        sending = provider.request_signature(
            number, "form.pdf", a_document(), "Заявление", in_two_hours, CALLBACK
        )
        assert sending.outcome is Outcome.SENT
        assert phone.requests()[-1]["transactionID"] == sending.transaction_id

    def test_nobody_with_this_number(self, provider, in_two_hours):
        nobody = PersonalNumber(Kind.EGN, "0000000000")
        sending = provider.request_signature(
            nobody, "form.pdf", a_document(), "Заявление", in_two_hours, CALLBACK
        )
        assert (sending.outcome, sending.reason) == (Outcome.REFUSED, "person_not_found")

    def test_nobody_with_this_phone(self, provider, in_two_hours):
        sending = send_identity(provider, NOBODY, in_two_hours)
        assert (sending.outcome, sending.reason) == (Outcome.REFUSED, "person_not_found")

    def test_busy_is_refused_because_it_says_that_nothing_was_taken(self, provider, phone, in_two_hours):
        phone.will(sending="busy")
        sending = send_identity(provider, phone.phone, in_two_hours)
        assert (sending.outcome, sending.reason) == (Outcome.REFUSED, "try_again_in_a_minute")

    def test_after_a_server_error_nobody_knows(self, provider, phone, in_two_hours):
        phone.will(sending="fails")
        sending = send_identity(provider, phone.phone, in_two_hours)
        assert (sending.outcome, sending.reason) == (Outcome.UNKNOWN, "http_500")

    def test_a_lost_answer_is_unknown_and_the_document_is_there_once(self, provider, phone, in_two_hours):
        before = len(phone.requests())
        phone.will(sending="lost_answer")
        assert send_certificate(provider, phone, in_two_hours).outcome is Outcome.UNKNOWN
        assert len(phone.requests()) == before + 1

    def test_unavailable_is_refused_and_not_tried_again(self, provider, simulator, phone, in_two_hours):
        simulator.change(outage="unavailable")
        before = len(phone.requests())
        sending = send_identity(provider, phone.phone, in_two_hours)
        assert (sending.outcome, sending.reason) == (Outcome.REFUSED, "unavailable")
        assert len(phone.requests()) == before

    def test_who_was_never_reached_got_nothing(self, simulator, settings, phone, in_two_hours):
        settings.SIGNING_BASE_URL = "http://127.0.0.1:9/vendor"
        sending = send_identity(signing_provider(), phone.phone, in_two_hours)
        assert (sending.outcome, sending.reason) == (Outcome.REFUSED, "not_connected")

    @pytest.mark.parametrize(
        "name", ["a/b.pdf", "a'b.pdf", "удостоверение.pdf", "a" * 101, "", 'a"\r\nX: y.pdf']
    )
    def test_a_file_name_that_the_provider_would_not_take(self, provider, phone, in_two_hours, name):
        with pytest.raises(ValueError, match="file name"):
            provider.request_signature(
                phone.phone, name, a_document(), "PIK Certificate", in_two_hours, CALLBACK
            )


class TestPolling:
    @pytest.mark.parametrize(
        ("events", "act", "status"),
        [
            ({}, "reject", SigningStatus.REJECTED),
            ({}, "expire", SigningStatus.EXPIRED),
            ({"signing": "failed"}, "sign", SigningStatus.FAILED),
            ({"signing": "face_check_failed"}, "sign", SigningStatus.FACE_CHECK_FAILED),
            ({"sending": "undeliverable"}, "", SigningStatus.UNDELIVERABLE),
        ],
    )
    def test_each_end(self, provider, simulator, phone, in_two_hours, events, act, status):
        simulator.change(version="newer")
        if events:
            phone.will(**events)
        sending = send_certificate(provider, phone, in_two_hours)
        if act == "sign":
            phone.sign()
        elif act:
            phone.tell(act)
        wait_until(lambda: provider.poll(sending.transaction_id).status is status)

    def test_why_somebody_refused(self, provider, phone, in_two_hours):
        sending = send_certificate(provider, phone, in_two_hours)
        phone.tell("reject", reason="Не съм аз")
        assert provider.poll(sending.transaction_id).reject_reason == "Не съм аз"

    def test_signed_is_final_only_when_nothing_is_processed(self, provider, simulator, phone, in_two_hours):
        simulator.change(delay_sign=2)
        sending = send_certificate(provider, phone, in_two_hours)
        phone.tell("sign")
        report = provider.poll(sending.transaction_id)
        assert (report.status, report.code) == (SigningStatus.PROCESSING, 2)
        with pytest.raises(TooEarly):
            provider.fetch(sending.transaction_id, provider.key_id)

    def test_not_found_right_after_sending(self, provider, simulator, phone, in_two_hours):
        simulator.change(delay_appear=5)
        sending = send_certificate(provider, phone, in_two_hours)
        assert provider.poll(sending.transaction_id).status is SigningStatus.NOT_FOUND_YET


class TestFetching:
    def test_a_half_written_package_is_broken_and_later_whole(self, provider, phone, in_two_hours):
        phone.will(result="truncated_once")
        sending = send_certificate(provider, phone, in_two_hours)
        phone.sign()
        with pytest.raises(BrokenPackage):
            provider.fetch(sending.transaction_id, provider.key_id)
        assert provider.fetch(sending.transaction_id, provider.key_id).content.startswith(b"%PDF")

    def test_a_result_that_is_not_ready_is_too_early(self, provider, phone, in_two_hours):
        phone.will(result="late_package")
        sending = send_certificate(provider, phone, in_two_hours)
        phone.sign()
        with pytest.raises(TooEarly):
            provider.fetch(sending.transaction_id, provider.key_id)
        assert provider.fetch(sending.transaction_id, provider.key_id).content.startswith(b"%PDF")

    @pytest.mark.parametrize("damage", ["zip_bomb", "wrong_file", "truncated_package"])
    def test_a_package_that_never_opens(self, provider, phone, in_two_hours, damage):
        phone.will(result=damage)
        sending = send_certificate(provider, phone, in_two_hours)
        phone.sign()
        for _ in range(2):
            with pytest.raises(BrokenPackage):
                provider.fetch(sending.transaction_id, provider.key_id)

    def test_a_key_that_is_not_ours(self, provider):
        with pytest.raises(BrokenPackage, match="no key of ours"):
            provider.fetch("1", "0" * 32)


class TestWithdrawing:
    def test_it_is_withdrawn_once_and_for_all(self, provider, phone, in_two_hours):
        sending = send_certificate(provider, phone, in_two_hours)
        assert provider.withdraw(sending.thread_id)
        assert provider.withdraw(sending.thread_id)
        assert provider.poll(sending.transaction_id).status is SigningStatus.WITHDRAWN

    def test_what_is_signed_stays_signed(self, provider, phone, in_two_hours):
        sending = send_certificate(provider, phone, in_two_hours)
        phone.sign()
        assert not provider.withdraw(sending.thread_id)

    def test_a_thread_the_provider_does_not_know(self, provider):
        with pytest.raises(TooEarly):
            provider.withdraw("000000000000")


def test_wrong_credentials_are_refused_and_raise_the_alarm(simulator, settings, phone, caplog):
    settings.SIGNING_API_KEY = "somebody else's"
    with pytest.raises(ProviderRefused, match="unauthorized"):
        signing_provider().lookup(phone.phone)
    assert "does not accept our credentials" in caplog.text
    assert phone.phone not in caplog.text


def just_now() -> Expected:
    return Expected(signed_from=clock.now() - timedelta(minutes=1), signed_until=clock.now())


def wait_until(holds) -> None:
    import time

    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
