"""The developer's controls as JSON: each failure that a driver has to live through can be made to happen."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import urllib3

from evrotrust_simulator.damage import DAMAGES
from tests.simulator.vendor import MARIA, PHONE, Vendor, opened


def test_people_can_be_made_ready_and_are_listed_without_their_codes(vendor: Vendor) -> None:
    listed = vendor.look("people")
    assert {"phone": PHONE, "names": "Мария Иванова Щерева", "is_identified": True, "is_locked": False} in (
        listed.json["people"]
    )
    assert MARIA["code"].encode() not in listed.body


@pytest.mark.parametrize(
    "change",
    [
        {"phone": "0880"},
        {"number": "1"},
        {"code": "12345"},
        {"first_name": ""},
        {"first_name": None},
        {"number_kind": "x"},
        {"card_valid_until": "12.05.2031"},
        {"is_identified": "yes"},
        {"unknown": "x"},
    ],
)
def test_people_without_sense_are_refused_by_the_name_of_the_field(
    vendor: Vendor, change: dict[str, object]
) -> None:
    answer = vendor.control("people", **(MARIA | change))
    assert answer.code == 400
    assert next(iter(change)) in answer.json["error"]


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [
        ("next", {"check": "nonsense"}, 400),
        ("next", {"nonsense": "x"}, 400),
        ("next", {"check": ["x"]}, 400),
        ("settings", {"delay_sign": 61}, 400),
        ("settings", {"delay_sign": -1}, 400),
        ("settings", {"package": "des"}, 400),
        ("settings", {"nonsense": 1}, 400),
        ("sign", {"transactionID": "0"}, 404),
        ("sign", {"phone": "+359880000099"}, 404),
        ("sign", {}, 404),
        ("nonsense", {}, 404),
    ],
)
def test_controls_without_sense_are_refused(
    vendor: Vendor, name: str, values: dict[str, object], code: int
) -> None:
    assert vendor.control(name, **values).code == code


def test_settings_are_changed_one_by_one_and_reset_together(vendor: Vendor) -> None:
    before = vendor.look("settings").json
    assert vendor.control("settings", delay_sign=2, package="aes").json == before | {
        "delay_sign": 2.0,
        "package": "aes",
    }
    vendor.control("reset")
    assert vendor.look("settings").json == before


def test_a_sending_that_fails_leaves_nothing_on_the_phone(vendor: Vendor) -> None:
    vendor.control("next", sending="fails")
    assert vendor.identify().code == 500
    assert vendor.look("requests", phone=PHONE).json["requests"] == []


def test_a_lost_answer_leaves_the_request_on_the_phone(vendor: Vendor) -> None:
    vendor.control("next", sending="lost_answer")
    with pytest.raises(urllib3.exceptions.ProtocolError):
        vendor.identify()
    (request,) = vendor.look("requests", phone=PHONE).json["requests"]
    assert (request["kind"], request["state"]) == ("identification", "pending")


def test_a_slow_answer_comes_late_while_the_request_is_there_at_once(vendor: Vendor) -> None:
    vendor.control("next", sending="slow")
    with ThreadPoolExecutor(1) as pool:
        start = time.monotonic()
        answer = pool.submit(vendor.identify)
        while not vendor.look("requests", phone=PHONE).json["requests"]:
            assert time.monotonic() < start + 5
        assert not answer.done()
        assert answer.result().code == 200
    assert time.monotonic() - start > 0.5


def test_an_outage_lasts_until_it_is_ended(vendor: Vendor) -> None:
    transaction = vendor.identify().json["transactionID"]
    vendor.control("settings", outage="unavailable")
    assert [vendor.status(transaction).code, vendor.identify().code] == [503, 503]
    vendor.control("settings", outage="timeout")
    start = time.monotonic()
    assert vendor.status(transaction).code == 503
    assert time.monotonic() - start > 0.5
    vendor.control("settings", outage="none")
    assert vendor.status(transaction).code == 200


def test_a_file_in_the_archive_can_be_another_one_or_a_bomb(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evrotrust_simulator.damage.BOMB_SIZE", 64 * 1024 * 1024)
    vendor.control("settings", package="aes")
    vendor.control("next", result="wrong_file")
    vendor.control("next", result="zip_bomb")
    contents = []
    for _ in range(2):
        transaction = vendor.identify().json["transactionID"]
        vendor.signed(transaction)
        contents.append(opened(vendor.download(transaction).body))
    assert list(contents[0]) == ["readme.txt"]
    assert len(contents[1]["identification_OUT_SIGNED.pdf"]) == 64 * 1024 * 1024


def test_a_package_can_be_cut_for_good_or_come_whole_at_the_second_try(vendor: Vendor) -> None:
    for damage in ("truncated_package", "truncated_once", "late_package"):
        vendor.control("next", result=damage)
    downloads = []
    for _ in range(3):
        transaction = vendor.identify().json["transactionID"]
        vendor.control("sign", transactionID=transaction)
        vendor.wait_for(transaction, 2)
        downloads.append((vendor.download(transaction), vendor.download(transaction)))
    for_good, once, late = downloads
    assert for_good[0].body == for_good[1].body
    assert len(once[0].body) == len(once[1].body) // 2
    assert (late[0].code, late[1].code) == (443, 200)
    assert list(opened(once[1].body)) == list(opened(late[1].body))


def test_all_that_can_be_planned_is_listed(vendor: Vendor) -> None:
    possible = vendor.look("next").json["possible"]
    assert possible["result"] == list(DAMAGES)
    assert possible.keys() == {"check", "sending", "callback", "signing", "result", "registration"}


def test_the_file_as_it_is_on_the_phone_can_be_read(vendor: Vendor, pdf: bytes) -> None:
    transaction = vendor.send_document(pdf).json["transactionID"]
    assert vendor.look("file", transactionID=transaction).body == pdf
    assert vendor.signed(transaction) == vendor.look("file", transactionID=transaction).body


@pytest.mark.parametrize("number", [40, pytest.param(200, marks=pytest.mark.full)])
def test_many_procedures_run_at_once_and_none_is_lost(vendor: Vendor, number: int) -> None:
    vendor.control("settings", package="aes")
    phones = [f"+35988100000{digit}" for digit in range(10)]
    for digit, phone in enumerate(phones):
        vendor.control("people", **(MARIA | {"phone": phone, "number": f"850101000{digit}"}))

    def procedure(serial: int) -> bool:
        transaction = vendor.identify(user={"phone": phones[serial % 10]}).json["transactionID"]
        return vendor.signed(transaction).startswith(b"%PDF")

    with ThreadPoolExecutor(number) as pool:
        assert all(pool.map(procedure, range(number)))
    states = [each["state"] for each in vendor.look("requests").json["requests"]]
    assert states == ["signed"] * number
