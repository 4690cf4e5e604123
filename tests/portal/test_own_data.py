"""„Моите данни“: a person gets all that the system holds of them, nobody else does, and nothing of others is in it (Art. 15 GDPR)."""

import io
import json
import zipfile
from uuid import uuid4

import pytest
from django.test import Client
from jsonschema_rs import Draft202012Validator, meta

from nssi.access.models import PikCredential
from nssi.audit import record_look
from nssi.audit.models import AuditEntry
from nssi.delivery.models import Delivery
from nssi.foundation import clock
from nssi.foundation.retention import end_retention
from nssi.messages.models import OutgoingMessage
from nssi.people import own_data
from nssi.people.identifiers import Kind
from nssi.people.models import Person, Representation
from nssi.portal.actions.make_own_data import make_own_data, packed
from nssi.portal.jobs import make_waiting_own_data
from nssi.portal.models import OwnDataFile
from tests.documents.specimen import know_specimens
from tests.security.household import HERS, MAIL, NAMES, NUMBER, STRANGERS_NUMBER, furnish
from tests.support.officials import make_official
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db

PAGE, FILE = "/moite/danni/", "/moite/danni/svalyane/"


@pytest.fixture
def household(monkeypatch, settings, tmp_path):
    settings.ATTACHMENTS = tmp_path / "attachments"
    know_specimens(monkeypatch)
    return furnish()


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def data_of(content: bytes) -> dict:
    return json.loads(opened(content).read("danni.json"))["parts"]


def taken(client: Client) -> int:
    """Return how the file was answered."""
    response = client.get(FILE)
    read(response)
    return response.status_code


