"""The order to the bank: a pain.001.001.09 that its schema accepts, and a table that no spreadsheet runs (issue 7)."""

from datetime import UTC, date, datetime
from importlib.resources import files

import pytest
from lxml import etree

from nssi.foundation import clock
from nssi.payments.actions.enter_return import enter_return
from nssi.payments.bank_file import bank_file
from nssi.payments.latin import in_latin
from nssi.payments.models import PaymentList, PaymentReturn
from tests.support.benefits import ANOTHER_IBAN, IBAN, drawn, paid, state
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

NAMESPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
PAY_ON = date(2026, 7, 15)


@pytest.fixture(autouse=True)
def _in_july(settings):
    settings.BENEFITS_IBAN = IBAN
    with clock.shift(datetime(2026, 7, 10, 9, tzinfo=UTC) - clock.now()):
        yield


@pytest.fixture
def inspectors(db):
    return [
        make_official(Role.UNEMPLOYMENT_INSPECTOR, name=name) for name in ("Ирина Петрова", "Петър Колев")
    ]


@pytest.fixture
def approved(person, other_person, inspectors) -> PaymentList:
    state("a", person, {APRIL: 100_00, MAY: 90_05})
    state("b", other_person, {MAY: 7}, iban=ANOTHER_IBAN)
    return paid(MAY, *inspectors, PAY_ON)


def message(approved: PaymentList) -> etree._Element:
    return etree.fromstring("".join(bank_file(approved)).encode())


def texts(root: etree._Element, path: str) -> list[str]:
    return [node.text for node in root.findall(f".//p:{path.replace('/', '/p:')}", NAMESPACE)]


@pytest.mark.parametrize("bic", ["", "BNBGBGSD"])
def test_the_schema_of_the_message_accepts_it(approved, settings, bic):
    settings.BENEFITS_BIC = bic
    schema = etree.XMLSchema(etree.parse(str(files("sepaxml") / "schemas" / "pain.001.001.09.xsd")))
    schema.assertValid(message(approved))


def test_its_sums_are_those_of_its_transfers(approved):
    root = message(approved)
    assert sorted(texts(root, "InstdAmt")) == ["0.07", "190.05"]
    assert texts(root, "NbOfTxs") == ["2", "2"]
    assert texts(root, "CtrlSum") == ["190.12", "190.12"]


def test_it_says_who_pays_whom_when_and_why(approved, person):
    root = message(approved)
    assert texts(root, "MsgId") == [approved.code] == ["NSSI-03-202605-1"]
    assert texts(root, "ReqdExctnDt/Dt") == ["2026-07-15"]
    assert texts(root, "DbtrAcct/Id/IBAN") == [IBAN]
    assert texts(root, "CdtrAcct/Id/IBAN") == [IBAN, ANOTHER_IBAN]
    assert texts(root, "Cdtr/Nm") == ["Maria Petrova Ivanova", "Georgi Petrova Ivanova"]
    assert texts(root, "CtgyPurp/Cd") == ["SSBE"]  # social security benefit
    assert set(texts(root, "Purp/Cd")) == {"BENE"}  # unemployment benefit
    number = approved.payments.get(benefit__person=person).benefit.number
    assert texts(root, "Ustrd")[0] == f"POB do 05.2026, reg. {number}"
    ids = texts(root, "EndToEndId")
    assert len(set(ids)) == 2
    assert max(map(len, ids)) <= 35


def test_taken_again_it_is_the_same_whatever_came_back_since(approved, inspectors):
    before = "".join(bank_file(approved))
    with clock.shift(datetime(2026, 7, 20, tzinfo=UTC) - clock.now()):
        enter_return(approved.payments.first().pk, inspectors[0], PAY_ON, PaymentReturn.Why.OTHER)
        assert "".join(bank_file(approved)) == before


def test_a_list_that_nobody_approved_makes_no_order(person, inspectors):
    state("a", person, {APRIL: 100_00})
    with pytest.raises(ValueError, match="not approved"):
        next(bank_file(drawn(APRIL, inspectors[0])))


NAMES = [
    ("Мария Щерева-Ъглова", "Maria Shtereva-Aglova"),
    ("Юлиян Цеков Ячев", "Yuliyan Tsekov Yachev"),
    ("СОФИЯ ЖЕКОВА", "SOFIA ZhEKOVA"),
    ("Иван & <Иванов>", "Ivan Ivanov"),
    ("=1+1", "1+1"),
]


@pytest.mark.parametrize(("name", "latin"), NAMES, ids=[latin for _, latin in NAMES])
def test_names_go_in_letters_that_every_bank_takes(name, latin):
    assert in_latin(name) == latin


def test_the_table_has_a_line_a_month_and_no_formula(approved, person, at_work, inspectors):
    person.first_name = "=HYPERLINK(1)"
    person.save()
    state("a", person, {APRIL: 130_00, MAY: 90_05}, "2")
    again = paid(MAY, *inspectors, PAY_ON)
    response = at_work(inspectors[0]).client.get(f"/sluzhiteli/plashtaniya/{again.pk}/tablitsa/")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Регистрация;Име;IBAN;Месец;Работни дни;Размер по обосновката")
    assert ";'=HYPERLINK(1) Петрова Иванова;" in lines[1]
    assert ";04.2026;20;130,00;EUR;30,00;2;" in lines[1]
    assert len(lines) == 2
