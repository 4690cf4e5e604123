"""Who has the right to which pension, article by article: Art. 68, 69, 72-82 of the Code (S4.8).

What is not known of the articles is said in the answer; every answer rests on texts that were not all seen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nssi.law import readings
from nssi.law.calendar import add_months, told
from nssi.law.errors import BadFacts
from nssi.law.length import NOTHING, Length
from nssi.law.parameters import Parameters
from nssi.law.receipt import Receipt, Workings
from nssi.law.rule import rule


class PensionKind(StrEnum):
    """The pensions of S4.8, by the article that gives the right."""

    LENGTH_AND_AGE = "length_and_age"
    SHORT_SERVICE = "short_service"
    ART_69 = "art_69"
    ART_69_POST = "art_69_post"
    INVALIDITY_WORK = "invalidity_work"
    INVALIDITY_GENERAL = "invalidity_general"
    SURVIVORS = "survivors"


class Sex(StrEnum):
    """As the ages of Art. 68 ask."""

    FEMALE = "female"
    MALE = "male"


class SurvivorKind(StrEnum):
    """Who may receive a survivors' pension."""

    CHILD = "child"
    SPOUSE = "spouse"
    PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Survivor:
    """A person who survived the deceased."""

    kind: SurvivorKind
    born_on: date
    sex: Sex
    student: bool
    incapacitated: bool
    incapacitated_since_childhood: bool
    own_pension: bool


