"""One person who owns something of every kind, and everybody who may come by: what tests of access go through.

Whatever is hers carries words that stand nowhere else, so that a page which shows them has shown something of hers.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from nssi.access.actions.activate_pik import activate_pik
from nssi.access.actions.issue_pik import issue_pik
from nssi.access.models import Official
from nssi.applications.actions.attach_file import attach_file
from nssi.applications.actions.file_application import file_application
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.models import ApplicationFile, Draft, IdentifiedBy
from nssi.applications.services import service
from nssi.archive.actions.begin_extract import begin_extract
from nssi.archive.models import Deposit, HoldingsImport, TerminatedInsurer
from nssi.audit import SYSTEM
from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.methods import DeliveryMethod
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.actions.make_document import make_document
from nssi.foundation import clock
from nssi.institution.models import OutreachOffice
from nssi.institution.queries import competent_body
from nssi.messages.models import OutgoingMessage
from nssi.payments.actions.ask_fee import ask_fee
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind, PersonalNumber
from nssi.people.models import Names, Person
from nssi.pik.models import PikIssue, PikProcedure
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.actions.take_in import Arrived, begin_intake
from nssi.proceedings.models import Absence, Appeal, Proceeding
from nssi.services.archive_certificate.delivery import DELIVERY
from nssi.services.archive_certificate.service import ARCHIVE_CERTIFICATE, FORM
from nssi.services.pik_by_qes.service import PIK_BY_QES
from nssi.staff.actions.propose_value import propose_value
from nssi.staff.models import ProposedValue
from tests.archive.holdings import deposit, insurer
from tests.documents.specimen import LETTER
from tests.payments.conftest import PRICE
from tests.services.archive_case import ANSWERS
from tests.services.walks import upload
from tests.support.officials import give_key, log_in_as, make_official
from tests.support.register import merged_file
from tests.support.visitors import log_in, log_in_insurer

Role = Official.Role

NUMBER, MAIL, STREET = "8502124512", "tsvetomira@example.bg", "Незабравка"
NAMES = Names("Цветомира", "Ардалионова", "Канарска")
HERS = re.compile("|".join((NUMBER, MAIL, STREET, NAMES.first, NAMES.last)))
"""What stands on a page that shows something of hers."""

INSURER = "insurer"
"""The visitor, and what is said of its role, that is an organisation."""

STRANGERS_NUMBER = "7906058746"
NOBODYS = UUID("00000000-0000-4000-8000-000000000000")


@dataclass
class Household:
    """The owner, her things by the parameters of routes that name them, and the browsers of all who may come by."""

    owner: Person
    things: dict[str, Any]
    browsers: dict[str, Client] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    """The role of each visitor who is an official."""

    def path_of(self, pattern: URLPattern) -> str:
        """Return the address of a route that leads to her things; KeyError where nobody said what stands in a parameter."""
        names = pattern.pattern.converters
        return reverse(str(pattern.name), kwargs={name: self._thing(pattern, name) for name in names})

    def _thing(self, pattern: URLPattern, name: str) -> Any:
        return self.things.get(f"{pattern.name}.{name}", self.things.get(name)) or self.things[name]


def furnish() -> Household:
    """Make the person with one thing of each kind, and log everybody in."""
    owner = _person(NUMBER, NAMES)
    stranger = _person(STRANGERS_NUMBER, Names("Георги", "Иванов", "Тодоров"))
    officials = {role.value: make_official(role, name=f"Служител {role.value}") for role in Role}
    officials["officer elsewhere"] = make_official(Role.ARCHIVE_OFFICER, "02", name="Служител отдругаде")
    household = Household(owner, _things(owner, officials))
    browsers = household.browsers
    browsers["anybody"] = Client()
    for name, person in ("owner", owner), ("stranger", stranger):
        browsers[name] = Client()
        log_in(browsers[name], person)
    for name, official in officials.items():
        browsers[name] = log_in_as(Client(), official)
        household.roles[name] = official.role
    browsers[INSURER] = log_in_insurer(Client(), "175074752")
    household.roles[INSURER] = INSURER
    return household


def _person(number: str, names: Names) -> Person:
    person = recognise_person(Kind.EGN, number, names)
    credential, _pik = issue_pik(person, f"1004-{number[-6:]}-01.01.2026")
    activate_pik(credential.pk)
    return person


def _counter_issue(owner: Person, clerk: Official) -> PikIssue:
    return PikIssue.objects.create(
        person=owner,
        number_kind=Kind.EGN,
        official=clerk,
        body=clerk.competent_body,
        created_at=clock.now(),
        last_day=clock.today(),
    )


def _pik_request(owner: Person, clerk: Official) -> Proceeding:
    draft = start_draft(PIK_BY_QES, owner)
    typed = {"request": {"email": [MAIL], "local_office": ["03"]}}
    Draft.objects.filter(pk=draft.pk).update(typed=typed)
    application = file_application(draft.pk, owner, PIK_BY_QES, IdentifiedBy.QES)
    return perform("grant", Proceeding.objects.get(application=application).pk, clerk)


def _things(owner: Person, officials: dict[str, Official]) -> dict[str, Any]:
    officer = officials["archive_officer"]
    application = _filed(owner)
    proceeding = Proceeding.objects.get(application=application)
    intake = begin_intake(
        ARCHIVE_CERTIFICATE,
        Arrived(IdentifiedBy.COUNTER, clock.today(), PersonalNumber(Kind.EGN, NUMBER), NAMES, signed=True),
        officer,
    )
    requested = _pik_request(owner, officials["clerk"])
    delivery = _delivered(owner)
    make_document(delivery.document_id)
    _message(owner)
    return {
        **_archive(owner, officer),
        **_draft(owner),
        "application_id": application.pk,
        "proceeding_id": proceeding.pk,
        "proceeding_file.file_id": ApplicationFile.objects.get(application=application).pk,
        "intake_continue.draft_id": intake.pk,
        "document_id": delivery.document_id,
        "delivery_id": delivery.pk,
        "token": delivery.token,
        "fee_id": _fee(owner).pk,
        "appeal_id": _appeal(proceeding, delivery).pk,
        "message_id": OutgoingMessage.objects.get().pk,
        "submission_id": merged_file().pk,
        "absence_id": _absence(officer, officials["officer elsewhere"]).pk,
        "login_id": NOBODYS,
        "pik_certificate.proceeding_id": requested.pk,
        "issue_id": _counter_issue(owner, officials["clerk"]).pk,
        "outreach_office_id": OutreachOffice.objects.create(local_office_id="03", name="Провадия").pk,
        "official_id": make_official(name="Служител на никого").pk,
        "key_id": give_key(officer).pk,
        "list_id": NOBODYS,
        "payment_id": NOBODYS,
        "value_of_law.name": "minimum_wage",
        "body_code": "03",
        "message": "zavedeno",
        "document": "proceedings-confirmation",
        "procedure_id": _procedure(owner).pk,
        "proposal_id": _proposal(officials["administrator"]).pk,
        "task_id": 1,
        "decision_id": 1,
        "callback_token": "x" * 43,
        "number": delivery.document.outgoing_number,
        "pik_step.number": 2,
        "code": "AC2DE3FH",
        "paper": "zayavlenie-osiguritelen-arhiv",
        "what": "kontakti",
        "archive_extract_settle.what": "potvardi",
        "way": "predai",
        "act": "no_data",
        "delivery_record.act": "podpis",
        "messages_unsent_all.state": "given_up",
        "my_right_receipt.code": "sickness",
    }


def _filed(owner: Person) -> Any:
    answers = {**ANSWERS, "personal_data": {**ANSWERS["personal_data"], "email": MAIL, "address": STREET}}
    answers["delivery"] = {"method": "electronic", "electronic_address": MAIL}
    typed = {
        step.name: step.form.typed_again(answers[step.name]) for step in FORM.steps if step.name in answers
    }
    draft = start_draft(ARCHIVE_CERTIFICATE, owner)
    Draft.objects.filter(pk=draft.pk).update(typed=typed)
    attach_file(draft.id, owner, ARCHIVE_CERTIFICATE, FORM.slots[0], upload(), f"{NAMES.last}.pdf")
    Draft.objects.filter(pk=draft.pk).update(typed=typed)  # a file makes one check everything again
    return file_application(draft.id, owner, ARCHIVE_CERTIFICATE, IdentifiedBy.PIK)


def _draft(owner: Person) -> dict[str, Any]:
    benefit = service("obezshtetenie-bezrabotitsa")
    assert benefit is not None
    draft = start_draft(benefit, owner)
    file = attach_file(draft.id, owner, benefit, benefit.form.slots[0], upload(), f"{NAMES.last}.pdf")
    return {
        "draft_id": draft.pk,
        "slug": benefit.slug,
        "step": "dokumenti",
        "file_id": file.pk,
        "picture_id": NOBODYS,
    }


def _archive(owner: Person, officer: Official) -> dict[str, Any]:
    himko = insurer("Химко АД", eik="103000007", by=officer)
    deposit(himko, date(1967, 3, 1), date(1999, 12, 1), by=officer)
    extract = begin_extract(owner, himko, owner.full_name, officer)
    imported = HoldingsImport.objects.create(
        name="a.csv", sha256="0" * 64, size=1, started_at=clock.now(), finished_at=clock.now()
    )
    return {
        "insurer_id": TerminatedInsurer.objects.get().pk,
        "deposit_id": Deposit.objects.get().pk,
        "extract_id": extract.pk,
        "import_id": imported.pk,
    }


@transaction.atomic
def _delivered(owner: Person) -> Any:
    body = competent_body("03")
    assert body is not None
    document = issue_document(
        LETTER,
        data={"addressee": [owner.full_name], "facts": [], "paragraphs": [STREET], "signed_by": []},
        person=owner,
        body=body,
        subject_kind="specimen",
        subject_id="1",
        actor=SYSTEM,
    )
    return deliver_document(
        document, addressee=owner, method=DeliveryMethod.ELECTRONIC, policy=DELIVERY, destination=MAIL
    )


@transaction.atomic
def _fee(owner: Person) -> Any:
    body = competent_body("03")
    assert body is not None
    return ask_fee(
        PRICE,
        reason=f"Дубликат {NAMES.last}",
        person=owner,
        body=body,
        subject_kind="test",
        subject_id="1",
        actor=SYSTEM,
    )


def _appeal(proceeding: Proceeding, delivery: Any) -> Appeal:
    return Appeal.objects.create(
        proceeding=proceeding,
        document=delivery.document,
        person=proceeding.person,
        body=proceeding.body,
        grounds=STREET,
        registry_uid="1002-000900-01.01.2026",
        identified_by=IdentifiedBy.PIK,
        filed_at=clock.now(),
        is_late=False,
    )


def _message(owner: Person) -> None:
    OutgoingMessage.objects.all().delete()
    OutgoingMessage.objects.create(
        key="test", to=MAIL, subject="Писмо", text=STREET, state=OutgoingMessage.State.GIVEN_UP,
        created_at=clock.now(),
    )  # fmt: skip


def _procedure(owner: Person) -> PikProcedure:
    return PikProcedure.objects.create(
        token_digest=b"0" * 32, phone="+359888000101", person=owner, created_at=clock.now()
    )


def _proposal(administrator: Official) -> ProposedValue:
    return propose_value(
        administrator,
        name="minimum_wage",
        since=clock.today() + timedelta(days=1),
        value="700.00",
        currency="EUR",
        act="ПМС",
        source="ДВ",
        verified=True,
    )


def _absence(away: Official, stand_in: Official) -> Absence:
    today = clock.today()
    return Absence.objects.create(
        official=away,
        stand_in=stand_in,
        since=today + timedelta(days=30),
        until=today + timedelta(days=31),
        entered_by=away,
        entered_at=clock.now(),
    )
