"""An issuer that is asked by OCSP, as the Bulgarian ones are: what it says counts only signed by it, fresh, and of this certificate (L-03)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from nssi.access.qes.anchors import qes_anchors
from nssi.access.qes.check import CertificateRefusal, refusal_of
from nssi.demo.qes.authority import Issued, Subject
from tests.support.issuer import Issuer, issuer

__all__ = ["issuer"]

MARIA = Subject("PNOBG-8502124512", "Maria", "Ivanova")
GOOD, REVOKED, UNKNOWN = ocsp.OCSPCertStatus.GOOD, ocsp.OCSPCertStatus.REVOKED, ocsp.OCSPCertStatus.UNKNOWN


class Responder:
    """An OCSP responder; it says what `status` is, of the certificate `of`, signed by `by`, made `age` ago; silent without a status."""

    def __init__(self, issuer: Issuer) -> None:
        self.issuer = issuer
        self.status: ocsp.OCSPCertStatus | None = GOOD
        self.by, self.age, self.repeats_nonce = issuer.authority.root, timedelta(), True
        self.url, self.asked = "", 0

    def certify(self, *, names_a_list: bool = False) -> Issued:
        """Return a certificate as the issuer makes it, which names this responder in place of its list, or beside it."""
        plain = self.issuer.authority.certify(MARIA).certificate
        key = ec.generate_private_key(ec.SECP256R1())
        builder = (
            x509.CertificateBuilder()
            .subject_name(plain.subject)
            .issuer_name(plain.issuer)
            .public_key(key.public_key())
            .serial_number(plain.serial_number)
            .not_valid_before(plain.not_valid_before_utc)
            .not_valid_after(plain.not_valid_after_utc)
        )
        for extension in plain.extensions:
            if names_a_list or not isinstance(extension.value, x509.CRLDistributionPoints):
                builder = builder.add_extension(extension.value, extension.critical)
        place = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(self.url)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([place]), critical=False)
        return Issued(builder.sign(self.issuer.authority.root.key, SHA256()), key)

    def delegate(self) -> Issued:
        """Return a responder of its own that the issuer has named, as large issuers have."""
        root, key = self.issuer.authority.root, ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "OCSP responder")])
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(root.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
            .add_extension(x509.OCSPNoCheck(), critical=False)
        )
        return Issued(builder.sign(root.key, SHA256()), key)

    def answer(self, question: bytes) -> bytes:
        self.asked += 1
        asked = ocsp.load_der_ocsp_request(question)
        now = datetime.now(UTC).replace(tzinfo=None) - self.age
        builder = (
            ocsp.OCSPResponseBuilder()
            .add_response_by_hash(
                asked.issuer_name_hash,
                asked.issuer_key_hash,
                asked.serial_number,
                SHA1(),
                self.status,
                now,
                now + timedelta(hours=1),
                now - timedelta(hours=1) if self.status is REVOKED else None,
                None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.HASH, self.by.certificate)
        )
        if self.by is not self.issuer.authority.root:
            builder = builder.certificates([self.by.certificate])
        if self.repeats_nonce:
            nonce = asked.extensions.get_extension_for_class(x509.OCSPNonce).value
            builder = builder.add_extension(nonce, critical=False)
        return builder.sign(self.by.key, SHA256()).public_bytes(Encoding.DER)


@pytest.fixture
def responder(issuer: Issuer) -> Iterator[Responder]:
    responder = Responder(issuer)

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            question = self.rfile.read(int(self.headers["Content-Length"]))
            body = responder.answer(question) if responder.status else b""
            self.send_response(200 if body else 503)
            self.send_header("Content-Type", "application/ocsp-response")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    responder.url = f"http://127.0.0.1:{server.server_port}/ocsp"
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield responder
    server.shutdown()
    server.server_close()


def refusal(issued: Issued) -> CertificateRefusal | None:
    certificate = Certificate.load(issued.certificate.public_bytes(Encoding.DER))
    return refusal_of(certificate, qes_anchors(), datetime.now(UTC))


def by_its_delegate(responder: Responder) -> None:
    responder.by = responder.delegate()


def without_a_nonce(responder: Responder) -> None:
    responder.repeats_nonce = False


@pytest.mark.parametrize("how", [lambda responder: None, by_its_delegate, without_a_nonce])
def test_a_good_answer_of_the_issuer_or_of_whom_it_named_lets_in(responder, how):
    how(responder)
    assert refusal(responder.certify()) is None and responder.asked == 1


def test_a_revoked_certificate_is_refused(responder):
    responder.status = REVOKED
    assert refusal(responder.certify()) == CertificateRefusal.REVOKED


def says_nothing(responder: Responder) -> None:
    responder.status = None


def knows_nothing_of_it(responder: Responder) -> None:
    responder.status = UNKNOWN


def is_somebody_else(responder: Responder) -> None:
    responder.by = responder.certify()  # a person's certificate is no responder


def is_of_last_month(responder: Responder) -> None:
    responder.age = timedelta(days=30)


@pytest.mark.parametrize("how", [says_nothing, knows_nothing_of_it, is_somebody_else, is_of_last_month])
def test_an_answer_that_proves_nothing_closes(responder, how: Callable[[Responder], None]):
    how(responder)
    assert refusal(responder.certify()) == CertificateRefusal.ISSUER_SILENT


def test_where_the_responder_is_silent_the_list_decides(responder, issuer):
    responder.status = None
    issued = responder.certify(names_a_list=True)
    assert refusal(issued) is None
    issuer.revoke(issued.certificate)
    assert refusal(issued) == CertificateRefusal.REVOKED
    issuer.fall_silent()
    assert refusal(issued) == CertificateRefusal.ISSUER_SILENT
