"""The statement by which a person hands over identity data: a readable PDF with the same data as XML inside."""

import base64
import json
import threading
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import typst

from evrotrust_simulator.people import Details, latin

TITLE = "Изявление за предоставяне на лични данни"
RECIPIENT = "Националния осигурителен институт (НОИ)"

_LABELS = {
    "names": "Имена",
    "latinNames": "Имена на латиница",
    "emails": "Електронна поща",
    "phones": "Телефон",
    "address": "Адрес",
    "documentType": "Вид на документа",
    "documentNumber": "Номер на документа",
    "documentIssuerName": "Издаден от",
    "documentValidDate": "Валиден до",
    "documentIssueDate": "Издаден на",
    "documentCountry": "Държава на издаване",
    "identificationNumber": "ЕГН/ЛНЧ",
    "gender": "Пол",
    "nationality": "Гражданство",
    "dateOfBirth": "Дата на раждане",
    "placeOfBirth": "Място на раждане",
}
_compiling = threading.Lock()


def identity_xml(details: Details, includes: Iterable[str]) -> bytes:
    """`<identification>` with a child for each switch asked for; names also in their parts. Dates are ISO.

    What the simulator does not know (pictures) is an empty element.
    """
    root = ElementTree.Element("identification")
    for name, value in _values(details, includes).items():
        ElementTree.SubElement(root, name).text = value
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def statement_pdf(details: Details, includes: Iterable[str], reason: str, xml: bytes) -> bytes:
    """The PDF to be signed; the Info entry `/Keywords` is the base64 of `xml`."""
    asked = [name for name in includes if name in _LABELS]
    values = _values(details, asked)
    data = {
        "title": TITLE,
        "keywords": base64.b64encode(xml).decode(),
        "names": details.names,
        "recipient": RECIPIENT,
        "reason": reason,
        "made_on": datetime.now(ZoneInfo("Europe/Sofia")).strftime("%d.%m.%Y"),
        "rows": [{"label": _LABELS[name], "value": _readable(values[name])} for name in asked],
    }
    with _compiling:
        pdf = _compiler().compile(
            _template(), format="pdf", sys_inputs={"data": json.dumps(data)}, pdf_standards=["a-2a", "ua-1"]
        )
    assert isinstance(pdf, bytes)  # noqa: S101
    return pdf


def _values(details: Details, includes: Iterable[str]) -> dict[str, str]:
    known = {
        "names": details.names,
        "latinNames": latin(details.names),
        "emails": details.email,
        "phones": details.phone,
        "address": details.address,
        "documentType": "Лична карта",
        "documentNumber": details.card_number,
        "documentIssuerName": details.card_issuer,
        "documentValidDate": details.card_valid_until,
        "documentIssueDate": details.card_issued,
        "documentCountry": "BG",
        "identificationNumber": details.number,
        "gender": details.gender,
        "nationality": details.nationality,
        "dateOfBirth": details.birth_date,
        "placeOfBirth": details.place_of_birth,
    }
    values: dict[str, str] = {}
    for name in includes:
        values[name] = known.get(name, "")
        if name == "names":
            values |= {
                "firstName": details.first_name,
                "middleName": details.middle_name,
                "lastName": details.last_name,
            }
        elif name == "latinNames":
            values |= {
                "firstNameLatin": latin(details.first_name),
                "middleNameLatin": latin(details.middle_name),
                "lastNameLatin": latin(details.last_name),
            }
    return values


def _readable(value: str) -> str:
    """ISO dates and the letter of the gender as Bulgarians write them; everything else as it is."""
    if value in ("M", "F"):
        return "мъж" if value == "M" else "жена"
    try:
        return datetime.strptime(value, "%Y-%m-%d").strftime("%d.%m.%Y г.")  # noqa: DTZ007
    except ValueError:
        return value


@cache
def _template() -> bytes:
    return files(__package__).joinpath("statement.typ").read_bytes()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(ignore_system_fonts=True)
