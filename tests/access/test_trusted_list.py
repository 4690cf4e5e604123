"""The issuers of the trusted list: both lists verified, kept as files, used without a way out, and said when they are stale."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.xades import XAdESSigner

from nssi.access.qes import trusted_list
from nssi.access.qes.anchors import qes_anchors
from nssi.access.qes.trusted_list import TrustedListWrong, ailments, kept_list, refresh
from nssi.demo.qes.authority import kept_authority
from nssi.operate.command import main

NOW = datetime.now(UTC)
_URI = "http://uri.etsi.org/TrstSvc"


@dataclass(frozen=True)
class Signer:
    """Who signs a list."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @classmethod
    def new(cls, name: str) -> "Signer":
        key = rsa.generate_private_key(65537, 2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=1))
            .not_valid_after(NOW + timedelta(days=30))
        )
        return cls(key, builder.sign(key, SHA256()))

    def sign(self, text: str) -> str:
        signed = XAdESSigner().sign(etree.fromstring(text.encode()), key=self.key, cert=[self.certificate])
        return etree.tostring(signed).decode()


@dataclass
class Publisher:
    """The Union and the Bulgarian regulator, with the server on which they publish their lists."""

    union: Signer
    regulator: Signer
    url: str
    texts: dict[str, str] = field(default_factory=dict)

    def publish(
        self, *issuers: x509.Certificate, number: int = 7, due: datetime | None = None, status: str = "granted",
        kind: str = "ForeSignatures", by: Signer | None = None,
    ) -> None:  # fmt: skip
        due = due or NOW + timedelta(days=90)
        services = "".join(_service(issuer, status, kind) for issuer in issuers)
        provider = f"<TrustServiceProvider><TSPServices>{services}</TSPServices></TrustServiceProvider>"
        text = _list(number, due, "", f"<TrustServiceProviderList>{provider}</TrustServiceProviderList>")
        self.texts["/list.xml"] = (by or self.regulator).sign(text)
        pointer = _pointer(f"{self.url}/list.xml", self.regulator.certificate)
        self.texts["/lists.xml"] = self.union.sign(_list(number, due, pointer, ""))


def _base64(certificate: x509.Certificate) -> str:
    return b64encode(certificate.public_bytes(Encoding.DER)).decode()


def _list(number: int, due: datetime, pointers: str, rest: str) -> str:
    return (
        '<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#"><SchemeInformation>'
        f"<TSLSequenceNumber>{number}</TSLSequenceNumber>"
        f'<SchemeInformationURI><URI xml:lang="en">https://example.eu/</URI></SchemeInformationURI>'
        f"<PointersToOtherTSL>{pointers}</PointersToOtherTSL>"
        f"<ListIssueDateTime>{NOW:%Y-%m-%dT%H:%M:%SZ}</ListIssueDateTime>"
        f"<NextUpdate><dateTime>{due:%Y-%m-%dT%H:%M:%SZ}</dateTime></NextUpdate>"
        f"</SchemeInformation>{rest}</TrustServiceStatusList>"
    )


def _identity(certificate: x509.Certificate) -> str:
    return (
        "<ServiceDigitalIdentity><DigitalId><X509Certificate>"
        f"{_base64(certificate)}</X509Certificate></DigitalId></ServiceDigitalIdentity>"
    )


def _pointer(address: str, signer: x509.Certificate) -> str:
    return (
        f"<OtherTSLPointer><ServiceDigitalIdentities>{_identity(signer)}</ServiceDigitalIdentities>"
        f"<TSLLocation>{address}</TSLLocation><AdditionalInformation>"
        "<OtherInformation><SchemeTerritory>BG</SchemeTerritory></OtherInformation>"
        '<OtherInformation><MimeType xmlns="http://uri.etsi.org/02231/v2/additionaltypes#">'
        "application/vnd.etsi.tsl+xml</MimeType></OtherInformation>"
        "</AdditionalInformation></OtherTSLPointer>"
    )


def _service(issuer: x509.Certificate, status: str, kind: str) -> str:
    return (
        f"<TSPService><ServiceInformation><ServiceTypeIdentifier>{_URI}/Svctype/CA/QC</ServiceTypeIdentifier>"
        f'<ServiceName><Name xml:lang="en">Test</Name></ServiceName>{_identity(issuer)}'
        f"<ServiceStatus>{_URI}/TrustedList/Svcstatus/{status}</ServiceStatus>"
        "<StatusStartingTime>2020-01-01T00:00:00Z</StatusStartingTime>"
        '<ServiceInformationExtensions><Extension Critical="true"><AdditionalServiceInformation>'
        f'<URI xml:lang="en">{_URI}/TrustedList/SvcInfoExt/{kind}</URI>'
        "</AdditionalServiceInformation></Extension></ServiceInformationExtensions>"
        "</ServiceInformation></TSPService>"
    )


