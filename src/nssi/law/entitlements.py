"""For a group of insured persons and a day: which risks are covered, and which rights that gives (S4.1, S4.6, S4.8)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from nssi.law.calendar import told
from nssi.law.parameters import FILES, Parameters
from nssi.law.receipt import Receipt, Workings
from nssi.law.rule import rule

FILE = FILES / "entitlements.toml"


class Group(StrEnum):
    """The groups of Art. 4(1) item 4."""

    SERVICEMAN = "serviceman"
    RESERVIST_ACTIVE = "reservist_active"
    RESERVIST_VOLUNTARY = "reservist_voluntary"
    OFFICIAL_INTERIOR = "official_interior"
    OFFICIAL_PENALTIES = "official_penalties"
    OFFICIAL_NATIONAL_SECURITY = "official_national_security"
    OFFICIAL_INTELLIGENCE = "official_intelligence"
    OFFICIAL_SPECIAL_MEANS = "official_special_means"
    PROTECTION_SERVICE = "protection_service"
    ART_69_6 = "art_69_6"


class RightKind(StrEnum):
    """The three groups of rights of S4.8."""

    BENEFIT = "benefit"
    ALLOWANCE = "allowance"
    PENSION = "pension"


@dataclass(frozen=True, slots=True)
class Right:
    """A right: its kind, the risk it answers to, its Bulgarian name, its article, and since when it exists."""

    code: str
    kind: RightKind
    risk: str
    title: str
    article: str
    from_: date


@dataclass(frozen=True, slots=True)
class EntitlementFacts:
    """Who, and on which day of the activity. The insurance begins with the activity and lasts until it ends (S4.2)."""

    group: Group
    day: date
    activity_began_on: date
    activity_ended_on: date | None


@dataclass(frozen=True, slots=True)
class Entitlements:
    """The answer: whether insured on the day, the covered risks and the rights, in Bulgarian with their articles."""

    insured: bool
    risks: tuple[str, ...]
    rights: tuple[Right, ...]


@cache
def all_rights() -> tuple[Right, ...]:
    """Return every right that the file lists."""
    return tuple(
        Right(row["code"], RightKind(row["kind"]), row["risk"], row["title"], row["article"], row["from"])
        for row in _file()["rights"]
    )


def right(code: str) -> Right:
    """Return one right."""
    return next(right for right in all_rights() if right.code == code)


@cache
def group_titles() -> dict[Group, str]:
    """Return the Bulgarian name of each group, with its act."""
    return {Group(row["code"]): f"{row['title']} ({row['act']})" for row in _file()["groups"]}


@rule(
    "чл. 4, ал. 1, т. 4 КСО",
    "Задължително осигурени за всички рискове, от започването до прекратяването на дейността.",
)
def entitlements(facts: EntitlementFacts, parameters: Parameters) -> Receipt[Entitlements]:
    """Answer which risks are covered and which rights exist for a group on a day."""
    workings = Workings(parameters)
    insured = facts.activity_began_on <= facts.day and (
        facts.activity_ended_on is None or facts.day < facts.activity_ended_on
    )
    workings.step(
        "чл. 10 КСО",
        f"{group_titles()[facts.group]}: осигурено ли е към {told(facts.day)}",
        "дейността тече",
        insured,
    )
    rights = tuple(one for one in all_rights() if insured and one.from_ <= facts.day)
    for one in rights:
        workings.step(one.article, one.title, f"право от {told(one.from_)}", True)
    risks = tuple(row["title"] for row in _file()["risks"]) if insured else ()
    return workings.receipt("entitlements", facts, Entitlements(insured, risks, rights))


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))
