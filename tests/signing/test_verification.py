"""Nothing that comes back is believed: each way in which a document can be wrong is refused with its own fault. S0.5"""

import hashlib
import io
import logging
import re
import zlib
from datetime import timedelta

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.sign import fields

from nssi.foundation import clock
from nssi.people.identifiers import Kind, PersonalNumber
from nssi.signing.anchors import trust_anchors
from nssi.signing.identity import read_identity
from nssi.signing.inflation import INFLATED_LIMIT, is_bounded
from nssi.signing.verification import Expected, Fault, NotVerified, verify_signature
from tests.signing.answers import answering
from tests.signing.documents import a_document
from tests.signing.signatory import EGN as PNO
from tests.signing.signatory import signed_by, signed_twice
from tests.support.phone import Phone

JUST_NOW = timedelta(minutes=1)


def just_now() -> Expected:
    return Expected(signed_from=clock.now() - JUST_NOW, signed_until=clock.now())


def fault_of(content: bytes, anchors, expected: Expected | None = None) -> Fault:
    with pytest.raises(NotVerified) as refusal:
        verify_signature(content, anchors, expected or just_now())
    return refusal.value.fault


class TestWhatTheProviderMaySendBack:
    """The simulator's wrong results, fetched over HTTP as a right one would be."""

    @pytest.mark.parametrize(
        ("damage", "fault"),
        [
            ("flipped_bytes", Fault.BROKEN),
            ("no_signature", Fault.NOT_ONE_SIGNATURE),
            ("wrong_ca", Fault.NOT_TRUSTED),
            ("certificate_expired", Fault.NOT_TRUSTED),
            ("unsigned_update", Fault.CHANGED_AFTER_SIGNING),
        ],
    )
    def test_a_wrong_signature(self, provider, phone, in_two_hours, damage, fault, caplog):
        content = identity_document(provider, phone, in_two_hours, damage)
        with caplog.at_level(logging.ERROR):
            assert fault_of(content, trust_anchors()) is fault
        assert phone.number not in caplog.text

    @pytest.mark.parametrize(
        ("damage", "fault"),
        [
            ("other_signer", Fault.OTHER_PERSON),
            ("other_number", Fault.OTHER_PERSON),
            ("xml_with_entities", Fault.IDENTITY_NOT_READABLE),
            ("other_document", Fault.IDENTITY_NOT_READABLE),
        ],
    )
    def test_a_right_signature_under_a_wrong_identity(self, provider, phone, in_two_hours, damage, fault):
        content = identity_document(provider, phone, in_two_hours, damage)
        signature = verify_signature(content, trust_anchors(), just_now())
        with pytest.raises(NotVerified) as refusal:
            read_identity(signature.keywords, signature.signer)
        assert refusal.value.fault is fault


def identity_document(provider, phone: Phone, until, damage: str) -> bytes:
    phone.will(result=damage)
    sending = provider.request_identity(phone.phone, "Издаване на ПИК", until, "http://127.0.0.1:9/x")
    phone.sign()
    content: bytes = provider.fetch(sending.transaction_id, provider.key_id).content
    return content


class TestSigner:
    @pytest.mark.parametrize(
        ("number", "signer"),
        [
            ("PNOBG-8502124512", PersonalNumber(Kind.EGN, "8502124512")),
            ("PI:BG-1001000000", PersonalNumber(Kind.LNCH, "1001000000")),
        ],
    )
    def test_the_prefix_says_the_kind(self, authority, number, signer):
        signature = verify_signature(signed_by(authority, number), authority.anchors, just_now())
        assert signature.signer == signer

    @pytest.mark.parametrize(
        "number",
        [
            "PNORO-8502124512",
            "PNOBG-850212451",
            "PNOBG-85021245123",
            "8502124512",
            "PASBG-850212451",
            "PI:BG-ABCDEFGHIJ",
            "PNOBG-8502124512 ",
        ],
    )
    def test_whoever_has_no_bulgarian_number_is_unknown(self, authority, number):
        assert fault_of(signed_by(authority, number), authority.anchors) is Fault.SIGNER_UNKNOWN

    def test_the_report_tells_nobody_who_it_was(self, authority):
        report = verify_signature(signed_by(authority), authority.anchors, just_now()).report()
        assert set(report) == {"signed_at", "document_sha256", "certificate_sha256", "certificate_issuer"}
        assert not re.search(r"\d{10}", report["certificate_issuer"])


class TestTrust:
    def test_without_anchors_nobody_is_trusted(self, authority):
        assert fault_of(signed_by(authority), ()) is Fault.NOT_TRUSTED

    def test_a_certificate_that_is_not_for_signing(self, authority):
        content = signed_by(authority, may_sign=False)
        assert fault_of(content, authority.anchors) is Fault.NOT_TRUSTED


