"""Only who knows the API key is answered: HMAC over the exact bytes of the JSON text."""

import pytest

from evrotrust_simulator.authorization import authorization
from tests.simulator.vendor import API_KEY, HTTP, Vendor

TEXT = b'{"vendorNumber":"TESTVENDOR000001","user":{"phone":"+359880000001"}}'
EXPECTED = "cd00c6c8fea94a7738e6f7721f865d6d6484f17cd571a8e0301c63eec65bbf38"


def test_the_published_way_gives_the_known_value() -> None:
    assert authorization(API_KEY, TEXT) == EXPECTED


def test_the_known_value_opens_the_door(vendor: Vendor) -> None:
    answer = HTTP.request(
        "POST", f"{vendor.url}/vendor/user/check", body=TEXT, headers={"Authorization": EXPECTED}
    )
    assert answer.status == 204


@pytest.mark.parametrize(
    "header", ["", EXPECTED.upper(), f"Bearer {EXPECTED}", EXPECTED[:-1] + "9", "0" * 64, "жж"]
)
def test_any_other_value_is_refused(vendor: Vendor, header: str) -> None:
    headers = {"Authorization": header.encode().decode("latin-1")} if header else {}
    answer = HTTP.request("POST", f"{vendor.url}/vendor/user/check", body=TEXT, headers=headers)
    assert answer.status == 401


def test_the_value_is_of_these_bytes_and_not_of_this_meaning(vendor: Vendor) -> None:
    answer = HTTP.request(
        "POST",
        f"{vendor.url}/vendor/user/check",
        body=TEXT.replace(b",", b", "),
        headers={"Authorization": EXPECTED},
    )
    assert answer.status == 401


def test_a_wrong_key_is_refused_everywhere_but_at_the_version(vendor: Vendor, pdf: bytes) -> None:
    paths = (
        "/user/check",
        "/user/check/extended",
        "/document/doc/identification",
        "/document/status",
        "/document/thread/status",
        "/document/download",
        "/document/withdraw",
    )
    assert {path: vendor.call(path, api_key="wrong").code for path in paths} == dict.fromkeys(paths, 401)
    assert vendor.call("/version/get", api_key="wrong").code == 200


def test_another_vendor_is_refused(vendor: Vendor) -> None:
    assert vendor.call("/user/check", vendorNumber="OTHERVENDOR00001", user={"phone": "+1"}).code == 401


def test_the_file_part_is_not_signed_but_the_data_part_is(vendor: Vendor, pdf: bytes) -> None:
    assert vendor.send_document(pdf, vendorNumber="OTHERVENDOR00001").code == 401
    assert vendor.send_document(pdf).code == 200
