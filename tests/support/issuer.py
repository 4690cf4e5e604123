"""A test issuer of qualified certificates for tests without a browser: what it revokes is published at once."""

import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from nssi.demo.qes.authority import Issued, TestAuthority, kept_authority

SECRET = "known-to-the-proxy-alone"


class Issuer:
    """A test issuer, and the server on which it publishes what it revoked."""

    def __init__(self, authority: TestAuthority, server: ThreadingHTTPServer) -> None:
        self.authority, self.server, self.elsewhere = authority, server, ""
        self.revoke()

    def revoke(self, *certificates: x509.Certificate) -> None:
        self.list = self.authority.revocation_list(*certificates)

    def fall_silent(self) -> None:
        self.list = b""

    def lead_to(self, address: str) -> None:
        self.elsewhere = address


@pytest.fixture
def issuer(settings, tmp_path) -> Iterator[Issuer]:
    class Lists(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302 if issuer.elsewhere else 200 if issuer.list else 503)
            self.send_header("Location", issuer.elsewhere)
            self.send_header("Content-Length", str(len(issuer.list)))
            self.end_headers()
            self.wfile.write(issuer.list)

        def log_message(self, format, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Lists)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.QES_TRUST_ANCHORS = [tmp_path / "anchor.pem"]
    settings.QES_URL, settings.QES_PROXY_SECRETS = "https://kep.example", {"1": SECRET}
    settings.PUBLIC_URL = "http://testserver"
    issuer = Issuer(kept_authority(tmp_path, f"http://127.0.0.1:{server.server_port}/revoked.crl"), server)
    yield issuer
    server.shutdown()
    server.server_close()


def signed(document: bytes, issued: Issued, *, pades: bool = True) -> bytes:
    """Return the PDF with a signature of whom `issued` names, as a person's own program makes it."""
    key = issued.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = issued.certificate.public_bytes(serialization.Encoding.DER)
    signer = SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),
    )
    how = PdfSignatureMetadata(
        field_name="Signature1",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES if pades else SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    output = PdfSigner(how, signer).sign_pdf(writer)
    return bytes(output.getvalue())
