"""An application for a document of the archive that is filed at once, and what officers read for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from nssi.access.models import Official
from nssi.applications.models import Application
from nssi.applications.representation import HEIRS_CERTIFICATE_SLOT, POWER_OF_ATTORNEY_SLOT
from nssi.archive.actions.begin_extract import begin_extract
from nssi.archive.actions.confirm_extract import confirm_extract
from nssi.archive.actions.enter_rows import enter_rows
from nssi.archive.models import PayrollExtract, TerminatedInsurer
from nssi.archive.payroll_lines import read_lines
from nssi.people.models import Person
from nssi.services.archive_certificate.service import ARCHIVE_CERTIFICATE
from nssi.services.archive_certificate.subject import person_of
from tests.archive.payrolls import spread
from tests.services.walks import filed_at_once

ASKED = {
    "name": "Химко АД",
    "eik": "103000007",
    "place": "Враца",
    "position": "",
    "from_year": 1979,
    "to_year": 1980,
}

ANSWERS: dict[str, dict[str, Any]] = {
    "start": {},
    "capacity": {"capacity": "self"},
    "personal_data": {
        "address": "гр. Варна, ул. Шипка 5, 9000",
        "phone": "0888123456",
        "email": "maria@example.bg",
    },
    "certificate": {"wanted": "document", "kinds": ["insurable_service", "insurable_income"]},
    "insurers": {"entries": [ASKED]},
    "purpose": {"purpose": "pension", "abroad": "no"},
    "names": {"names_differ": "no"},
    "documents": {},
    "body": {"body": "03"},
    "delivery": {"method": "electronic", "electronic_address": "maria@example.bg"},
    "check": {"declared": True},
}


def filed(person: Person, **changes: Mapping[str, Any]) -> Application:
    """File an application with some answers changed: `filed(person, certificate={"wanted": …})`."""
    answers = {**ANSWERS, **changes}
    files = {
        slot.name: "копие.pdf"
        for slot in (HEIRS_CERTIFICATE_SLOT, POWER_OF_ATTORNEY_SLOT)
        if slot.applies(answers)
    }
    return filed_at_once(person, ARCHIVE_CERTIFICATE, answers, files)


def read(application: Application, insurer: TerminatedInsurer, lines: str, by: Official) -> PayrollExtract:
    """Enter what the payrolls of an insurer say of whom the application is about."""
    extract = begin_extract(person_of(application), insurer, "Мария Петрова Иванова", by)
    enter_rows(extract.pk, read_lines("\n".join(spread(lines))), by)
    return extract


def confirm(extract: PayrollExtract, by: Official) -> None:
    """Confirm it as another officer."""
    confirm_extract(extract.pk, by)


def kinds_issued(documents: Sequence[Any]) -> list[str]:
    """Return the kinds of documents, without the name of the service."""
    return sorted(document.kind.partition(".")[2] for document in documents)
