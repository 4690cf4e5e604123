"""Seal a document: PAdES with pyHanko and a key that is loaded once in each process."""

import io
from functools import cache
from hashlib import sha256

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from nssi.foundation import clock
from nssi.signing.seal.cms import Mould, with_stamp
from nssi.signing.seal.errors import SealNotReady, StampNotGiven
from nssi.signing.seal.field import NAME, SEAL_FIELD, tag_field
from nssi.signing.seal.keys import load_seal_key
from nssi.signing.seal.stamps import stamp_of

_STAMPS_DIFFER_BY = 1024  # bytes by which one stamp of a server may be longer than another


def seal(content: bytes, *, stamped: bool) -> bytes:
    """Return `content`, a tagged PDF without signatures, with the institution's seal: PAdES-B-B, `stamped` B-T.

    Raises SealNotReady and StampNotGiven, and then nothing is sealed.
    """
    mould = ready_seal()
    writer = _Addition(io.BytesIO(content))
    writer.register_extension(ESIC_EXTENSION_1)
    steps = PdfCMSEmbedder(SEAL_FIELD).write_cms(NAME, writer)
    tag_field(writer, next(steps))
    room = len(mould.content) + (_room_for_stamp() if stamped else 0)
    placeholder = SignatureObject(clock.now(), bytes_reserved=2 * room, subfilter=SigSeedSubFilter.PADES)
    steps.send(SigObjSetup(placeholder))
    prepared, output = steps.send(SigIOSetup("sha256", in_place=True))
    bare, signature = mould.signature(prepared.document_digest)
    if stamped:
        signature = with_stamp(signature, stamp_of(sha256(bare).digest()))
    try:
        steps.send(signature)
    except SigningError as error:  # it has no room in the document
        _room_for_stamp.cache_clear()
        raise StampNotGiven("the time-stamp is longer than others of the same server") from error
    return bytes(output.getvalue())


def ready_seal() -> Mould:
    """Return the seal of this process, loaded at first use. Raises SealNotReady, and loads it anew the next time."""
    try:
        mould = _loaded_seal()
        mould.key.require_valid()
    except SealNotReady:
        _loaded_seal.cache_clear()
        raise
    return mould


class _Addition(IncrementalPdfFileWriter):
    """What is added to the file. It leaves the metadata as they are: they speak of the letter, and pyHanko would write them
    anew in a form of its own, which takes it a third of its time.
    """

    def _prep_dom_for_writing(self) -> None:
        pass


@cache
def _loaded_seal() -> Mould:
    return Mould.of_documents(load_seal_key())


@cache
def _room_for_stamp() -> int:
    """How many bytes a time-stamp takes in a signature: one is asked for to know it."""
    return len(stamp_of(sha256(b"").digest()).dump()) + _STAMPS_DIFFER_BY
