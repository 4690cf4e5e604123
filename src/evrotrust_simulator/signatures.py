"""Signing a PDF as the app does: PAdES baseline B over the whole file."""

import io
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import Signer

from evrotrust_simulator.authority import Holder


class LoadedKeySigner(Signer):
    """A signer that keeps its key loaded; pyHanko's own one loads and checks it anew for each signature."""

    def __init__(self, holder: Holder, chain: list[Certificate]) -> None:
        super().__init__(signing_cert=_asn1(holder.certificate), embed_roots=False)
        for certificate in chain:
            self.cert_registry.register(_asn1(certificate))
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


def _asn1(certificate: Certificate) -> Any:
    return next(load_certs_from_pemder_data(certificate.public_bytes(Encoding.DER)))
