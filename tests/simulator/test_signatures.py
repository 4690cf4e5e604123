"""What the person signs: readable, with the identity inside, and a signature that leads to the test anchor."""

import base64
import io
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
import urllib3
from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from evrotrust_simulator.server import RunningServer
from tests.simulator.vendor import MARIA, Vendor

EVERYTHING = dict.fromkeys(
    [
        "names",
        "latinNames",
        "emails",
        "phones",
        "address",
        "documentType",
        "documentNumber",
        "documentIssuerName",
        "documentValidDate",
        "documentIssueDate",
        "identificationNumber",
        "gender",
        "nationality",
        "dateOfBirth",
        "placeOfBirth",
        "picFront",
    ],
    True,
)


def validated(content: bytes, server: RunningServer) -> PdfSignatureStatus:
    (signature,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    anchors = list(load_certs_from_pemder_data(server.anchor.read_bytes()))
    context = ValidationContext(trust_roots=anchors, allow_fetching=False)
    return validate_pdf_signature(signature, context)


def signed_identification(vendor: Vendor, **changes: Any) -> bytes:
    return vendor.signed(vendor.identify(**changes).json["transactionID"])


def identity(content: bytes) -> dict[str, str | None]:
    with pikepdf.open(io.BytesIO(content)) as document:
        xml = base64.b64decode(str(document.docinfo["/Keywords"]), validate=True)
    root = ElementTree.fromstring(xml)
    assert root.tag == "identification"
    return {child.tag: child.text for child in root}


def test_the_anchor_says_that_it_is_a_test(server: RunningServer) -> None:
    anchor = x509.load_pem_x509_certificate(server.anchor.read_bytes())
    (name,) = anchor.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert name.value == "Evrotrust simulator test CA"


def test_a_signed_document_is_the_sent_one_with_a_valid_signature(
    vendor: Vendor, server: RunningServer, pdf: bytes
) -> None:
    content = vendor.signed(vendor.send_document(pdf).json["transactionID"])
    status = validated(content, server)
    assert content.startswith(pdf)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.signer_reported_dt is not None


def test_the_certificate_is_the_persons_and_comes_through_an_issuing_authority(
    vendor: Vendor, server: RunningServer
) -> None:
    status = validated(signed_identification(vendor), server)
    subject = status.signing_cert.subject.native
    assert subject["serial_number"] == f"PNOBG-{MARIA['number']}"
    assert subject["common_name"] == "Maria Ivanova Shtereva"
    assert status.signing_cert.issuer.native["common_name"] == "Evrotrust simulator test issuing CA"


def test_a_foreigners_certificate_carries_the_other_prefix(vendor: Vendor, server: RunningServer) -> None:
    foreigner = MARIA | {"phone": "+359880000002", "number": "1000000011", "number_kind": "lnch"}
    vendor.control("people", **foreigner)
    content = signed_identification(vendor, user={"phone": "+359880000002"})
    assert validated(content, server).signing_cert.subject.native["serial_number"] == "PI:BG-1000000011"


def test_the_certificates_are_qualified_and_name_lists_that_say_what_was_revoked(
    vendor: Vendor, server: RunningServer, pdf: bytes
) -> None:
    for damage, is_revoked in (("certificate_revoked", True), ("", False)):
        if damage:
            vendor.control("next", phone=MARIA["phone"], result=damage)
        content = vendor.signed(vendor.send_document(pdf).json["transactionID"])
        (signature,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
        for held in (signature.signer_cert, *signature.other_embedded_certs):
            certificate = x509.load_der_x509_certificate(held.dump())
            (point,) = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
            listed = x509.load_der_x509_crl(urllib3.request("GET", point.full_name[0].value).data)
            found = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
            assert (found is not None) == (is_revoked and held is signature.signer_cert)
        assert b"\x04\x00\x8e\x46\x01\x01" in signature.signer_cert.dump(), "QcCompliance"


def test_a_second_signature_leaves_the_first_intact(
    vendor: Vendor, server: RunningServer, pdf: bytes
) -> None:
    once = vendor.signed(vendor.send_document(pdf).json["transactionID"])
    twice = vendor.signed(vendor.send_document(once).json["transactionID"])
    assert len(PdfFileReader(io.BytesIO(twice)).embedded_signatures) == 2


def test_the_identity_holds_what_was_asked_and_nothing_else(vendor: Vendor) -> None:
    assert identity(signed_identification(vendor)) == {
        "names": "Мария Иванова Щерева",
        "firstName": "Мария",
        "middleName": "Иванова",
        "lastName": "Щерева",
        "latinNames": "Maria Ivanova Shtereva",
        "firstNameLatin": "Maria",
        "middleNameLatin": "Ivanova",
        "lastNameLatin": "Shtereva",
        "identificationNumber": MARIA["number"],
    }


def test_everything_can_be_asked_and_what_is_not_known_is_empty(vendor: Vendor) -> None:
    values = identity(signed_identification(vendor, includes=EVERYTHING))
    assert values.keys() >= EVERYTHING.keys()
    assert (values["dateOfBirth"], values["gender"], values["picFront"]) == ("1985-11-10", "F", None)


def test_the_statement_is_a_tagged_bulgarian_document_with_every_letter_drawn(vendor: Vendor) -> None:
    transaction = vendor.identify(includes=EVERYTHING).json["transactionID"]
    statement = vendor.look("file", transactionID=transaction).body
    with pikepdf.open(io.BytesIO(statement)) as document:
        assert str(document.docinfo["/Title"]) == "Изявление за предоставяне на лични данни"
        assert document.Root.Lang == "bg"
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            # typst refuses to write PDF/UA and PDF/A where a letter has no glyph
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"


@pytest.mark.parametrize(
    ("damage", "intact", "trusted", "whole"),
    [
        ("flipped_bytes", False, False, True),
        ("wrong_ca", True, False, True),
        ("certificate_expired", True, False, True),
        ("unsigned_update", True, False, False),
        ("other_signer", True, True, True),
        ("other_document", True, True, True),
        ("other_number", True, True, True),
        ("xml_with_entities", True, True, True),
    ],
)
def test_a_damaged_signature_is_wrong_in_the_one_way_that_was_asked(
    vendor: Vendor, server: RunningServer, damage: str, intact: bool, trusted: bool, whole: bool
) -> None:
    vendor.control("next", result=damage)
    status = validated(signed_identification(vendor), server)
    is_whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert (status.intact, status.trusted and is_whole, is_whole) == (intact, trusted, whole)


def test_each_damage_of_the_identity_is_there(vendor: Vendor, server: RunningServer) -> None:
    for damage in ("other_number", "other_signer", "other_document", "no_signature", "xml_with_entities"):
        vendor.control("next", result=damage)
    assert identity(signed_identification(vendor))["identificationNumber"] == "0000000000"

    other_signer = validated(signed_identification(vendor), server).signing_cert
    assert other_signer.subject.native["serial_number"] == "PNOBG-0000000000"

    with pikepdf.open(io.BytesIO(signed_identification(vendor))) as other_document:
        assert "/Keywords" not in other_document.docinfo

    assert PdfFileReader(io.BytesIO(signed_identification(vendor))).embedded_signatures == []

    with pikepdf.open(io.BytesIO(signed_identification(vendor))) as document:
        assert b"<!ENTITY" in base64.b64decode(str(document.docinfo["/Keywords"]))
