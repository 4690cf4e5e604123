"""Recalculating a pension with what was gained after the grant, Art. 102 of the Code and Art. 21 of the ordinance (S3.8)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nssi.law import readings
from nssi.law.calendar import DAY, months_and_days
from nssi.law.errors import BadFacts, MissingValue
from nssi.law.length import NOTHING, Length
from nssi.law.money import Currency, Money, Whole, greatest
from nssi.law.parameters import Parameters
from nssi.law.pensions.amount import (
    MinimumKind,
    amount_at_grant,
    coefficient_parts,
    counted_days,
    country_income,
    limits_on,
    payable,
    weights_on,
)
from nssi.law.pensions.indexation import EURO_SINCE, Change, changed, changes_between, described
from nssi.law.receipt import Receipt, Workings
from nssi.law.rule import rule


class RecalculationKind(StrEnum):
    """By application once (Art. 102(1)), yearly after an application (102(3)), or ex officio (102(2))."""

    UP26 = "UP26"
    UP26_1 = "UP26_1"
    EX_OFFICIO = "EX_OFFICIO"


class Chosen(StrEnum):
    """Which of the computed amounts was kept."""

    LENGTH_ONLY = "length_only"
    LENGTH_AND_INCOME = "length_and_income"
    UNCHANGED = "unchanged"


CHOSEN = {
    Chosen.UNCHANGED: "досегашният",
    Chosen.LENGTH_ONLY: "с придобития стаж",
    Chosen.LENGTH_AND_INCOME: "с придобития стаж и доход",
}


@dataclass(frozen=True, slots=True)
class RecalculationFacts:
    """A pension as it was granted, and what was gained since.

    `service_before` is unconverted, at the grant; `service_after` what was gained since, an increment;
    `converted_difference` converted less unconverted, at the grant.
    """

    kind: RecalculationKind
    granted_on: date
    applied_on: date
    minimum_kind: MinimumKind
    country_income_at_grant: Money
    individual_coefficient: Decimal
    coefficient_with_new_income: Decimal | None
    service_before: Length
    recalculated_by_application_on: date | None
    service_after: Length = NOTHING
    converted_difference: Length = NOTHING

    def __post_init__(self) -> None:
        if self.applied_on <= self.granted_on:
            raise BadFacts("applied_on: is not after granted_on")
        if self.effective_from <= self.granted_on:
            raise BadFacts("applied_on: the recalculation would take effect before the grant")
        currency = Currency.EUR if self.granted_on >= EURO_SINCE else Currency.BGN
        if self.country_income_at_grant.currency != currency:
            raise BadFacts(f"country_income_at_grant: {currency} is expected for {self.granted_on}")
        if self.country_income_at_grant.cents > 10_000_000:
            raise BadFacts("country_income_at_grant: at most 100000.00 is expected")
        for coefficient in (self.individual_coefficient, self.coefficient_with_new_income or Decimal(0)):
            coefficient_parts(coefficient)
        if (self.service_after.whole_months, self.service_after.days) > self._time_since_grant():
            raise BadFacts("service_after: is longer than the time since the grant")

    def _time_since_grant(self) -> tuple[int, int]:
        if self.counted_until < self.granted_on:
            return 0, 0
        return months_and_days(self.granted_on, self.counted_until + DAY)

    @property
    def effective_from(self) -> date:
        """The day from which the new amount is due."""
        match self.kind:
            case RecalculationKind.UP26:
                return self.applied_on
            case RecalculationKind.EX_OFFICIO:
                return date(self.applied_on.year, 4, 1)
            case _:
                april = date(self.applied_on.year, 4, 1)
                return april if april >= self.applied_on else date(self.applied_on.year + 1, 4, 1)

    @property
    def counted_until(self) -> date:
        """The last day of which service may be added: ex officio that of the year before (Art. 102(2))."""
        if self.kind == RecalculationKind.EX_OFFICIO:
            return date(self.effective_from.year - 1, 12, 31)
        return self.effective_from - DAY


@dataclass(frozen=True, slots=True)
class Indexation:
    """A raise of the kept amount on the way to the day of effect."""

    on: date
    percent: str
    money: Money


@dataclass(frozen=True, slots=True)
class Recalculation:
    """The answer. `before`, `after` and the two ways are what is paid on the day of effect; `actual_…` before limits."""

    before: Money
    length_only: Money
    length_and_income: Money | None
    chosen: Chosen
    after: Money
    actual_before: Money
    actual_after: Money
    effective_from: date
    indexations: tuple[Indexation, ...]


def recalculate(facts: RecalculationFacts, parameters: Parameters) -> Receipt[Recalculation]:
    """Recalculate a pension: both ways are computed, the more favourable is kept, and it is never lowered."""
    workings = Workings(parameters)
    day = facts.effective_from
    _doubt_effect(facts.kind, workings)
    _compare_income(facts, workings)
    changes = changes_between(facts.granted_on, day, workings)
    minimum, maximum = limits_on(day, facts.minimum_kind, workings)
    ways = _ways(facts, changes, workings)
    chosen = _choose(facts, {way: path[-1] for way, path in ways.items()}, workings)

    def paid(way: Chosen) -> Money:
        actual = ways[way][-1]
        return Money(payable(actual.cents, minimum.cents, maximum.cents), actual.currency)

    answer = Recalculation(
        before=paid(Chosen.UNCHANGED),
        length_only=paid(Chosen.LENGTH_ONLY),
        length_and_income=paid(Chosen.LENGTH_AND_INCOME) if Chosen.LENGTH_AND_INCOME in ways else None,
        chosen=chosen,
        after=paid(chosen),
        actual_before=ways[Chosen.UNCHANGED][-1],
        actual_after=ways[chosen][-1],
        effective_from=day,
        indexations=tuple(
            Indexation(change.on, f"{Decimal(change.percent.numerator) / change.percent.denominator}", money)
            for change, money in zip(changes, ways[chosen][1:], strict=True)
            if change.percent is not None
        ),
    )
    workings.step(
        "чл. 70, ал. 13 КСО",
        "За изплащане след преизчисляването",
        f"между {minimum.told} и {maximum.told}",
        answer.after,
    )
    return workings.receipt("pension-recalculation", facts, answer)


def _doubt_effect(kind: RecalculationKind, workings: Workings) -> None:
    match kind:
        case RecalculationKind.UP26_1:
            workings.doubt(readings.YEARLY_FROM_APRIL)
        case RecalculationKind.EX_OFFICIO:
            workings.doubt(readings.EX_OFFICIO_IN_APRIL)
            workings.doubt(readings.EX_OFFICIO_TO_YEAR_END)
    workings.doubt(readings.PENSION_ROUNDING)


def _compare_income(facts: RecalculationFacts, workings: Workings) -> None:
    """Say so when the country income of the facts is not the announced one, or when that is not known."""
    try:
        announced = country_income(facts.granted_on, workings)
    except MissingValue as missing:
        workings.gap(missing, "Доходът за страната не е сверен с обявения.")
    else:
        if announced != facts.country_income_at_grant:
            workings.doubt(readings.INCOME_NOT_AS_ANNOUNCED)


@rule(
    "чл. 102, ал. 1–3 КСО",
    "Пенсията се преизчислява с придобития стаж, или със стажа и дохода, ако е по-благоприятно.",
)
def _ways(
    facts: RecalculationFacts, changes: tuple[Change, ...], workings: Workings
) -> dict[Chosen, tuple[Money, ...]]:
    """Return for each way the actual amount at the grant and after each change, in today's order of the law."""
    in_month = workings.value("service_days_in_month", facts.granted_on).whole
    before = counted_days(facts.service_before, in_month, workings)
    gained = counted_days(facts.service_after, in_month, workings)
    difference = counted_days(facts.converted_difference, in_month, workings)
    own = coefficient_parts(facts.individual_coefficient)
    asked = {
        Chosen.UNCHANGED: ("Досегашен размер", own, before),
        Chosen.LENGTH_ONLY: ("С придобития стаж", own, before + gained),
    }
    if facts.coefficient_with_new_income is not None and facts.kind != RecalculationKind.EX_OFFICIO:
        new = coefficient_parts(facts.coefficient_with_new_income)
        asked[Chosen.LENGTH_AND_INCOME] = ("С придобития стаж и доход", new, before + gained)
    return {
        way: _path(text, facts, coefficient, service, difference, 12 * in_month, changes, workings)
        for way, (text, coefficient, service) in asked.items()
    }


