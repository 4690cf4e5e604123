"""The identity inside a signed statement: any case, names whole or in parts, nothing but what was asked for. S0.3"""

import base64
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.people.identifiers import Kind, PersonalNumber
from nssi.people.models import Names
from nssi.signing.identity import Identity, read_identity
from nssi.signing.verification import Fault, NotVerified

MARIA = PersonalNumber(Kind.EGN, "8502124512")
NUMBER = "<identificationNumber>8502124512</identificationNumber>"
NAMES = "<names>Мария Петрова Иванова</names>"


def statement(xml: str | bytes) -> str:
    """The XML as the keywords of a statement have it."""
    return base64.b64encode(xml if isinstance(xml, bytes) else xml.encode()).decode()


def identity_in(elements: str, signer: PersonalNumber = MARIA) -> Identity:
    return read_identity(statement(f"<identification>{elements}</identification>"), signer)


def fault_of(keywords: str, signer: PersonalNumber = MARIA) -> Fault:
    with pytest.raises(NotVerified) as refusal:
        read_identity(keywords, signer)
    return refusal.value.fault


def test_everything_that_was_asked_for():
    identity = identity_in(
        NAMES
        + NUMBER
        + "<latinNames>Maria Petrova Ivanova</latinNames><documentNumber>600000001</documentNumber>"
        "<documentIssuerName>МВР София</documentIssuerName><documentValidDate>2031-05-12</documentValidDate>"
    )
    assert identity == Identity(
        signer=MARIA,
        names=Names("Мария", "Петрова", "Иванова", "Maria", "Petrova", "Ivanova"),
        document_number="600000001",
        document_issuer="МВР София",
        document_valid_until=date(2031, 5, 12),
    )


@pytest.mark.parametrize(
    ("elements", "names"),
    [
        ("<names>Мария Петрова Иванова</names>", Names("Мария", "Петрова", "Иванова")),
        ("<NAMES> Мария\n  Петрова   Иванова </NAMES>", Names("Мария", "Петрова", "Иванова")),
        ("<Names>Мария Иванова</Names>", Names("Мария", "", "Иванова")),
        ("<names>Мария</names>", Names("Мария", "", "")),
        ("<names>Ана Мария Петрова Иванова-Георгиева</names>", Names("Ана", "Мария Петрова", "Иванова-Георгиева")),
        (
            "<names>друго</names><firstName>Мария</firstName><middleName>Петрова</middleName><lastName>Иванова</lastName>",
            Names("Мария", "Петрова", "Иванова"),
        ),
        (
            "<names><FirstName>Мария</FirstName><LastName>Иванова</LastName></names>",
            Names("Мария", "", "Иванова"),
        ),
        ("<latinNames>John Smith</latinNames>", Names("", "", "", "John", "", "Smith")),
        ("<n:names xmlns:n='urn:n'>Мария Иванова</n:names>", Names("Мария", "", "Иванова")),
    ],
)  # fmt: skip
def test_names_whole_or_in_parts_in_any_case(elements: str, names: Names):
    assert identity_in(elements + NUMBER).names == names


def test_what_was_not_asked_for_is_left_out():
    identity = identity_in(NAMES + NUMBER + "<picFront>AAAA</picFront><gender>F</gender><future>1</future>")
    assert identity == Identity(signer=MARIA, names=Names("Мария", "Петрова", "Иванова"))


@pytest.mark.parametrize("text", ["12.05.2031", "2031-05-12", "2031-05-12T00:00:00", "12.05.2031 г."])
def test_days_as_they_are_written(text: str):
    valid = identity_in(f"{NAMES}{NUMBER}<documentValidDate>{text}</documentValidDate>").document_valid_until
    assert valid == date(2031, 5, 12)


@pytest.mark.parametrize("text", ["soon", "32.01.2031", "2031-13-01", "безсрочна"])
def test_a_day_that_cannot_be_read_is_not_taken_for_none(text: str):
    said = statement(
        f"<identification>{NAMES}{NUMBER}<documentValidDate>{text}</documentValidDate></identification>"
    )
    assert fault_of(said) is Fault.IDENTITY_NOT_READABLE


@pytest.mark.parametrize(
    ("elements", "signer"),
    [
        (NAMES + "<identificationNumber>8502124513</identificationNumber>", MARIA),
        (NAMES + "<identificationNumber></identificationNumber>", MARIA),
        (NAMES, MARIA),
        (NAMES + NUMBER, PersonalNumber(Kind.LNCH, "1001000000")),
        (NAMES + "<identificationNumber>1</identificationNumber>" + NUMBER, MARIA),
    ],
    ids=["another number", "an empty one", "none", "another signer", "two numbers"],
)
def test_the_number_must_be_the_signers(elements: str, signer: PersonalNumber):
    assert fault_of(statement(f"<identification>{elements}</identification>"), signer) is Fault.OTHER_PERSON


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "no xml",
        "<identification>",
        f"<!DOCTYPE i [<!ENTITY a 'x'>]><i>{NAMES}{NUMBER}</i>",
        f"<!DOCTYPE i SYSTEM 'file:///etc/hostname'><i>{NAMES}{NUMBER}</i>",
        f"<i>{NUMBER}</i>",
        f"<i>{NUMBER}{NAMES}<picFront>{'A' * 200_000}</picFront></i>",
        f"<i>{NUMBER}<names>{'А' * 101} Иванова</names></i>",
        b"\xff\xfe\x00",
    ],
    ids=[
        "empty",
        "text",
        "not closed",
        "entities",
        "external",
        "no names",
        "too large",
        "a name without end",
        "no text",
    ],
)
def test_what_cannot_be_read(xml: str | bytes):
    assert fault_of(statement(xml)) is Fault.IDENTITY_NOT_READABLE


@pytest.mark.parametrize("keywords", ["", "е-услуги", "PIK certificate"])
def test_a_statement_without_data(keywords: str):
    assert fault_of(keywords) is Fault.IDENTITY_NOT_READABLE


@given(st.binary(max_size=300))
def test_bytes_in_the_place_of_xml_are_refused_and_nothing_worse(xml: bytes):
    assert fault_of(statement(xml)) in {Fault.IDENTITY_NOT_READABLE, Fault.OTHER_PERSON}
