"""Results that are wrong in one chosen way each, for a reader who has to refuse them."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pikepdf
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from evrotrust_simulator.authority import Authority, Signatory, new_authority
from evrotrust_simulator.packages import signed_entry, zipped
from evrotrust_simulator.people import Person
from evrotrust_simulator.signatures import sign_pdf

DAMAGES: Mapping[str, str] = MappingProxyType(
    {
        "flipped_bytes": "променени байтове в подписания файл",
        "no_signature": "без подпис",
        "other_signer": "подписано от друго лице",
        "wrong_ca": "удостоверение от чужд издател",
        "certificate_expired": "изтекло удостоверение",
        "certificate_revoked": "прекратено удостоверение",
        "not_qualified": "удостоверение, което не е квалифицирано",
        "issuer_silent": "издател, който не отговаря за удостоверението",
        "unsigned_update": "промяна след подписването",
        "other_document": "подписан е друг документ",
        "other_number": "друг номер в изявлението",
        "xml_with_entities": "изявление с обекти (entities) в XML",
        "zip_bomb": "архив бомба",
        "wrong_file": "друг вид файл в архива",
        "truncated_package": "отрязан пакет",
        "truncated_once": "отрязан пакет при първото изтегляне",
        "late_package": "443 при първото изтегляне",
    }
)
BOMB_SIZE = 256 * 1024 * 1024
_NOBODY_LISTENS = "http://127.0.0.1:9"
_STRANGER = Signatory("PNOBG-0000000000", "Drugo", "Litse", "Drugo Litse")


@dataclass(frozen=True)
class Draft:
    """What is about to be signed: the PDF, its file name, the XML inside where it is an identification."""

    content: bytes
    file_name: str
    field_name: str
    xml: bytes | None


def signed_as_planned(draft: Draft, person: Person, authority: Authority, damage: str) -> bytes:
    """The PDF signed by the person, or wrongly where a damage of the signature is asked for."""
    holder, chain = person.holder, authority.chain
    signatory = person.details.signatory
    if damage == "no_signature":
        return draft.content
    if damage == "other_signer":
        holder = authority.certify(_STRANGER)
    elif damage == "wrong_ca":
        stranger = new_authority()
        holder, chain = stranger.certify(signatory), stranger.chain
    elif damage == "certificate_expired":
        long_ago = datetime.now(UTC) - timedelta(days=800)
        holder = authority.certify(signatory, starts=long_ago)
    elif damage == "certificate_revoked":
        holder = authority.certify(signatory)
        authority.revoke(holder.certificate)
    elif damage == "not_qualified":
        holder = authority.certify(signatory, is_qualified=False)
    elif damage == "issuer_silent":
        holder = authority.certify(signatory, address=_NOBODY_LISTENS)
    elif damage == "other_document":
        draft = replace(draft, content=_other_document())
    elif damage == "other_number" and draft.xml:
        number = person.details.number.encode()
        draft = replace(draft, content=_with_xml(draft.content, draft.xml.replace(number, b"0000000000")))
    elif damage == "xml_with_entities" and draft.xml:
        draft = replace(draft, content=_with_xml(draft.content, _with_entities(draft.xml)))
    signed = sign_pdf(draft.content, holder, chain, draft.field_name)
    if damage == "flipped_bytes":
        return _with_flipped_byte(signed)
    if damage == "unsigned_update":
        return _with_unsigned_update(signed)
    return signed


def inner_zip_as_planned(draft: Draft, signed: bytes, damage: str) -> bytes:
    """The ZIP around the signed PDF, or around what a damage puts in its place."""
    name = signed_entry(draft.file_name)
    content: Iterable[bytes] = [signed]
    if damage == "zip_bomb":
        content = _zeros(BOMB_SIZE)
    elif damage == "wrong_file":
        name, content = "readme.txt", [b"not the document"]
    return zipped([(name, content)])


def _with_flipped_byte(signed: bytes) -> bytes:
    # A digit of the header's second line: the file still opens, its digest is another one.
    place = signed.index(b"\n") + 2
    return signed[:place] + bytes([signed[place] ^ 0x01]) + signed[place + 1 :]


def _with_unsigned_update(signed: bytes) -> bytes:
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(signed))
    changed = io.BytesIO()
    writer.root[pdf_name("/SimulatorNote")] = pdf_string("changed after signing")
    writer.update_root()
    writer.write(changed)
    return changed.getvalue()


def _other_document() -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(100, 100))  # whatever was sent was larger
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _with_xml(content: bytes, xml: bytes) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.docinfo["/Keywords"] = base64.b64encode(xml).decode()
        document.save(buffer)
    return buffer.getvalue()


def _with_entities(xml: bytes) -> bytes:
    declaration, body = xml.split(b"?>", 1)
    entities = b'<!DOCTYPE identification [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return declaration + b"?>" + entities + body.replace(b"</names>", b"&b;</names>")


def _zeros(size: int) -> Iterator[bytes]:
    chunk = bytes(1024 * 1024)
    for _ in range(size // len(chunk)):
        yield chunk