@dataclass(frozen=True, slots=True)
class PensionRightFacts:
    """The facts of one question: on `day`, for a person, or for the survivors of one.

    `service` is converted to the third category where the article asks for that; `served` is what was actually
    served on the post (Art. 69) or actually worked (Art. 68(3)). `lost_capacity`: percent.
    """

    kind: PensionKind
    day: date
    born_on: date
    sex: Sex
    lost_capacity: int | None
    since_birth_or_before_work: bool
    blind: bool
    survivors: tuple[Survivor, ...]
    service: Length = NOTHING
    served: Length = NOTHING

    def __post_init__(self) -> None:
        if self.born_on >= self.day:
            raise BadFacts("born_on: is not before day")
        if (self.lost_capacity or 0) > 100:
            raise BadFacts("lost_capacity: at most 100 percent is expected")
        if self.kind == PensionKind.SURVIVORS and not self.survivors:
            raise BadFacts("survivors: at least one is expected")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of an article: whether it is met, and what was asked and found, in Bulgarian."""

    article: str
    text: str
    met: bool


@dataclass(frozen=True, slots=True)
class PensionRight:
    """The answer: acquired when all conditions are met; for survivors, how many have it and which part they share."""

    acquired: bool
    conditions: tuple[Condition, ...]
    entitled_survivors: int
    percent_of_pension: int | None


def pension_right(facts: PensionRightFacts, parameters: Parameters) -> Receipt[PensionRight]:
    """Answer whether the right to a pension is acquired on a day, with every condition of its article."""
    workings = Workings(parameters)
    workings.doubt(readings.PENSION_ENTITLEMENT_MEMORY)
    if facts.kind == PensionKind.SURVIVORS:
        right = survivors(facts, workings)
    else:
        conditions = tuple(CONDITIONS[facts.kind](facts, workings))
        right = PensionRight(all(condition.met for condition in conditions), conditions, 0, None)
    for condition in right.conditions:
        workings.step(condition.article, condition.text, "условието е изпълнено", condition.met)
    return workings.receipt("pension-right", facts, right)


def _age(born_on: date, since: int, months: int) -> date:
    return add_months(born_on, 12 * since + months)


def _reached(facts: PensionRightFacts, name: str, article: str, what: str, workings: Workings) -> Condition:
    years, months = workings.value(name, facts.day).table
    on = _age(facts.born_on, years, months)
    return Condition(article, f"{what} {Length(years, months)}, навършена на {told(on)}", on <= facts.day)


def _has_service(length: Length, asked: Length, article: str, what: str) -> Condition:
    return Condition(article, f"{what}: {length} при нужни {asked}", length >= asked)


@rule("чл. 68, ал. 1 и 2 КСО", "Възраст и осигурителен стаж, които растат всяка година.")
def length_and_age(facts: PensionRightFacts, workings: Workings) -> Iterator[Condition]:
    """Give the conditions of Art. 68(1)-(2)."""
    who = "women" if facts.sex == Sex.FEMALE else "men"
    yield _reached(facts, f"pension_age_{who}", "чл. 68, ал. 1 КСО", "Възраст", workings)
    years, months = workings.value(f"pension_service_{who}", facts.day).table
    yield _has_service(facts.service, Length(years, months), "чл. 68, ал. 2 КСО", "Осигурителен стаж")


@rule("чл. 68, ал. 3 КСО", "67 години възраст и 15 години действителен стаж.")
def short_service(facts: PensionRightFacts, workings: Workings) -> Iterator[Condition]:
    """Give the conditions of Art. 68(3)."""
    article = "чл. 68, ал. 3 КСО"
    yield _reached(facts, "pension_short_service_age", article, "Възраст", workings)
    years = workings.value("pension_short_service_years", facts.day).whole
    yield _has_service(facts.served, Length(years), article, "Действителен стаж")


@rule("чл. 69, ал. 1 и 2 КСО", "Възраст, 27 години общ стаж и две трети от него действително прослужени.")
def art_69(facts: PensionRightFacts, workings: Workings) -> Iterator[Condition]:
    """Give the conditions of Art. 69(1)-(2), equal for men and women."""
    article = "чл. 69, ал. 1 и 2 КСО"
    yield _reached(facts, "pension_art_69_age", article, "Възраст", workings)
    total, served = workings.value("pension_art_69_service", facts.day).table
    yield _has_service(facts.service, Length(total), article, "Общ осигурителен стаж")
    yield _has_service(facts.served, Length(served), article, "Действително прослужени")


@rule(
    "чл. 69, ал. 3 КСО",
    "Летателен, парашутен, подводен и водолазен състав: възраст и 15 години на длъжността.",
)
def art_69_post(facts: PensionRightFacts, workings: Workings) -> Iterator[Condition]:
    """Give the conditions for flying crew, parachutists, submariners and divers."""
    article = "чл. 69, ал. 3 КСО"
    yield _reached(facts, "pension_art_69_post_age", article, "Възраст", workings)
    years = workings.value("pension_art_69_post_service", facts.day).whole
    yield _has_service(facts.served, Length(years), article, "На длъжността")


@rule("чл. 72 КСО", "Трайно намалена работоспособност 50 и над 50 на сто.")
def capacity(facts: PensionRightFacts, workings: Workings) -> Condition:
    """Return the condition of lost capacity for work."""
    least = workings.value("invalidity_least_percent", facts.day).whole
    lost = facts.lost_capacity or 0
    return Condition(
        "чл. 72 КСО", f"Трайно намалена работоспособност {lost} % при нужни {least} %", lost >= least
    )


@rule(
    "чл. 78 КСО", "При трудова злополука и професионална болест – независимо от продължителността на стажа."
)
def invalidity_work(facts: PensionRightFacts, workings: Workings) -> Iterator[Condition]:
    """Give the conditions after an accident at work or an occupational disease."""
    yield capacity(facts, workings)


@rule("чл. 74 КСО", "При общо заболяване – стаж според възрастта към инвалидизирането.")
def invalidity_general(facts: PensionRightFacts, workings: Workings) -> Iterator[Condition]:
    """Give the conditions after general sickness; `day` is the day of invalidity."""
    yield capacity(facts, workings)
    if facts.blind and facts.since_birth_or_before_work:
        yield Condition(
            "чл. 74, ал. 1 КСО", "Ослепял по рождение или преди работата: независимо от стажа", True
        )
    elif facts.since_birth_or_before_work:
        years = workings.value("invalidity_service_since_birth", facts.day).whole
        yield _has_service(facts.service, Length(years), "чл. 74, ал. 2 КСО", "Осигурителен стаж")
    else:
        table = workings.value("invalidity_service", facts.day).table
        years = next(
            years for over, years in reversed(table) if not over or facts.day > _age(facts.born_on, over, 0)
        )
        yield _has_service(
            facts.service, Length(years), "чл. 74, ал. 1 КСО", "Осигурителен стаж според възрастта"
        )


CONDITIONS: dict[PensionKind, Callable[[PensionRightFacts, Workings], Iterator[Condition]]] = {
    PensionKind.LENGTH_AND_AGE: length_and_age,
    PensionKind.SHORT_SERVICE: short_service,
    PensionKind.ART_69: art_69,
    PensionKind.ART_69_POST: art_69_post,
    PensionKind.INVALIDITY_WORK: invalidity_work,
    PensionKind.INVALIDITY_GENERAL: invalidity_general,
}


@rule(
    "чл. 80 и 81 КСО", "Един наследник получава 50 %, двама 75 %, трима и повече 100 % от пенсията, поравно."
)
def survivors(facts: PensionRightFacts, workings: Workings) -> PensionRight:
    """Return the right of the survivors; `day` is the day of death."""
    conditions = tuple(survivor_condition(one, facts.day, workings) for one in facts.survivors)
    entitled = sum(condition.met for condition in conditions)
    if not entitled:
        return PensionRight(False, conditions, 0, None)
    table = workings.value("survivors_percent", facts.day).table
    percent = next(percent for heirs, percent in reversed(table) if entitled >= heirs)
    workings.step("чл. 81, ал. 1 КСО", "Част от пенсията на починалия (%)", f"{entitled} с право", percent)
    return PensionRight(True, conditions, entitled, percent)


@rule(
    "чл. 82 КСО",
    "Деца до 18 (учащи до 26) г., съпруг до 5 г. преди възрастта по чл. 68, родители на тази възраст.",
)
def survivor_condition(survivor: Survivor, day: date, workings: Workings) -> Condition:
    """Return whether a survivor has the right."""
    who = "women" if survivor.sex == Sex.FEMALE else "men"
    if survivor.kind == SurvivorKind.CHILD:
        general, student = workings.value("survivors_child_age", day).table
        until = _age(survivor.born_on, student if survivor.student else general, 0)
        met = day < until or survivor.incapacitated_since_childhood
        return Condition("чл. 82, ал. 1 КСО", f"Дете: до {told(until)}, или неработоспособно отпреди", met)
    years, months = workings.value(f"pension_age_{who}", day).table
    if survivor.kind == SurvivorKind.SPOUSE:
        earlier = workings.value("survivors_spouse_years", day).whole
        since = _age(survivor.born_on, years - earlier, months)
        met = day >= since or survivor.incapacitated
        return Condition("чл. 82, ал. 2 КСО", f"Съпруг: от {told(since)}, или неработоспособен", met)
    since = _age(survivor.born_on, years, months)
    met = day >= since and not survivor.own_pension
    return Condition("чл. 82, ал. 3 КСО", f"Родител: от {told(since)} и без лична пенсия", met)
