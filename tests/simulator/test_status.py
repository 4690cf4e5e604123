"""From sending to the end: what the vendor is told at each moment (S0.4, S0.6, S0.8)."""

import time
from threading import Event

from evrotrust_simulator.server import RunningServer
from tests.simulator.vendor import PHONE, Vendor, opened

PENDING, SIGNED, REJECTED, EXPIRED, FAILED, WITHDRAWN = 1, 2, 3, 4, 5, 6


def sent(vendor: Vendor, **changes: object) -> dict[str, str]:
    return vendor.identify(**changes).json


def test_a_request_is_not_found_until_it_appears(vendor: Vendor, server: RunningServer) -> None:
    vendor.control("settings", delay_appear=60)
    ids = sent(vendor)
    assert vendor.status(ids["transactionID"]).code == 443
    assert vendor.call("/document/thread/status", threadID=ids["threadID"]).code == 443
    assert vendor.call("/document/withdraw", threadID=ids["threadID"]).code == 443
    assert vendor.control("sign", phone=PHONE).code == 409
    server.simulator.transactions.get(ids["transactionID"]).appears_at = time.time()
    assert vendor.status(ids["transactionID"]).json == {
        "status": PENDING,
        "isProcessing": False,
        "rejectReason": "",
    }


def test_signed_counts_only_when_nothing_is_processed_any_more(vendor: Vendor, signing_held: Event) -> None:
    transaction = sent(vendor)["transactionID"]
    vendor.control("sign", transactionID=transaction)
    assert vendor.status(transaction).json == {"status": SIGNED, "isProcessing": True, "rejectReason": ""}
    assert vendor.download(transaction).code == 443
    signing_held.set()
    vendor.wait_for(transaction, SIGNED)
    assert vendor.download(transaction).code == 200


def test_the_newer_api_writes_flags_as_numbers(vendor: Vendor, signing_held: Event) -> None:
    vendor.control("settings", version="newer")
    transaction = sent(vendor)["transactionID"]
    vendor.control("sign", transactionID=transaction)
    assert b'"isProcessing": 1' in vendor.status(transaction).body


def test_the_download_can_be_had_again_and_is_the_same(vendor: Vendor) -> None:
    transaction = sent(vendor)["transactionID"]
    vendor.signed(transaction)
    assert vendor.download(transaction).body == vendor.download(transaction).body


def test_a_refusal_carries_its_reason(vendor: Vendor) -> None:
    transaction = sent(vendor)["transactionID"]
    vendor.control("reject", phone=PHONE, reason="не съм аз")
    assert vendor.status(transaction).json == {
        "status": REJECTED,
        "isProcessing": False,
        "rejectReason": "не съм аз",
    }
    assert vendor.download(transaction).code == 443
    assert vendor.control("sign", transactionID=transaction).code == 409


def test_a_request_ends_by_itself_when_its_time_is_over(vendor: Vendor) -> None:
    transaction = sent(vendor, document={"dateExpire": int(time.time()) + 2})["transactionID"]
    vendor.wait_for(transaction, EXPIRED)
    assert vendor.control("sign", transactionID=transaction).code == 409


def test_the_developer_can_let_it_expire_at_once(vendor: Vendor) -> None:
    transaction = sent(vendor)["transactionID"]
    vendor.control("expire", transactionID=transaction)
    vendor.wait_for(transaction, EXPIRED)


def test_the_vendor_can_take_back_what_is_not_signed(vendor: Vendor) -> None:
    ids = sent(vendor)
    outcomes = [vendor.call("/document/withdraw", threadID=ids["threadID"]).json["status"] for _ in range(2)]
    assert outcomes == [1, 3]
    vendor.wait_for(ids["transactionID"], WITHDRAWN)

    signed = sent(vendor)
    vendor.signed(signed["transactionID"])
    assert vendor.call("/document/withdraw", threadID=signed["threadID"]).json == {"status": 2}
    assert vendor.call("/document/withdraw", threadID="0" * 12).code == 443


def test_the_operation_shows_its_documents(vendor: Vendor) -> None:
    ids = sent(vendor)
    answer = vendor.call("/document/thread/status", threadID=ids["threadID"]).json
    document = {"transactionID": ids["transactionID"], "status": PENDING, "isProcessing": False}
    assert answer == {"statuses": [{"documents": [document], "rejectReason": ""}]}


def test_newer_endings_are_failures_to_the_published_api(vendor: Vendor) -> None:
    vendor.control("next", signing="face_check_failed")
    vendor.control("next", sending="undeliverable")
    undeliverable, face = sent(vendor)["transactionID"], sent(vendor)["transactionID"]
    vendor.control("sign", transactionID=face)
    vendor.wait_for(undeliverable, FAILED)
    vendor.wait_for(face, FAILED)
    vendor.control("settings", version="newer")
    assert (vendor.status(undeliverable).json["status"], vendor.status(face).json["status"]) == (7, 8)


def test_a_file_that_cannot_be_signed_fails_instead_of_waiting_for_ever(vendor: Vendor, pdf: bytes) -> None:
    # pikepdf repairs what pyHanko refuses: a file without its end
    transaction = vendor.send_document(pdf[: pdf.rindex(b"startxref")]).json["transactionID"]
    vendor.control("sign", transactionID=transaction)
    vendor.wait_for(transaction, FAILED)


def test_unknown_ids_are_not_found(vendor: Vendor) -> None:
    assert vendor.status("0" * 12).code == 443
    assert vendor.download("0" * 12).code == 443
    assert vendor.status("").code == 400


def test_both_documents_of_a_procedure_come_back_under_their_names(vendor: Vendor, pdf: bytes) -> None:
    transaction = vendor.send_document(pdf, file_name="Удостоверение.pdf").json["transactionID"]
    vendor.signed(transaction)
    assert list(opened(vendor.download(transaction).body)) == ["Удостоверение_OUT_SIGNED.pdf"]
