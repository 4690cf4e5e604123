"""Signatures in CMS form: pyHanko makes one of the key, and of the others only hash and signature differ.

To build a signature takes pyHanko longer than to draw the whole letter, and all but two of its values are the same for
every document that one key seals (decision 0010).
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from asn1crypto.cms import (
    CMSAttribute,
    CMSAttributes,
    ContentInfo,
    EncapsulatedContentInfo,
    ParsableOctetString,
)
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.signers.pdf_cms import Signer

from nssi.signing.seal.keys import Key


class KeySigner(Signer):
    """pyHanko's signer with a key that is loaded once; its own one loads and checks it anew for each signature."""

    def __init__(self, key: Key) -> None:
        certificate, *others = (
            next(load_certs_from_pemder_data(each.public_bytes(Encoding.DER)))
            for each in (key.certificate, *key.chain)
        )
        super().__init__(signing_cert=certificate, embed_roots=False)
        self.cert_registry.register_multiple(others)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return _placeholder(self._key) if dry_run else self._key.sign(data)


@dataclass(frozen=True)
class Mould:
    """The form of all signatures that a key makes. `sample`: what pyHanko signed to make it; `enclosed` if it is in it."""

    key: Key
    sample: bytes
    enclosed: bool
    content: bytes
    signed_attributes: bytes

    @classmethod
    def of_documents(cls, key: Key) -> "Mould":
        """Return the form of PAdES signatures: what is signed stands outside."""
        sample = bytes(32)
        signed = KeySigner(key).async_sign(sha256(sample).digest(), "sha256", use_pades=True, dry_run=True)
        return cls._from(key, sample, _awaited(signed), enclosed=False)

    @classmethod
    def of_stamps(cls, key: Key, sample: bytes) -> "Mould":
        """Return the form of time-stamps: what is signed (DER of a TSTInfo, always as long as `sample`) stands inside."""
        inside = EncapsulatedContentInfo({"content_type": "tst_info", "content": ParsableOctetString(sample)})
        signed = KeySigner(key).async_sign(
            sha256(sample).digest(),
            "sha256",
            use_pades=True,
            is_pdf_sig=False,
            dry_run=True,
            encap_content_info=inside,
        )
        return cls._from(key, sample, _awaited(signed), enclosed=True)

    @classmethod
    def _from(cls, key: Key, sample: bytes, made: ContentInfo, *, enclosed: bool) -> "Mould":
        (signer,) = made["content"]["signer_infos"]
        mould = cls(key, sample, enclosed, made.dump(), signer["signed_attrs"].untag().dump())
        places = [mould._hash, mould._placeholder] + ([sample] if enclosed else [])
        if (
            any(mould.content.count(place) != 1 for place in places)
            or mould._hash not in mould.signed_attributes
        ):
            raise AssertionError("it is not certain where hash and signature stand")
        return mould

    def signature(self, digest: bytes, enclosed: bytes = b"") -> tuple[bytes, bytes]:
        """Return the signature of what has this SHA-256: the bare one, and in its CMS form (DER)."""
        bare = self.key.sign(self.signed_attributes.replace(self._hash, digest))
        signature = self.content.replace(self._hash, digest).replace(self._placeholder, bare)
        if self.enclosed:
            if len(enclosed) != len(self.sample):
                raise ValueError("what is enclosed must be as long as the sample")
            signature = signature.replace(self.sample, enclosed)
        return bare, signature

    @property
    def _hash(self) -> bytes:
        return sha256(self.sample).digest()

    @property
    def _placeholder(self) -> bytes:
        return _placeholder(self.key)


def with_stamp(signature: bytes, stamp: ContentInfo) -> bytes:
    """Return a signature in CMS form with a time-stamp (of its bare form) added to it."""
    content: Any = ContentInfo.load(signature)
    (signer,) = content["content"]["signer_infos"]
    signer["unsigned_attrs"] = CMSAttributes(
        [CMSAttribute({"type": "signature_time_stamp_token", "values": [stamp]})]
    )
    return bytes(content.dump())


def _awaited(signed: Coroutine[Any, Any, ContentInfo]) -> ContentInfo:
    with ThreadPoolExecutor(1) as thread:  # a loop may run in this one
        return thread.submit(asyncio.run, signed).result()


def _placeholder(key: Key) -> bytes:
    return b"\xa5" * key.signature_size
