"""Step 1 of a PIK asks who is registered (S0.2): the plain check, the extended one, and their flags."""

import pytest

from tests.simulator.vendor import MARIA, PHONE, Vendor

NOBODY = {"phone": "+359880000099"}
BY_EVERY_IDENTIFIER = [{"phone": PHONE}, {"identificationNumber": MARIA["number"]}, {"email": MARIA["email"]}]


def test_the_version_is_the_published_one(vendor: Vendor) -> None:
    assert vendor.call("/version/get").json == {"environment": "simulator", "version": "1.0.154"}


@pytest.mark.parametrize("user", BY_EVERY_IDENTIFIER)
def test_a_registered_person_is_found_by_each_identifier(vendor: Vendor, user: dict[str, str]) -> None:
    answer = vendor.call("/user/check", user=user)
    assert (answer.code, answer.body) == (204, b"")


@pytest.mark.parametrize("user", [NOBODY, {"identificationNumber": MARIA["number"], "country": "RO"}])
def test_anyone_else_is_not(vendor: Vendor, user: dict[str, str]) -> None:
    assert vendor.call("/user/check", user=user).code == 438


@pytest.mark.parametrize(
    "user",
    [
        {},
        {"phone": PHONE, "email": MARIA["email"]},
        {"phone": PHONE, "country": "BG"},
        {"phone": "0880000001"},
        {"phone": 359880000001},
        {"name": "Мария"},
        [],
        PHONE,
    ],
)
def test_one_identifier_of_the_right_form_is_asked_for(vendor: Vendor, user: object) -> None:
    assert vendor.call("/user/check", user=user).code == 400


def test_the_extended_check_answers_for_everyone_with_flags(vendor: Vendor) -> None:
    registered = vendor.call("/user/check/extended", user={"phone": PHONE})
    assert registered.json == {
        "isRegistered": True,
        "isIdentified": True,
        "isSupervised": True,
        "hasConfirmedPhone": True,
        "hasConfirmedEmail": True,
    }
    nobody = vendor.call("/user/check/extended", user=NOBODY)
    assert (nobody.code, set(nobody.json.values())) == (200, {False})


def test_the_newer_api_has_more_flags_and_writes_them_as_numbers(vendor: Vendor) -> None:
    vendor.control("settings", version="newer")
    answer = vendor.call("/user/check/extended", user={"phone": PHONE})
    assert answer.json["isReadyToSign"] == 1
    assert b"true" not in answer.body
    assert b"false" not in answer.body


def test_a_person_may_be_registered_and_not_identified(vendor: Vendor) -> None:
    vendor.control("people", **(MARIA | {"is_identified": False}))
    flags = vendor.call("/user/check/extended", user={"phone": PHONE}).json
    assert (flags["isRegistered"], flags["isIdentified"]) == (True, False)
    assert vendor.identify().code == 449


def test_what_is_planned_for_the_next_check_happens_once(vendor: Vendor) -> None:
    def flags() -> tuple[bool, bool]:
        answer = vendor.call("/user/check/extended", user={"phone": PHONE}).json
        return answer["isRegistered"], answer["isIdentified"]

    vendor.control("next", check="not_registered")
    vendor.control("next", check="not_identified")
    assert [flags(), flags(), flags()] == [(False, False), (True, False), (True, True)]


def test_a_planned_outage_of_the_check_is_for_the_phone_it_was_planned_for(vendor: Vendor) -> None:
    vendor.control("next", check="unavailable", phone=PHONE, times=2)
    assert vendor.call("/user/check", user=NOBODY).code == 438
    codes = [vendor.call("/user/check", user={"phone": PHONE}).code for _ in range(3)]
    assert codes == [503, 503, 204]


def test_the_published_api_refuses_fields_it_does_not_list(vendor: Vendor) -> None:
    assert vendor.call("/user/check", user={"phone": PHONE}, lang="bg").code == 400
    vendor.control("settings", version="newer")
    assert vendor.call("/user/check", user={"phone": PHONE}, lang="bg").code == 204


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b"\xff", b'"x"'])
def test_a_body_that_is_no_object_is_refused_without_an_error_of_ours(vendor: Vendor, text: bytes) -> None:
    assert vendor.send_text("/user/check", text).code in (400, 401)
