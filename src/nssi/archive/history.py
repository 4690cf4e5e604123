"""What was changed in the holdings of an insurer, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from nssi.archive.forms import DepositForm, InsurerForm
from nssi.archive.models import Deposit, HoldingChange, TerminatedInsurer
from nssi.institution.models import CompetentBody
from nssi.law.calendar import Month
from nssi.look.typography import date_text

NOTHING = "—"


@dataclass(frozen=True)
class Difference:
    """One field that a change touched."""

    label: str
    text: str


@dataclass(frozen=True)
class ToldChange:
    """A change: what was done, when, by whom, and how each field was before and after."""

    what: str
    at: datetime
    official: str
    differences: tuple[Difference, ...]


def told_changes(insurer: TerminatedInsurer) -> list[ToldChange]:
    """Return what officials changed in the holdings of an insurer, the latest first."""
    labels = dict(CompetentBody.objects.values_list("code", "label"))
    return [
        ToldChange(
            what=change.get_what_display(),
            at=change.at,
            official=change.official.full_name,
            differences=tuple(_differences(change, labels)),
        )
        for change in insurer.changes.select_related("official")
    ]


def _differences(change: HoldingChange, places: dict[str, str]) -> Iterator[Difference]:
    """Yield each field of what was added or removed, and of what was changed as it was and as it is."""
    form = DepositForm if change.what.startswith("deposit") else InsurerForm
    for name, field in form.base_fields.items():
        sides = [_value(name, side[name], places) for side in (change.before, change.after) if name in side]
        if any(sides):
            yield Difference(str(field.label).rstrip("?"), " → ".join(side or NOTHING for side in sides))


def _value(name: str, value: Any, places: dict[str, str]) -> str:
    if value in (None, "", []):
        return ""
    match name:
        case "kind":
            return str(Deposit.Kind(value).label)
        case "first_month" | "last_month":
            return Month.of(date.fromisoformat(value)).told
        case "accepted_on":
            return date_text(date.fromisoformat(value))
        case "place_id":
            return places.get(value, str(value))
        case "is_public":
            return gettext("да") if value else gettext("не")
        case "former_names":
            return "; ".join(map(str, value))
        case _:
            return str(value)