def read(response) -> bytes:
    """Return what was answered, read to its end; the connection to the database stays, unlike after `close()`."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers:
        close()
    return content


def test_it_is_asked_for_made_by_a_job_and_downloaded(page_client, person, settings, tmp_path):
    settings.ATTACHMENTS = tmp_path
    log_in(page_client.client, person)
    page = page_client.get("/moite/").follow("Моите данни").submit(button="Подгответе файла")
    assert "Файлът се подготвя" in page.text and "Подгответе" not in " ".join(page.buttons)
    file = OwnDataFile.objects.get()
    make_own_data(file.pk)
    page = page_client.get(PAGE)
    assert "Файлът е готов" in page.text
    response = page_client.client.get(FILE)
    assert response["Content-Type"] == "application/zip" and "no-store" in response["Cache-Control"]
    assert sorted(opened(read(response)).namelist()) == [
        "danni.html", "danni.json", "shema.json",
    ]  # fmt: skip
    events = AuditEntry.objects.filter(actor_id=str(person.pk)).values_list("event", flat=True)
    assert {"portal.own_data_asked_for", "portal.own_data_downloaded"} <= set(events)


def test_it_holds_something_of_every_kind_that_she_has(household):
    record_look(make_official().pk, household.owner.pk, "contact")
    parts = data_of(packed(household.owner))
    filled = {name for name, rows in parts.items() if rows}
    assert filled >= {
        "person", "numbers", "piks", "sessions", "looks", "acts", "documents", "deliveries", "delivery_events", "fees",
        "archive_extracts", "pik_at_the_counter", "drafts", "applications", "application_answers", "application_files",
        "application_events", "proceedings", "appeals", "terms", "draft_files",
    }  # fmt: skip
    assert parts["numbers"] == [{"kind": "ЕГН", "number": NUMBER}]
    assert parts["person"][0]["first_name"] == NAMES.first
    assert MAIL in {each["email"] for each in parts["applications"]}


def test_the_messages_to_her_are_hers_and_those_to_others_at_the_same_address_are_not(household):
    delivery = Delivery.objects.get(token=household.things["token"])
    for key, subject in (
        (f"delivery.ready:{delivery.pk}", "Имате документ"),
        (f"delivery.ready:{uuid4()}", "Друго"),
    ):
        OutgoingMessage.objects.create(key=key, to=MAIL, subject=subject, created_at=clock.now())
    assert [row["subject"] for row in data_of(packed(household.owner))["messages"]] == ["Имате документ"]


def test_the_page_says_whose_system_and_of_when(household):
    page = opened(packed(household.owner)).read("danni.html").decode()
    assert "системата на е-услугите на Национален осигурителен институт пази за Вас" in page
    assert ".." not in page


def test_it_is_as_its_schema_says(household):
    archive = opened(packed(household.owner))
    schema = json.loads(archive.read("shema.json"))
    assert meta.is_valid(schema)
    Draft202012Validator(schema).validate(json.loads(archive.read("danni.json")))
    for part in own_data.all_parts():
        assert part.name in schema["properties"]["parts"]["properties"]


def test_nothing_of_others_and_no_secret_is_in_it(household):
    stranger = Person.objects.get(identifiers__number=STRANGERS_NUMBER)
    archive = opened(packed(stranger))
    assert not any(HERS.search(archive.read(name).decode()) for name in archive.namelist())
    hers = opened(packed(household.owner))
    for name in hers.namelist():
        text = hers.read(name).decode()
        assert STRANGERS_NUMBER not in text and "argon2" not in text
        assert not any(
            hash_ and hash_ in text for hash_ in PikCredential.objects.values_list("pik_hash", flat=True)
        )
        assert household.things["token"] not in text


def test_whom_she_represented_is_not_told(household):
    Representation.objects.create(
        capacity="authorised_person", representative=household.owner, first_name="Прокопий", last_name="Тайнов",
        identifier_kind=Kind.EGN, identifier_number=STRANGERS_NUMBER, notarised=True,
        power_of_attorney_number="77", created_at=clock.now(),
    )  # fmt: skip
    content = packed(household.owner)
    assert data_of(content)["representations"][0]["power_of_attorney_number"] == "77"
    for name in opened(content).namelist():
        text = opened(content).read(name).decode()
        assert "Прокопий" not in text and STRANGERS_NUMBER not in text


def test_what_she_typed_is_text_on_the_page(household):
    household.owner.first_name = "<script>alert(1)</script>"
    household.owner.save()
    page = opened(packed(household.owner)).read("danni.html").decode()
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_another_person_gets_their_own_or_nothing(household):
    owner, stranger = household.browsers["owner"], household.browsers["stranger"]
    owner.post(PAGE)
    make_own_data(OwnDataFile.objects.get().pk)
    assert taken(owner) == 200
    assert taken(stranger) == 404
    assert Client().get(FILE).status_code == 302


def test_it_goes_after_seven_days(client, person, travel, settings, tmp_path):
    settings.ATTACHMENTS = tmp_path
    log_in(client, person)
    client.post(PAGE)
    make_own_data(OwnDataFile.objects.get().pk)
    travel(days=6, hours=23)
    log_in(client, person)
    assert taken(client) == 200
    travel(hours=1, seconds=1)
    log_in(client, person)
    assert taken(client) == 404
    end_retention()
    assert not OwnDataFile.objects.exists()


def test_a_new_file_takes_the_place_of_the_old_one_and_a_waiting_one_is_not_doubled(
    client, person, settings, tmp_path
):
    settings.ATTACHMENTS = tmp_path
    log_in(client, person)
    client.post(PAGE)
    client.post(PAGE)
    first = OwnDataFile.objects.get()
    make_own_data(first.pk)
    make_own_data(first.pk)
    client.post(PAGE)
    second = OwnDataFile.objects.exclude(pk=first.pk).get()
    make_own_data(second.pk)
    assert OwnDataFile.objects.get() == second


def test_who_asks_too_often_waits(page_client, person, settings, tmp_path):
    settings.ATTACHMENTS = tmp_path
    log_in(page_client.client, person)
    for _time in range(5):
        page_client.get(PAGE).submit()
        make_own_data(OwnDataFile.objects.get(state="waiting").pk)
    page = page_client.get(PAGE).submit()
    assert page.status == 429 and "Твърде много опити" in page.text


def test_whoever_gave_an_address_is_told_when_it_is_there(household):
    household.browsers["owner"].post(PAGE)
    make_own_data(OwnDataFile.objects.get().pk)
    message = OutgoingMessage.objects.get(key__startswith="portal.own_data:")
    assert message.to == MAIL and "/moite/danni/" in message.text
    assert not HERS.search(message.text + message.subject)


def test_a_lost_job_is_asked_for_again(person, travel):
    from nssi.foundation.queue import ProcrastinateJob

    OwnDataFile.objects.create(person=person, asked_at=clock.now())
    make_waiting_own_data(0)
    assert not ProcrastinateJob.objects.filter(task_name="portal.make_own_data").exists()
    travel(minutes=11)
    make_waiting_own_data(0)
    assert ProcrastinateJob.objects.filter(task_name="portal.make_own_data").count() == 1
