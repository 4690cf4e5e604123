"""Granted pensions for tests: one in the register, and files of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from nssi.foundation import clock
from nssi.pensions.models import Pension
from nssi.people.models import Person

HEAD = (
    "file_number;identifier_kind;identifier;first_name;middle_name;last_name;body;granted_on;minimum_kind;"
    "country_income;currency;coefficient;service_years;service_months;service_days;"
    "difference_years;difference_months;difference_days;under_treaty;yearly_since"
)
ROW = "{file_number};egn;{number};Мария;Петрова;Иванова;03;2024-01-15;art_68_1;1445.55;BGN;1.2000;38;0;0;0;0;0;no;"


def grant(person: Person, file_number: str = "П-1001", **fields: Any) -> Pension:
    """Return a pension as in the worked example R1 of the rules: granted in January 2024, coefficient 1.200, 38 years."""
    values: dict[str, Any] = {
        "body_id": "03",
        "granted_on": date(2024, 1, 15),
        "minimum_kind": "art_68_1",
        "country_income": 144_555,
        "currency": "BGN",
        "coefficient": Decimal("1.2000"),
        "service_years": 38,
        "service_months": 0,
        "service_days": 0,
        "imported_at": clock.now(),
    }
    return Pension.objects.create(person=person, file_number=file_number, **{**values, **fields})
