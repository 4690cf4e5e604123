"""People for tests: persons, their PIKs, and a browser in which they are logged in."""

import subprocess
import sys
from pathlib import Path

from django.db import transaction
from django.test import Client

from nssi.access.actions.activate_pik import activate_pik
from nssi.access.actions.issue_pik import issue_pik
from nssi.operate.installation import Installation
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind
from nssi.people.models import Names, Person
from nssi.records.actions.assign_outgoing_number import assign_outgoing_number

EGN = "8032056031"
ANOTHER_EGN = "7523169263"
LNCH = "7111042925"


def make_person(number: str = EGN, kind: Kind = Kind.EGN) -> Person:
    """Return the person with this number."""
    return recognise_person(kind, number, Names("Мария", "Иванова", "Петрова"))


@transaction.atomic
def give_pik(person: Person) -> str:
    """Return a new PIK of the person, already active."""
    credential, pik = issue_pik(person, str(assign_outgoing_number("1004")))
    activate_pik(credential.pk)
    return pik


def log_in(client: Client, person: Person) -> Client:
    """Log the person in with a new PIK, as the login page does."""
    number = person.identifiers.values_list("number", flat=True)[0]
    response = client.post("/vhod/pik/", {"number": number, "pik": give_pik(person)})
    assert response.status_code == 302, "the login was refused"
    return client


def gets_a_pik_at_once(installation: Installation, number: str) -> str:
    """Let the person with this number have an active PIK in `installation`, without its procedure; return the PIK."""
    made = subprocess.run(
        [sys.executable, "-c", _GIVE_PIK, number],
        env=installation.environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()


_GIVE_PIK = """
import sys, django
django.setup()
from tests.support.people import give_pik, make_person
print(give_pik(make_person(sys.argv[1])))
"""