class TestRevocation:
    def test_no_issuer_is_asked_while_a_document_is_verified(self, authority):
        asked = []
        with answering(200, b"", asked=asked) as address:
            content = signed_by(authority, PNO, crl=f"{address}/list.crl")
            assert verify_signature(content, authority.anchors, just_now())
        assert asked == []


class TestTime:
    """Validity is judged at the stated time of signing, so that time must lie where it can."""

    @pytest.mark.parametrize("hours", [-1, 1])
    def test_a_time_outside_of_the_procedure(self, authority, hours):
        away = timedelta(hours=hours)
        then = Expected(signed_from=clock.now() + away - JUST_NOW, signed_until=clock.now() + away)
        assert fault_of(signed_by(authority), authority.anchors, then) is Fault.SIGNING_TIME

    def test_clocks_may_differ_a_little(self, authority):
        ahead = timedelta(minutes=5)
        soon = Expected(signed_from=clock.now() + ahead, signed_until=clock.now() + ahead)
        assert verify_signature(signed_by(authority), authority.anchors, soon)


class TestTheWholeFile:
    def test_a_second_signature(self, authority):
        assert fault_of(signed_twice(authority), authority.anchors) is Fault.NOT_ONE_SIGNATURE

    def test_a_signature_of_another_kind(self, authority):
        content = signed_by(authority, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
        assert fault_of(content, authority.anchors) is Fault.NOT_PADES

    def test_a_byte_added_at_the_end(self, authority):
        assert fault_of(signed_by(authority) + b"\n", authority.anchors) is Fault.CHANGED_AFTER_SIGNING

    def test_something_else_in_the_gap_of_the_signature(self, authority):
        content = signed_by(authority)
        start, end = gap(content)
        padded = content[: end - 5] + b"0 0 >" + content[end:]
        assert len(padded) == len(content)
        assert fault_of(padded, authority.anchors) in {Fault.CHANGED_AFTER_SIGNING, Fault.NOT_READABLE}
        assert content[start:end].startswith(b"<")

    @given(place=st.integers(min_value=0))
    @settings(max_examples=30, deadline=None)
    def test_every_byte_outside_of_the_gap_is_signed(self, authority, place):
        content = signed_by(authority)
        start, end = gap(content)
        at = place % (start + len(content) - end)
        at += end - start if at >= start else 0
        changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        with pytest.raises(NotVerified):
            verify_signature(changed, authority.anchors, just_now())

    def test_what_was_sent_must_be_what_was_signed(self, authority):
        content = signed_by(authority)
        sent = a_document()
        ours = Expected(clock.now() - JUST_NOW, clock.now(), hashlib.sha256(sent).hexdigest(), len(sent))
        assert verify_signature(content, authority.anchors, ours)
        other = Expected(clock.now() - JUST_NOW, clock.now(), hashlib.sha256(b"other").hexdigest(), len(sent))
        assert fault_of(content, authority.anchors, other) is Fault.OTHER_DOCUMENT


class TestHostileFiles:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"%PDF-1.7",
            b"PK\x03\x04",
            b"%PDF-1.7\n" + b"[" * 100_000,
            b"%PDF-1.7\nstartxref\n0\n%%EOF",
            bytes(1000),
        ],
        ids=["empty", "a header only", "a zip", "nested deep", "no table", "zeros"],
    )
    def test_what_is_no_pdf(self, content):
        assert fault_of(content, ()) is Fault.NOT_READABLE

    def test_a_file_beyond_the_limit_is_not_even_parsed(self):
        assert fault_of(bytes(16 * 1024 * 1024 + 1), ()) is Fault.TOO_LARGE

    def test_an_encrypted_file(self):
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(a_document())) as document:
            document.save(buffer, encryption=pikepdf.Encryption(owner="a", user=""))
        assert fault_of(buffer.getvalue(), ()) is Fault.NOT_READABLE

    def test_streams_that_blow_up(self):
        bomb = zlib.compress(bytes(INFLATED_LIMIT + 1), 9)
        assert not is_bounded(b"%PDF-1.7\n1 0 obj\n<<>>\nstream\n" + bomb + b"\nendstream")

    def test_streams_that_blow_up_together(self):
        stream = b"stream\r\n" + zlib.compress(bytes(INFLATED_LIMIT // 8), 9) + b"\r\nendstream\n"
        assert is_bounded(stream * 8)
        assert not is_bounded(stream * 9)

    def test_a_stream_packed_twice(self):
        assert not is_bounded(b"<< /Filter [ /FlateDecode /FlateDecode ] >> stream\n")

    def test_more_streams_than_any_letter_has(self):
        assert not is_bounded(b"stream\nx" * 10_001)
        assert is_bounded(b"stream\nx" * 100)


def gap(content: bytes) -> tuple[int, int]:
    match = re.search(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)", content)
    assert match
    return int(match[1]), int(match[2])
