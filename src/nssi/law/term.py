"""Terms: when a term of days, working days, weeks, months, years or hours ends, and why on that day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from nssi.law.calendar import DAY, WEEKDAYS, add_months, told
from nssi.law.errors import BadFacts
from nssi.law.facts import read
from nssi.law.parameters import Parameters
from nssi.law.receipt import Receipt, Workings
from nssi.law.rule import rule

ARTICLE = "чл. 33 ЗЗД, чл. 60 ГПК"


class Unit(StrEnum):
    """In what a term is counted."""

    DAYS = "days"
    WORKING_DAYS = "working-days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"


_MOMENT_EXPECTED = "start: for hours a time with its offset such as 2026-11-22T23:30+02:00 is expected"
_NAMES = {
    Unit.DAYS: ("ден", "дни"),
    Unit.WORKING_DAYS: ("работен ден", "работни дни"),
    Unit.WEEKS: ("седмица", "седмици"),
    Unit.MONTHS: ("месец", "месеца"),
    Unit.YEARS: ("година", "години"),
    Unit.HOURS: ("час", "часа"),
}


@dataclass(frozen=True)
class TermFacts:
    """What starts a term (a day, or for hours a moment with its time zone), and its length."""

    start: str
    length: int
    unit: Unit


@dataclass(frozen=True)
class Term:
    """The last day of a term (for hours its last moment), with the reason in Bulgarian."""

    due: date
    reason: str


@rule(
    "чл. 60 ГПК, чл. 33 ЗЗД",
    "Денят на събитието не се брои; срок, изтичащ в неработен ден, свършва в следващия работен.",
)
def term_of(facts: TermFacts, parameters: Parameters) -> Receipt[Term]:
    """Return when the term ends. `start` is an ISO date, for hours an ISO time with its offset."""
    if not 1 <= facts.length <= 10_000:
        raise BadFacts("length: a whole number from 1 to 10000 is expected")
    workings = Workings(parameters)
    if facts.unit == Unit.HOURS:
        return workings.receipt("term", facts, Term(*_hours(facts, workings)))
    return workings.receipt("term", facts, Term(*_whole_days(facts, workings)))


def last_day(start: date, length: int, unit: Unit, workings: Workings) -> date:
    """Return the last day of a term in days, working days, weeks, months or years, moved to a working day."""
    calendar = workings.calendar
    if unit == Unit.WORKING_DAYS:
        return calendar.add_working_days(start, length)
    return calendar.next_working_day(_nominal_end(start, length, unit))


def _nominal_end(start: date, length: int, unit: Unit) -> date:
    match unit:
        case Unit.DAYS:
            return start + length * DAY
        case Unit.WEEKS:
            return start + 7 * length * DAY
        case Unit.YEARS:
            return add_months(start, 12 * length)
        case _:
            return add_months(start, length)


def _whole_days(facts: TermFacts, workings: Workings) -> tuple[date, str]:
    start = read(date, facts.start, "start")
    try:
        due = last_day(start, facts.length, facts.unit, workings)
    except (OverflowError, ValueError):
        raise BadFacts("the end of the term lies outside the calendar") from None
    reason = f"Денят на събитието ({told(start)}) не се брои. "
    if facts.unit == Unit.WORKING_DAYS:
        reason += f"{_count(facts)} след него {_ends(facts)} на {_day(due)}; почивните и неприсъствените дни не се броят."
        workings.step(ARTICLE, "Краят на срока", f"{told(start)} + {_count(facts)}", due)
        return due, reason
    nominal = _nominal_end(start, facts.length, facts.unit)
    workings.step(ARTICLE, "Последният ден на срока", f"{told(start)} + {_count(facts)}", nominal)
    reason += f"{_count(facts)} {_ends(facts)} на {_day(nominal)}"
    if due == nominal:
        return due, reason + ", който е работен ден."
    why = workings.calendar.why_not_working(nominal)
    why = "почивен ден" if why in WEEKDAYS else why
    workings.step(
        "чл. 60, ал. 6 ГПК", f"Последният ден не е работен ({why})", "първият следващ работен ден", due
    )
    return (
        due,
        f"{reason}, който не е работен ({why}), затова срокът изтича в първия следващ работен ден: {_day(due)}.",
    )


def _hours(facts: TermFacts, workings: Workings) -> tuple[datetime, str]:
    try:
        start = datetime.fromisoformat(facts.start)
    except ValueError:
        raise BadFacts(_MOMENT_EXPECTED) from None
    if start.utcoffset() is None:
        raise BadFacts(_MOMENT_EXPECTED)
    try:
        due = start + timedelta(hours=facts.length)
    except OverflowError:
        raise BadFacts("the end of the term lies outside the calendar") from None
    workings.step(
        ARTICLE,
        "Краят на срока по часовника",
        f"{_moment(start)} + {_count(facts)}",
        due.isoformat(),
    )
    return (
        due,
        f"Срок в часове тече по часовника: {_count(facts)} след {_moment(start)} {_ends(facts)} на {_moment(due)}",
    )


def _count(facts: TermFacts) -> str:
    one, many = _NAMES[facts.unit]
    return f"{facts.length}\N{NO-BREAK SPACE}{one if facts.length == 1 else many}"


def _ends(facts: TermFacts) -> str:
    return "изтича" if facts.length == 1 else "изтичат"


def _day(day: date) -> str:
    return f"{told(day)} ({WEEKDAYS[day.weekday()]})"


def _moment(moment: datetime) -> str:
    return f"{told(moment)} в {moment:%H:%M}\N{NO-BREAK SPACE}ч."