def _path(
    text: str,
    facts: RecalculationFacts,
    coefficient: int,
    service: int,
    difference: int,
    in_year: int,
    changes: tuple[Change, ...],
    workings: Workings,
) -> tuple[Money, ...]:
    income, weights = facts.country_income_at_grant, weights_on(facts.granted_on, workings)
    cents = amount_at_grant(income.cents, coefficient, service, difference, weights, in_year)
    amounts = [Money(cents, income.currency)]
    formula = (
        f"{income.told} × {_decimal(coefficient, 4)} × ({service} дни × {_decimal(weights.unconverted, 3)}\N{NO-BREAK SPACE}%"
        f" + {difference} дни × {_decimal(weights.difference, 3)}\N{NO-BREAK SPACE}%) ÷ {in_year} дни в годината"
    )
    workings.step("чл. 70, ал. 1 КСО", f"{text}: размер към отпускането", formula, amounts[0])
    for change in changes:
        reweighted = cents
        if change.reweighted:
            later = weights_on(change.on, workings)
            reweighted = amount_at_grant(income.cents, coefficient, service, difference, later, in_year)
        currency = Currency.EUR if change.on >= EURO_SINCE else income.currency
        amounts.append(Money(changed(amounts[-1].cents, reweighted, change), currency))
        by = (
            f" + {_decimal(int(change.percent * 1000), 3)}\N{NO-BREAK SPACE}%"
            if change.percent is not None
            else ""
        )
        workings.step(
            change.article, f"{text}: {described(change).lower()}", f"{amounts[-2].told}{by}", amounts[-1]
        )
    return tuple(amounts)


