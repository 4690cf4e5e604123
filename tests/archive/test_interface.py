"""The interface for programs answers as its description says, whatever is asked (P-04)."""

from dataclasses import replace
from datetime import date

import jsonschema_rs
import pytest
import schemathesis
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from nssi.archive.actions import search_insurers
from nssi.archive.openapi import DOCUMENT
from tests.archive.holdings import deposit, insurer

pytestmark = pytest.mark.django_db

PATH = "/api/v1/terminated-insurers"
DESCRIBED = schemathesis.openapi.from_dict(DOCUMENT)[PATH]["GET"]


@pytest.fixture
def _some():
    held = insurer("Химко АД", "Стопански химически комбинат", eik="103000007")
    deposit(held, date(1967, 3, 1), date(1999, 12, 1))
    insurer("ТКЗС Победа", seat="Бяла")
    insurer("Таен ООД", is_public=False)


def answer(client: Client, **asked: str) -> dict:
    response = client.get(PATH, asked)
    check(response)
    return response.json()


def check(response: HttpResponse) -> None:
    """Hold a response against what the description says of its status."""
    described = DOCUMENT["paths"][PATH]["get"]["responses"][str(response.status_code)]
    schema = {**described["content"]["application/json"]["schema"], "components": DOCUMENT["components"]}
    jsonschema_rs.validate(schema, response.json())


@pytest.mark.usefixtures("_some")
def test_a_name_is_answered_with_what_is_held_and_nothing_personal(client):
    assert answer(client, name="химко") == {
        "insurers": [
            {
                "name": "Химко АД",
                "former_names": ["Стопански химически комбинат"],
                "eik": "103000007",
                "seat": "Варна",
                "area": "Варна",
                "deposits": [
                    {
                        "kind": "payrolls",
                        "from": "1967-03",
                        "to": "1999-12",
                        "place": {"code": "03", "name": "ТП на НОИ – Варна"},
                    }
                ],
            }
        ],
        "more": False,
        "instead": [],
    }


@pytest.mark.usefixtures("_some")
def test_a_number_decides_alone_and_a_place_narrows(client):
    by_number = answer(client, eik="103000007", name="друго")["insurers"]
    assert [each["name"] for each in by_number] == ["Химко АД"]
    assert answer(client, name="победа", place="Русе")["insurers"] == []
    assert answer(client, name="победа", place="бяла")["insurers"][0]["eik"] is None
    assert answer(client, name="таен")["insurers"] == []


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({}, "name"),
        ({"name": "ab"}, "name"),
        ({"name": "х" * 10_000}, "name"),
        ({"eik": "103000008"}, "eik"),
        ({"name": "химко", "place": "х" * 101}, "place"),
    ],
    ids=["nothing", "two letters", "10 kB", "no number", "a long place"],
)
def test_a_question_that_cannot_be_answered_says_why(client, asked, parameter):
    assert [each["parameter"] for each in answer(client, **asked)["errors"]] == [parameter]


def test_who_asks_too_much_waits(client, monkeypatch, travel):
    monkeypatch.setattr(search_insurers, "BY_ADDRESS", replace(search_insurers.BY_ADDRESS, tries=2))
    for _search in range(2):
        answer(client, name="химко")
    assert "Твърде много търсения." in answer(client, name="химко")["errors"][0]["text"]
    travel(minutes=6)
    assert answer(client, name="химко")["insurers"] == []


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_asked_the_answer_is_as_described(client, mode):
    @settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=DESCRIBED.as_strategy(generation_mode=mode))
    def ask(case):
        check(client.get(PATH, case.query))

    ask()


def test_the_description_is_served_and_is_one(client):
    served = client.get("/api/v1/openapi.json").json()
    assert served == DOCUMENT
    schemathesis.openapi.from_dict(served).validate()
