"""The cases of the demonstration: who applies for what, and the answers of their applications."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Answers = Mapping[str, Mapping[str, Any]]

PAID, OVERPAID, PENSIONER = "8804153022", "9106074119", "6109121055"
"""Who is paid an unemployment benefit, who got too much of it, and who gets a pension."""

OFFICE = "03"
IBAN = "BG80BNBG96611020345678"
ANOTHER_IBAN = "BG18RZBB91550123456789"


@dataclass(frozen=True)
class Pensioner:
    """The pension that the pensioner was granted, as the register of pensions has it."""

    file_number: str = "ПД-61-1001"
    granted_on: date = date(2024, 1, 15)
    country_income: int = 144_555
    coefficient: str = "1.2000"
    service_years: int = 38


def unemployment_benefit(terminated_on: date, iban: str) -> Answers:
    """Return the answers of an application for unemployment benefit after a contract that ended on this day."""
    return {
        "start": {"has_read": True},
        "second_filing": {"again": "no"},
        "personal_data": {
            "id_card": "641234567",
            "address": "9000 Варна, ул. „Примерна“ № 1",
            "phone": "0888123456",
            "email": "ime@example.bg",
        },
        "local_office": {"local_office": OFFICE},
        "termination": {
            "insurer": "„Пример“ ЕООД",
            "terminated_on": terminated_on.isoformat(),
            "ground": "other",
        },
        "abroad": {"worked_abroad": "no"},
        "circumstances": {"insured_activity": "no", "pension": "none", "employer_compensation": "no"},
        "account": {"iban": iban, "own": True},
        "documents": {},
        "delivery": {"method": "electronic", "electronic_address": "ime@example.bg"},
        "check": {"declared": True, "reports_changes": True},
    }


ARCHIVE_CERTIFICATE: Answers = {
    "start": {},
    "capacity": {"capacity": "self"},
    "personal_data": {
        "address": "9000 Варна, ул. „Примерна“ № 2",
        "phone": "0888123457",
        "email": "ime@example.bg",
    },
    "certificate": {"wanted": "document", "kinds": ["insurable_service", "insurable_income"]},
    "insurers": {
        "entries": [
            {
                "name": "Химко АД",
                "eik": "",
                "place": "Враца",
                "position": "",
                "from_year": 1979,
                "to_year": 1984,
            }
        ]
    },
    "purpose": {"purpose": "pension", "abroad": "no"},
    "names": {"names_differ": "no"},
    "documents": {},
    "body": {"body": OFFICE},
    "delivery": {"method": "electronic", "electronic_address": "ime@example.bg"},
    "check": {"declared": True},
}

PENSION_RECALCULATION: Answers = {
    "start": {"payer": "local_office", "local_office": OFFICE},
    "capacity": {"capacity": "self"},
    "personal_data": ARCHIVE_CERTIFICATE["personal_data"],
    "recalculation": {"template": "up26", "way": "here", "basis": "service", "treaty": "no"},
    "works": {"entries": [{"insurer": "„Пример“ ЕООД", "since": "2024-03-01", "until": None}]},
    "documents": {},
    "delivery": {"method": "electronic", "electronic_address": "ime@example.bg"},
    "check": {"declared": True},
}
