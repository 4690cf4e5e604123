"""Load the people of the demonstration; what is there already is left as it is."""

import json
import secrets
from datetime import date
from io import BytesIO
from pathlib import Path

import urllib3
from django.conf import settings
from django.db import transaction

from nssi.access.actions.activate_pik import activate_pik
from nssi.access.actions.create_official import create_official
from nssi.access.actions.enrol_app import keep_app
from nssi.access.actions.issue_pik import issue_pik
from nssi.access.models import Official
from nssi.access.second_factor.app_codes import new_secret
from nssi.archive.actions.import_holdings import import_holdings
from nssi.demo.actions.load_cases import load_cases
from nssi.demo.declarations import demonstration_file
from nssi.demo.people import INSURERS, OFFICIALS, PEOPLE, DemoOfficial, DemoPerson
from nssi.demo.qes.authority import Subject, kept_authority, write_private
from nssi.demo.qes.front import crl_url_at
from nssi.foundation import clock, environment
from nssi.institution.actions.enter_value import enter_value
from nssi.institution.models import EnteredValue
from nssi.institution.queries import competent_body
from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.actions.take_in_submission import take_in_submission
from nssi.insurance.models import Submission
from nssi.law.parameters import shipped
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.models import Names
from nssi.pik.certificate import REGISTER_INDEX
from nssi.records.actions.assign_outgoing_number import assign_outgoing_number

FILE_NAME = "EMPL2021.TXT"
CERTIFICATES = settings.VAR / "qes"
DEMO_PRICE = "Цена за демонстрация, не е от Тарифата"
HOLDINGS = Path(__file__).parents[1] / "holdings.csv"


def notes() -> dict[str, str]:
    """Return what a visitor of the demonstration may know: PIKs by personal number, passwords by user name.

    The secrets of officials' apps stand under `app_of` their user name.
    """
    path = _notes_path()
    return json.loads(path.read_text()) if path.exists() else {}


def app_of(username: str) -> str:
    """Return the name under which `notes` tells the secret of an official's app."""
    return f"{username}:app"


def load_demonstration() -> None:
    """Make the people, their PIKs, their phones in the simulator, the officials, what insurers declared, what of ended ones is held, and
    a few cases."""
    known = notes()
    for person in PEOPLE:
        if person.phone:
            _register_phone(person)
        if person.has_pik and person.number not in known:
            known[person.number] = _give_pik(person)
            _keep(known)
    for official in OFFICIALS:
        if official.username not in known:
            known[official.username] = _make_official(official)
            _keep(known)
        if app_of(official.username) not in known:
            known[app_of(official.username)] = _give_app(official)
            _keep(known)
    _issue_certificates()
    _import_declarations()
    import_holdings(HOLDINGS)
    _enter_price()
    load_cases()


@transaction.atomic
def _give_pik(person: DemoPerson) -> str:
    names = Names(first=person.first_name, middle=person.middle_name, last=person.last_name)
    known_person = recognise_person(person.kind, person.number, names)
    credential, pik = issue_pik(known_person, str(assign_outgoing_number(REGISTER_INDEX)))
    activate_pik(credential.pk)
    return pik


@transaction.atomic
def _make_official(official: DemoOfficial) -> str:
    password = secrets.token_urlsafe(12)
    Official.objects.filter(username=official.username).delete()
    create_official(
        official.username,
        password,
        full_name=official.full_name,
        role=official.role,
        body=competent_body(official.body) if official.body else None,
    )
    return password


@transaction.atomic
def _give_app(official: DemoOfficial) -> str:
    secret = new_secret()
    keep_app(Official.objects.get(username=official.username), secret)
    return secret


def _issue_certificates() -> None:
    """Give each person and insurer a certificate to import into a browser, where this demonstration has a host that asks for it."""
    if not (port := environment.text("DEMO_QES_LISTS_PORT")):
        return
    authority = kept_authority(CERTIFICATES, crl_url_at(int(port)))
    for person in PEOPLE:
        file = CERTIFICATES / f"{person.number}.p12"
        if not file.exists():
            subject = Subject(f"PNOBG-{person.number}", person.first_name, person.last_name)
            issued = authority.certify(subject)
            write_private(file.with_suffix(".pem"), issued.to_pem())
            write_private(file, issued.to_p12(person.full_name))
    for insurer in INSURERS:
        file = CERTIFICATES / f"{insurer.eik}.p12"
        if not file.exists():
            subject = Subject("", "", "", f"NTRBG-{insurer.eik}", insurer.name)
            issued = authority.certify(subject)
            write_private(file.with_suffix(".pem"), issued.to_pem())
            write_private(file, issued.to_p12(insurer.name))


def _import_declarations() -> None:
    """Import the months of the people as any file of declarations is imported; one that is known changes nothing."""
    file = BytesIO(demonstration_file(clock.today(), shipped()))
    for submission in take_in_submission(file, FILE_NAME, source=Submission.Source.COMMAND):
        import_submission(submission.pk)


def _enter_price() -> None:
    """Enter what a duplicate costs here, and that nobody has read it in the tariff."""
    if not EnteredValue.objects.exists():
        enter_value(
            "fee_duplicate_certificate",
            date(2026, 1, 1),
            "2.56",
            "EUR",
            act=DEMO_PRICE,
            source=DEMO_PRICE,
            verified=False,
        )


def _register_phone(person: DemoPerson) -> None:
    """Register the person in the phone simulator, which keeps what it is told."""
    url = environment.text("SIMULATOR_URL")
    if not url:
        return
    urllib3.request(
        "POST",
        f"{url}/control/people",
        json={
            "phone": person.phone,
            "number": person.number,
            "first_name": person.first_name,
            "middle_name": person.middle_name,
            "last_name": person.last_name,
            "code": person.code,
        },
        timeout=10,
    )


def _keep(known: dict[str, str]) -> None:
    path = _notes_path()
    path.touch(mode=0o600)
    path.write_text(json.dumps(known, ensure_ascii=False, indent=1))


def _notes_path() -> Path:
    return Path(settings.VAR) / "demonstration.json"