@pytest.fixture(scope="module")
def signers() -> tuple[Signer, Signer]:
    return Signer.new("Union"), Signer.new("Regulator")


@pytest.fixture
def publisher(settings, tmp_path, monkeypatch, signers) -> Iterator[Publisher]:
    class Lists(BaseHTTPRequestHandler):
        def do_GET(self):
            text = publisher.texts.get(self.path, "").encode()
            self.send_response(200 if text else 503)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Lists)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    publisher = Publisher(*signers, f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setattr(trusted_list, "_SCHEME_OF_ADDRESSES", "http://127.0.0.1")
    signer = tmp_path / "union.pem"
    signer.write_bytes(publisher.union.certificate.public_bytes(Encoding.PEM))
    settings.TRUSTED_LIST_URL, settings.TRUSTED_LISTS = f"{publisher.url}/lists.xml", tmp_path / "trust"
    settings.TRUSTED_LIST_SIGNERS, settings.QES_TRUST_ANCHORS = [signer], []
    yield publisher
    server.shutdown()
    server.server_close()


@pytest.fixture
def issuer(tmp_path) -> x509.Certificate:
    return kept_authority(tmp_path / "issuer", "http://127.0.0.1:9/none.crl").root.certificate


def trusted() -> list[bytes]:
    return [anchor.dump() for anchor in qes_anchors()]


def test_an_issuer_of_the_list_is_trusted_and_stays_so_without_a_way_out(publisher, issuer):
    publisher.publish(issuer)
    assert ailments(NOW) == ["the trusted list was never fetched: run `nssi trust refresh`"]
    assert trusted() == []
    assert main(["trust", "refresh"]) == 0
    publisher.texts.clear()
    trusted_list._kept.cache_clear()
    assert trusted() == [issuer.public_bytes(Encoding.DER)]
    assert ailments(NOW) == []
    assert main(["trust", "show"]) == 0


@pytest.mark.parametrize(("status", "kind"), [("withdrawn", "ForeSignatures"), ("granted", "ForeSeals")])
def test_who_was_struck_off_or_issues_for_seals_alone_is_not_trusted(publisher, issuer, status, kind):
    publisher.publish(issuer, status=status, kind=kind)
    refresh()
    assert trusted() == []


def test_a_list_that_another_signed_is_refused_and_the_one_before_stays(publisher, issuer):
    publisher.publish(issuer)
    refresh()
    publisher.publish(by=Signer.new("Somebody"), number=8)
    with pytest.raises(TrustedListWrong, match="does not hold"):
        refresh()
    assert trusted() == [issuer.public_bytes(Encoding.DER)]


def test_a_list_of_the_lists_that_another_signed_is_refused(publisher, issuer):
    publisher.publish(issuer)
    publisher.texts["/lists.xml"] = Signer.new("Somebody").sign(publisher.texts["/lists.xml"])
    with pytest.raises(TrustedListWrong, match="list of the lists"):
        refresh()
    assert kept_list() is None


def test_a_kept_list_that_was_changed_trusts_nobody_and_is_told(publisher, issuer, settings):
    publisher.publish(issuer)
    refresh()
    file = settings.TRUSTED_LISTS / "list.xml"
    file.write_text(file.read_text().replace("granted", "recognisedatnationallevel"))
    assert trusted() == []
    assert "cannot be used" in ailments(NOW)[0]


def test_an_older_list_brings_nobody_back(publisher, issuer):
    publisher.publish(number=8)
    refresh()
    publisher.publish(issuer, number=7)
    with pytest.raises(TrustedListWrong, match="older"):
        refresh()
    assert trusted() == []


def test_a_stale_list_is_told_and_goes_on(publisher, issuer):
    publisher.publish(issuer, due=NOW - timedelta(days=1))
    refresh()
    assert "stale since" in ailments(NOW)[0]
    assert trusted() == [issuer.public_bytes(Encoding.DER)]
    assert main(["trust", "show"]) == 1


def test_a_server_that_does_not_answer_changes_nothing(publisher, issuer):
    publisher.publish(issuer)
    refresh()
    publisher.texts.clear()
    assert main(["trust", "refresh"]) == 1
    assert trusted() == [issuer.public_bytes(Encoding.DER)]


def test_a_list_is_fetched_over_https_alone(settings):
    settings.TRUSTED_LIST_URL = "http://lists.example/lists.xml"
    with pytest.raises(TrustedListWrong, match="https"):
        refresh()
