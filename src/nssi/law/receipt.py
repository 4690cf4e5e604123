"""Receipts: from which facts, by which parameters and steps, under which articles an answer was reached.

A rule writes into its `Workings` as it goes, and the receipt is what was written. A receipt holds all that is needed to
compute it again: its facts, the parameter values it used and the days off of the years it looked at.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

from nssi.law import facts as facts_module
from nssi.law.calendar import Month, WatchedCalendar, told
from nssi.law.errors import MissingValue
from nssi.law.length import Length
from nssi.law.money import Money
from nssi.law.parameters import Parameters, Value
from nssi.law.readings import Reading

Exact = Money | Fraction | Length | date | Month | int | bool | str | None
"""What a step may result in; a fraction stays a fraction."""


Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a rule: its article, in Bulgarian what it finds and how, its exact result, and rows of a table."""

    article: str
    text: str
    formula: str
    result: Exact
    lines: tuple[tuple[Exact, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the answer is what it is: the article, and the reason in Bulgarian."""

    article: str
    text: str


class Workings:
    """What a rule writes down while it works. One for each answer."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.calendar = WatchedCalendar(parameters.calendar)
        self.steps: list[Step] = []
        self.used: dict[tuple[str, date], Value] = {}
        self.readings: dict[Reading, None] = {}
        self.gaps: dict[str, None] = {}

    def value(self, name: str, day: date) -> Value:
        """Return the value of a parameter on `day` and note that it was used."""
        return self.note(self.parameters.at(name, day))

    def note(self, value: Value) -> Value:
        """Note that a value was used, and return it."""
        self.used[value.name, value.since] = value
        return value

    def step(
        self, article: str, text: str, formula: str, result: Exact, lines: tuple[tuple[Exact, ...], ...] = ()
    ) -> None:
        """Write down a step."""
        self.steps.append(Step(article, text, formula, result, lines))

    def doubt(self, reading: Reading) -> None:
        """Note that the answer rests on a reading of ours."""
        self.readings[reading] = None

    def gap(self, missing: MissingValue, consequence: str) -> None:
        """Note what could not be answered because a value is missing."""
        self.gaps[f"{consequence} {missing}"] = None

    def receipt(self, rule: str, facts: Any, answer: Answer) -> "Receipt[Answer]":
        """Return the answer of `rule` on `facts` with what was written down."""
        return Receipt(
            rule=rule,
            facts=facts,
            answer=answer,
            parameters=tuple(self.used.values()),
            calendar=self.calendar,
            years=frozenset(self.calendar.asked),
            steps=tuple(self.steps),
            readings=tuple(self.readings),
            gaps=tuple(self.gaps),
            schedules=self.parameters,
        )


@dataclass(frozen=True)
class Receipt(Generic[Answer]):
    """An answer and its proof: what every rule returns. `as_json` is its lasting form."""

    rule: str
    facts: Any
    answer: Answer
    parameters: tuple[Value, ...]
    steps: tuple[Step, ...]
    readings: tuple[Reading, ...]
    gaps: tuple[str, ...]
    years: frozenset[int]
    calendar: WatchedCalendar = field(repr=False, compare=False)
    schedules: Parameters = field(repr=False, compare=False)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles of the steps and of the parameters, each once, in the order they were applied."""
        used = [step.article for step in self.steps]
        used += [self.schedules.schedule(value.name).article for value in self.parameters]
        return tuple(dict.fromkeys(used))

    @property
    def unverified(self) -> tuple[str, ...]:
        """What in the answer is not verified, in Bulgarian: values, readings, and what is missing."""
        values = tuple(
            f"{self.schedules.schedule(value.name).title} от {told(value.since)}: непроверена стойност."
            for value in self.parameters
            if not value.verified
        )
        return (*values, *map(str, self.readings), *self.gaps)

    def as_json(self) -> dict[str, Any]:
        """Return the receipt for JSON: it can be stored, shown, and computed again."""
        return {
            "rule": self.rule,
            "rules": rules_hash(),
            "facts": facts_module.write(self.facts),
            "parameters": [self._parameter(value) for value in self.parameters],
            "calendar": {
                day.isoformat(): name
                for year in sorted(self.years)
                for day, name in sorted(self.calendar.days(year).items())
            },
            "steps": [_step(step) for step in self.steps],
            "articles": list(self.articles),
            "answer": facts_module.write(self.answer),
            "unverified": list(self.unverified),
        }

    def _parameter(self, value: Value) -> dict[str, Any]:
        schedule = self.schedules.schedule(value.name)
        return {
            "name": value.name,
            "title": schedule.title,
            "from": value.since.isoformat(),
            "until": value.until.isoformat() if value.until else None,
            "value": _listed(value.value),
            "currency": value.currency,
            "unit": schedule.unit,
            "article": schedule.article,
            "act": value.act,
            "source": value.source,
            "verified": value.verified,
            "checked_on": value.checked_on.isoformat(),
            "entered": value.entered,
        }


def _listed(value: Any) -> Any:
    """Return a raw value for JSON: tables and whole numbers as they are, decimals as text."""
    if isinstance(value, tuple):
        return [_listed(item) for item in value]
    return value if isinstance(value, int) else str(value)


def _step(step: Step) -> dict[str, Any]:
    written = {
        "article": step.article,
        "text": step.text,
        "formula": step.formula,
        "result": exact_json(step.result),
    }
    if step.lines:
        written["lines"] = [[exact_json(cell) for cell in line] for line in step.lines]
    return written


def exact_json(result: Exact) -> Any:
    """Return an exact result for JSON: a fraction as `12271/248`, money with its currency, a date as text."""
    if isinstance(result, Fraction):
        return str(result)
    return facts_module.write(result)


@cache
def rules_hash() -> str:
    """Return a hash of the rules' own source: it changes when any rule or shipped parameter does."""
    digest = sha256()
    folder = Path(__file__).parent
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.toml"), *folder.rglob("*.csv")]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