def _decimal(parts: int, places: int) -> str:
    """Return a whole number of parts as a Bulgarian decimal: 1350 thousandths are `1,35`."""
    return f"{Decimal(parts).scaleb(-places).normalize():f}".replace(".", ",")


@rule("чл. 21, ал. 2 НПОС", "Остава по-благоприятният размер; преизчисляването не намалява пенсията.")
def more_favourable(unchanged: Whole, *others: Whole) -> Whole:
    """Return the greatest of the amounts."""
    best = unchanged
    for other in others:
        best = greatest(best, other)
    return best


def _choose(facts: RecalculationFacts, actual: dict[Chosen, Money], workings: Workings) -> Chosen:
    if _excluded(facts, workings):
        return Chosen.UNCHANGED
    cents = {way: money.cents for way, money in actual.items()}
    best = more_favourable(*cents.values())
    chosen = next(
        way
        for way in (Chosen.UNCHANGED, Chosen.LENGTH_ONLY, Chosen.LENGTH_AND_INCOME)
        if cents.get(way) == best
    )
    workings.step("чл. 21, ал. 2 НПОС", "По-благоприятният размер", CHOSEN[chosen], actual[chosen])
    return chosen


@rule(
    "чл. 102, ал. 1 и 2 КСО",
    "По заявление – веднъж в годината; служебно – без вече преизчислените по заявление.",
)
def _excluded(facts: RecalculationFacts, workings: Workings) -> bool:
    previous = facts.recalculated_by_application_on
    if previous is None:
        return False
    if facts.kind == RecalculationKind.EX_OFFICIO and previous < facts.effective_from:
        workings.step(
            "чл. 102, ал. 2 КСО", "Вече преизчислена по заявление", "служебно не се преизчислява", previous
        )
        return True
    if facts.kind == RecalculationKind.UP26 and previous.year == facts.applied_on.year:
        workings.step(
            "чл. 102, ал. 1 КСО",
            "Вече преизчислена в същата година",
            "веднъж в календарната година",
            previous,
        )
        return True
    return False
