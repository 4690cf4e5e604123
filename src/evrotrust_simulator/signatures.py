"""Signing a PDF as the app does: PAdES baseline B over the whole file."""

import io

from asn1crypto import x509 as asn1_x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from evrotrust_simulator.authority import Holder


class LoadedKeySigner(Signer):
    """A signer that keeps its key loaded; pyHanko's own one loads and checks it anew for each signature."""

    def __init__(self, holder: Holder, chain: list[Certificate]) -> None:
        super().__init__(
            signing_cert=_asn1(holder.certificate),
            cert_registry=SimpleCertificateStore.from_certs([_asn1(each) for each in chain]),
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
            embed_roots=False,
        )
        self._key = holder.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(self._key.key_size // 8) if dry_run else self._key.sign(data, PKCS1v15(), SHA256())


def sign_pdf(content: bytes, holder: Holder, chain: list[Certificate], field_name: str) -> bytes:
    """`content` with one more, invisible signature. Raises pyHanko's errors for a PDF it cannot read."""
    metadata = PdfSignatureMetadata(
        field_name=field_name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    signer = PdfSigner(metadata, LoadedKeySigner(holder, chain))
    signed = io.BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), output=signed)
    return signed.getvalue()


def _asn1(certificate: Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
