"""Sending for a signature (S0.3, S0.4): what is accepted, and the code each mistake gets."""

import time
from typing import Any

import pytest

from tests.simulator.vendor import MARIA, PHONE, PUBLIC_KEY, Vendor, document, identification

SOON = int(time.time()) + 7200


def test_an_identification_request_gives_both_ids(vendor: Vendor) -> None:
    answer = vendor.identify()
    assert answer.code == 200
    assert answer.json.keys() == {"transactionID", "threadID"}
    assert len(answer.json["transactionID"]) == 12
    assert answer.json["transactionID"].isdigit()
    assert len(bytes.fromhex(answer.json["threadID"])) == 6


def test_a_document_gives_a_transaction_with_the_identifier_that_was_sent(vendor: Vendor, pdf: bytes) -> None:
    sent = vendor.send_document(pdf).json
    assert sent["transactions"] == [{"transactionID": sent["transactionID"], "phone": PHONE}]
    vendor.control("settings", version="newer")
    assert vendor.send_document(pdf).json.keys() == {"threadID", "transactions"}


def test_an_address_to_call_back_and_a_national_number_are_accepted(vendor: Vendor) -> None:
    user = {"identificationNumber": MARIA["number"], "country": "BG"}
    assert vendor.identify(user=user, urlCallback="https://portal.example/signing/x").code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"document": {"dateExpire": 1}},
        {"document": {"dateExpire": str(SOON)}},
        {"document": {"dateExpire": 2**31}},
        {"document": {}},
        {"document": {"dateExpire": SOON, "language": "bg"}},
        {"includes": {}},
        {"includes": {"names": False}},
        {"includes": {"names": 1}},
        {"includes": {"documentCountry": True}},
        {"signInfo": {"algorithm": "SHA1"}},
        {"signInfo": {}},
        {"publicKey": ""},
        {"publicKey": "bm90IGEga2V5"},
        {"publicKey": "%%%"},
        {"urlCallback": "portal.example"},
        {"urlCallback": "http://[portal"},
        {"urlCallback": "file:///etc/passwd"},
        {"user": {}},
        {"users": [{"phone": PHONE}]},
        {"BIOrequired": 1},
    ],
)
def test_a_request_without_sense_is_invalid_data(vendor: Vendor, changes: dict[str, Any]) -> None:
    assert vendor.identify(**changes).code == 400
    assert vendor.look("requests").json == {"requests": []}


@pytest.mark.parametrize("missing", sorted(identification().keys() - {"identificationReason"}))
def test_what_an_identification_needs_must_be_there(vendor: Vendor, missing: str) -> None:
    fields = {name: value for name, value in identification().items() if name != missing}
    assert vendor.call("/document/doc/identification", **fields).code == 400


def test_the_newer_api_takes_its_newer_fields(vendor: Vendor, pdf: bytes) -> None:
    vendor.control("settings", version="newer")
    assert vendor.identify(BIOrequired=1, includes={"names": True, "documentCountry": True}).code == 200
    newer = document(pdf)["document"] | {"certificateType": 1}
    assert (
        vendor.send_document(pdf, document=newer, signInfo={"type": "PDF3", "algorithm": "SHA256"}).code
        == 200
    )


def test_nobody_is_sent_to_who_is_not_registered(vendor: Vendor, pdf: bytes) -> None:
    assert vendor.identify(user={"phone": "+359880000099"}).code == 438
    assert vendor.send_document(pdf, users=[{"phone": "+359880000099"}]).code == 438


def test_a_file_is_what_its_checksum_says(vendor: Vendor, pdf: bytes) -> None:
    good = document(pdf)["document"]
    assert vendor.send_document(pdf, document=good | {"checksumDocument": "0" * 128}).code == 400
    upper = good | {"checksumDocument": good["checksumDocument"].upper()}
    assert vendor.send_document(pdf, document=upper).code == 200
    without = {name: value for name, value in good.items() if name != "checksumDocument"}
    assert vendor.send_document(pdf, document=without).code == 200


@pytest.mark.parametrize(("coverage", "code"), [(0, 200), (250000, 200), (1, 454), (-500, 454)])
def test_coverage_is_one_of_five_amounts(vendor: Vendor, pdf: bytes, coverage: int, code: int) -> None:
    assert vendor.send_document(pdf, document=document(pdf)["document"] | {"coverage": coverage}).code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signInfo": {"type": "XML1", "algorithm": "SHA256"}}, 457),
        ({"signInfo": {"type": "PDF3", "algorithm": "SHA256"}}, 457),
        ({"signInfo": {"algorithm": "SHA256"}}, 400),
        ({"users": []}, 400),
        ({"users": [{"phone": PHONE}, {"email": "a@example.bg"}]}, 400),
        ({"user": {"phone": PHONE}}, 400),
        ({"publicKey": PUBLIC_KEY[:-40]}, 400),
    ],
)
def test_each_mistake_of_a_document_has_its_code(
    vendor: Vendor, pdf: bytes, changes: dict[str, Any], code: int
) -> None:
    assert vendor.send_document(pdf, **changes).code == code


@pytest.mark.parametrize(
    "change", [{"description": "x" * 4001}, {"description": ""}, {"preview": 2}, {"preview": True}]
)
def test_the_description_and_the_preview_have_bounds(
    vendor: Vendor, pdf: bytes, change: dict[str, Any]
) -> None:
    assert vendor.send_document(pdf, document=document(pdf)["document"] | change).code == 400


@pytest.mark.parametrize("name", ["a" * 97 + ".pdf", "a&b.pdf", "a'b.pdf", "a+b.pdf", "a:b.pdf", "50%.pdf"])
def test_some_file_names_are_not_allowed(vendor: Vendor, pdf: bytes, name: str) -> None:
    assert vendor.send_document(pdf, file_name=name).code == 400


def test_a_cyrillic_file_name_is_allowed(vendor: Vendor, pdf: bytes) -> None:
    assert vendor.send_document(pdf, file_name="Удостоверение за ПИК.pdf").code == 200


def test_only_a_pdf_can_be_signed_and_not_a_huge_one(vendor: Vendor, pdf: bytes) -> None:
    assert vendor.send_document(b"plain text").code == 457
    assert vendor.send_document(pdf + bytes(10 * 1024 * 1024)).code == 450
    assert vendor.send_document(pdf + bytes(12 * 1024 * 1024)).code == 450


def test_there_are_exactly_two_parts(vendor: Vendor, pdf: bytes) -> None:
    assert vendor.send_document(pdf, extra_part=True).code == 400


def test_busy_is_a_code_the_published_api_has_for_identifications_only(vendor: Vendor, pdf: bytes) -> None:
    vendor.control("next", sending="busy")
    assert vendor.send_document(pdf).code == 200
    assert [vendor.identify().code, vendor.identify().code] == [469, 200]
    vendor.control("settings", version="newer")
    vendor.control("next", sending="busy")
    assert vendor.send_document(pdf).code == 469


def test_only_post_is_answered(vendor: Vendor) -> None:
    assert vendor.look("../vendor/document/status").code == 405
