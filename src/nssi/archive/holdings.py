"""What an official says of an ended insurer and of a deposit, and how a change of it is told."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from nssi.access.models import Official
from nssi.archive.models import Deposit, HoldingChange, TerminatedInsurer
from nssi.audit import Actor, record
from nssi.foundation import clock


@dataclass(frozen=True)
class InsurerData:
    """An insurer as an official enters it; `area` is one of `queries.areas`."""

    name: str
    former_names: list[str]
    eik: str
    seat: str
    area: str
    is_public: bool


@dataclass(frozen=True)
class DepositData:
    """A deposit as an official enters it; months by their first days, `place` the code of a body."""

    kind: str
    first_month: date
    last_month: date
    place_id: str
    shelf: str
    accepted_on: date
    protocol: str


class AlreadyHeld(Exception):  # noqa: N818 – an answer, no error of ours
    """The archive knows an insurer with this ЕИК, or with this name and seat where there is none."""

    def __init__(self, insurer: TerminatedInsurer) -> None:
        super().__init__(insurer.pk)
        self.insurer = insurer


class Overlaps(Exception):  # noqa: N818 – an answer, no error of ours
    """A deposit of this kind is held for some of these months."""

    def __init__(self, deposit: Deposit) -> None:
        super().__init__(deposit.pk)
        self.deposit = deposit


def hold_insurer(insurer_id: int) -> TerminatedInsurer:
    """Return an insurer, locked to the end of the caller's transaction. Raises TerminatedInsurer.DoesNotExist."""
    return TerminatedInsurer.objects.select_for_update().get(pk=insurer_id)


def refuse_overlapping(insurer_id: int, data: DepositData, but: int | None = None) -> None:
    """Raise Overlaps where another deposit of the kind has one of these months; the caller holds the insurer."""
    others = Deposit.objects.filter(
        insurer=insurer_id,
        kind=data.kind,
        first_month__lte=data.last_month,
        last_month__gte=data.first_month,
    )
    if other := (others if but is None else others.exclude(pk=but)).first():
        raise Overlaps(other)


def assign(model: Model, data: InsurerData | DepositData) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write `data` into the fields of a model, and return those that differ as they were and as they are now."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in asdict(data).items():
        if (old := getattr(model, name)) != value:
            before[name], after[name] = _told(old), _told(value)
            setattr(model, name, value)
    return before, after


def as_told(data: InsurerData | DepositData) -> dict[str, Any]:
    """Return all fields of `data` as a change tells them."""
    return {name: _told(value) for name, value in asdict(data).items()}


def data_of(deposit: Deposit) -> DepositData:
    """Return a deposit as an official would enter it."""
    return DepositData(
        deposit.kind,
        deposit.first_month,
        deposit.last_month,
        deposit.place_id,
        deposit.shelf,
        deposit.accepted_on,
        deposit.protocol,
    )


def note_change(
    insurer: TerminatedInsurer,
    what: HoldingChange.What,
    official: Official,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """Write a change into the history of the insurer and into the trail."""
    HoldingChange.objects.create(
        insurer=insurer, what=what, official=official, at=clock.now(), before=before, after=after
    )
    record(
        f"archive.{what.value}",
        actor=Actor.official(official.pk),
        subject_kind="terminated_insurer",
        subject_id=str(insurer.pk),
        details={"fields": sorted({*before, *after})},
    )


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
