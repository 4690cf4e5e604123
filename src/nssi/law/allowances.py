"""One-off allowances, Art. 11-14 of the Code: death grant, disability, prevention and rehabilitation, devices (S4.8).

Where no amount is known, the right stands without one, and the answer says so.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nssi.law import entitlements, readings
from nssi.law.errors import BadFacts
from nssi.law.length import NOTHING, Length
from nssi.law.money import Money
from nssi.law.parameters import Parameters
from nssi.law.receipt import Receipt, Workings
from nssi.law.rule import rule


class AllowanceKind(StrEnum):
    """The allowances of S4.8."""

    DEATH_GRANT = "death_grant"
    DISABILITY = "disability"
    PROPHYLAXIS_REHABILITATION = "prophylaxis_rehabilitation"
    ASSISTIVE_DEVICES = "assistive_devices"


class Relative(StrEnum):
    """Who shares a death grant."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"


@dataclass(frozen=True, slots=True)
class AllowanceFacts:
    """The facts of one question. `service`: length insured for general sickness and maternity.

    `daily_sickness_benefit` and `has_right_to_pension` are for the disability allowance.
    """

    kind: AllowanceKind
    day: date
    relatives: tuple[Relative, ...]
    daily_sickness_benefit: Money | None
    has_right_to_pension: bool
    service: Length = NOTHING

    def __post_init__(self) -> None:
        if self.kind == AllowanceKind.DEATH_GRANT and not self.relatives:
            raise BadFacts("relatives: at least one is expected")
        if self.kind == AllowanceKind.DISABILITY and self.daily_sickness_benefit is None:
            raise BadFacts("daily_sickness_benefit: is missing")


@dataclass(frozen=True, slots=True)
class Share:
    """What one relative receives of a death grant."""

    relative: Relative
    money: Money


@dataclass(frozen=True, slots=True)
class Allowance:
    """The answer: the right, its amount where one is known, and for a death grant who shares it."""

    entitled: bool
    text: str
    amount: Money | None
    shares: tuple[Share, ...]


def allowance(facts: AllowanceFacts, parameters: Parameters) -> Receipt[Allowance]:
    """Answer whether there is a right to an allowance, and how much it is where that is known."""
    workings = Workings(parameters)
    answers = {
        AllowanceKind.DEATH_GRANT: death_grant,
        AllowanceKind.DISABILITY: disability,
        AllowanceKind.PROPHYLAXIS_REHABILITATION: prophylaxis,
        AllowanceKind.ASSISTIVE_DEVICES: assistive_devices,
    }
    right = entitlements.right(facts.kind.value)
    if facts.day < right.from_:
        raise BadFacts(f"day: the right exists since {right.from_.isoformat()}")
    answer = answers[facts.kind](facts, workings)
    workings.step(
        right.article, right.title, answer.text, answer.amount if answer.amount else answer.entitled
    )
    return workings.receipt("allowance", facts, answer)


@rule("чл. 14 КСО", "Еднократна помощ при смърт за съпруга, децата и родителите.")
def death_grant(facts: AllowanceFacts, workings: Workings) -> Allowance:
    """Return the grant and its equal shares; cents that cannot be divided go to the first relatives named."""
    grant = workings.value("death_grant", facts.day).money
    workings.doubt(readings.GRANT_SHARED_EQUALLY)
    parts = equal_shares(grant.cents, len(facts.relatives))
    shares = tuple(
        Share(relative, Money(cents, grant.currency))
        for relative, cents in zip(facts.relatives, parts, strict=True)
    )
    return Allowance(True, f"поделена поравно между {len(shares)}", grant, shares)


def equal_shares(cents: int, count: int) -> tuple[int, ...]:
    """Divide `cents` into `count` shares that differ by at most one cent and add up to the whole."""
    share, rest = divmod(cents, count)
    return tuple(share + (number < rest) for number in range(count))


@rule("чл. 11 КСО", "Помощ при инвалидност поради общо заболяване, когато няма основание за пенсия.")
def disability(facts: AllowanceFacts, workings: Workings) -> Allowance:
    """Return the allowance of so many days of the sickness benefit, once."""
    if facts.has_right_to_pension:
        return Allowance(False, "има основание за пенсия", None, ())
    days = workings.value("disability_allowance_days", facts.day).whole
    daily = facts.daily_sickness_benefit or Money(0, workings.value("minimum_wage", facts.day).money.currency)
    return Allowance(True, f"{days} пъти дневното обезщетение", Money(daily.cents * days, daily.currency), ())


@rule("чл. 13 КСО", "Профилактика и рехабилитация веднъж в годината; плаща се на изпълнителя.")
def prophylaxis(facts: AllowanceFacts, workings: Workings) -> Allowance:
    """Return the right without an amount: it is paid to the sanatorium, and how much is not known."""
    months = workings.value("prophylaxis_insured_months", facts.day).whole
    days = workings.value("prophylaxis_days", facts.day).whole
    if facts.service.whole_months < months:
        return Allowance(False, f"осигурени {facts.service} при нужни {months} месеца", None, ())
    workings.doubt(readings.ALLOWANCE_WITHOUT_AMOUNT)
    return Allowance(True, f"{days} дни в годината, без известен размер", None, ())


@rule("чл. 11 КСО", "Помощно-технически средства, свързани с увреждането.")
def assistive_devices(facts: AllowanceFacts, workings: Workings) -> Allowance:
    """Return the right without an amount: none is known."""
    workings.doubt(readings.ALLOWANCE_WITHOUT_AMOUNT)
    return Allowance(True, "право без известен размер", None, ())
