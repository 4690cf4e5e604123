"""The way through a form: which steps it has for these answers, which are complete, how far one may go."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext

from nssi.applications.forms import Row, StepForm, as_sent
from nssi.applications.services import FormVersion
from nssi.applications.steps import Answers, Kind, Slot, Step, Typed, checklist
from nssi.people.identifiers import PersonalNumber
from nssi.people.models import Person

Files = Mapping[str, Sequence[Any]]
"""What was attached, by the name of the slot; each has `.attachment`."""


@dataclass(frozen=True)
class Stop:
    """A step on one person's way: its form with what was typed, and whether it is complete."""

    step: Step
    form: StepForm
    complete: bool


@dataclass(frozen=True)
class Section:
    """One part of the page where answers are checked."""

    step: Step
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Journey:
    """A draft on its way through the form."""

    form: FormVersion
    person: Person
    stops: tuple[Stop, ...]
    files: Files

    def find(self, slug: str) -> Stop | None:
        """Return the stop with this address, or None where the form has no such step for these answers."""
        return next((stop for stop in self.stops if stop.step.slug == slug), None)

    @cached_property
    def next_open(self) -> Stop | None:
        """The first stop that is not complete: the furthest one may go. None where all are complete."""
        return next((stop for stop in self.stops if not stop.complete), None)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing, so that the application can be filed."""
        return self.next_open is None

    def may_visit(self, stop: Stop) -> bool:
        """Return whether every step before this one is complete."""
        return self.next_open is None or self.number_of(stop) <= self.number_of(self.next_open)

    def number_of(self, stop: Stop) -> int:
        """Return which step this is, counted from 1."""
        return self.stops.index(stop) + 1

    @property
    def length(self) -> int:
        """How many steps there are, with the last one: filing."""
        return len(self.stops) + 1

    def after(self, stop: Stop) -> Stop | None:
        """Return the stop after this one; None where filing comes next."""
        return next(iter(self.stops[self.number_of(stop) :]), None)

    def before(self, stop: Stop) -> Stop | None:
        """Return the stop before this one; None for the first."""
        return self.stops[self.number_of(stop) - 2] if self.number_of(stop) > 1 else None

    @cached_property
    def answers(self) -> Answers:
        """The cleaned answers of all complete steps."""
        return {stop.step.name: stop.form.cleaned_data for stop in self.stops if stop.complete}

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What the person checks before filing: the answers as they are read, step by step, and the documents."""
        return tuple(
            Section(stop.step, rows)
            for stop in self.stops
            if stop.complete and (rows := self._rows_of(stop)) and stop.step.kind is not Kind.CHECK
        )

    def _rows_of(self, stop: Stop) -> tuple[Row, ...]:
        if stop.step.kind is Kind.DOCUMENTS:
            return tuple(
                Row(str(slot.title), ", ".join(file.attachment.name for file in self.files[slot.name]))
                for slot in self.slots
                if self.files.get(slot.name)
            )
        return tuple(stop.form.rows())

    @property
    def frozen(self) -> dict[str, Any]:
        """The application as it is filed: the answers, and what the person checked, in Bulgarian. Plain JSON."""
        return json.loads(self._frozen_text)  # type: ignore[no-any-return]

    @cached_property
    def _frozen_text(self) -> str:
        declared = [
            row
            for stop in self.stops
            if stop.complete and stop.step.kind is Kind.CHECK
            for row in stop.form.rows()
        ]
        parts = [(str(section.step.title), section.rows) for section in self.sections]
        if declared:
            parts.append((gettext("Декларация"), tuple(declared)))
        summary = [
            {"title": title, "rows": [[row.key, row.kept or row.value] for row in rows]}
            for title, rows in parts
        ]
        return as_json({"answers": self.answers, "summary": summary})

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hex of all that is filed: the application in its language, and the contents of its files."""
        files = [
            (slot.name, file.attachment.name, file.attachment.sha256)
            for slot in self.slots
            for file in self.files.get(slot.name, ())
        ]
        return hashlib.sha256(f"{self._frozen_text}{json.dumps(files)}".encode()).hexdigest()

    @property
    def own_size(self) -> int:
        """How many bytes the application itself takes: those of its frozen data (S1.5)."""
        return len(self._frozen_text.encode())

    @property
    def files_size(self) -> int:
        """How many bytes all attached files take together."""
        return sum(file.attachment.size for slot in self.slots for file in self.files.get(slot.name, ()))

    @property
    def size(self) -> int:
        """How many bytes are filed: the application and its files (S1.5)."""
        return self.own_size + self.files_size

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The checklist of this person's situation. Files in other slots stay behind when the draft is filed."""
        return checklist(self.form.slots, self.answers)

    @property
    def missing_slots(self) -> list[Slot]:
        """The required slots that hold no document."""
        return missing_slots(self.slots, self.files)


def walk(
    form: FormVersion, person: Person, typed: Mapping[str, Typed], files: Files, assisted: bool = False
) -> Journey:
    """Return the way of `person` through `form` with what was typed and attached so far, by an official where `assisted`.

    Everything typed is checked anew, so an answer that earlier answers no longer allow makes its step incomplete.
    """
    answers: dict[str, Mapping[str, Any]] = {}
    stops: list[Stop] = []
    for step in form.steps:
        if not step.applies(answers):
            continue
        sent = None if (given := typed.get(step.name)) is None else as_sent(given)
        bound = step.form(sent, person=person, answers=dict(answers), assisted=assisted)
        stop = Stop(step, bound, sent is not None and _is_complete(step, bound, form, answers, files))
        stops.append(stop)
        if stop.complete:
            answers[step.name] = stop.form.cleaned_data
    return Journey(form, person, tuple(stops), files)


def missing_slots(slots: tuple[Slot, ...], files: Files) -> list[Slot]:
    """Return the required ones of these slots that hold no document."""
    return [slot for slot in slots if slot.required and not files.get(slot.name)]


def _is_complete(step: Step, bound: StepForm, form: FormVersion, answers: Answers, files: Files) -> bool:
    if not bound.is_valid():
        return False
    return step.kind is not Kind.DOCUMENTS or not missing_slots(checklist(form.slots, answers), files)


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return str(o) if isinstance(o, PersonalNumber) else super().default(o)


def as_json(value: Any) -> str:
    """Return answers as they are kept: of a personal number its end alone, for the number itself stands elsewhere."""
    return json.dumps(value, cls=_Encoder, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
