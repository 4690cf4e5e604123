"""The days off of a year with the act behind each, and the terms that the house counts, for administrators (A-04)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nssi.delivery.clocks import DOWNLOAD
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.policies import all_policies
from nssi.institution.models import EnteredValue
from nssi.law.calendar import WEEKDAYS
from nssi.law.parameters import Parameters, Schedule, acts_of_days_off
from nssi.law.term import Unit
from nssi.proceedings.actions.file_appeal import DECIDES
from nssi.staff.values import FIRST_WARNING_MONTH
from nssi.terms.kinds import all_kinds

HOLIDAYS = "чл. 154 КТ"
UNITS = {"дни": Unit.DAYS, "работни дни": Unit.WORKING_DAYS, "месеци": Unit.MONTHS}


@dataclass(frozen=True)
class DayRow:
    """A day that is not what its weekday says: its name (empty: worked), and where that is known from."""

    day: date
    weekday: str
    name: str
    act: str
    source: str
    verified: bool
    entered: bool


def days_of_year(parameters: Parameters, year: int) -> list[DayRow]:
    """Return the days off of a year and the weekend days worked, in their order."""
    entered = {
        row.since: row
        for row in EnteredValue.objects.filter(name=EnteredValue.WORKING_DAY, since__year=year).order_by("pk")
    }
    shipped = acts_of_days_off()
    rows = []
    for day, name in sorted(parameters.calendar.days(year).items()):
        row = entered.get(day)
        act = row.act if row else shipped.get(day, HOLIDAYS)
        source, verified = (row.source, row.verified) if row else ("", True)
        rows.append(DayRow(day, WEEKDAYS[day.weekday()], name, act, source, verified, row is not None))
    return rows


def year_without_decisions(parameters: Parameters, today: date) -> int | None:
    """Return the next year where its end comes near and no decision about its days off is known; else None."""
    year = today.year + 1
    decided = any(day.year == year for day in parameters.calendar.decisions)
    return None if decided or today.month < FIRST_WARNING_MONTH else year


@dataclass(frozen=True)
class TermRow:
    """A term: what it is for, its length in words, its article; `verified` is None where no act sets it."""

    title: str | Promise
    length: str
    article: str | Promise
    verified: bool | None


def terms_shown(parameters: Parameters, today: date) -> Iterator[TermRow]:
    """Give the terms of all procedures, of delivery and of appeals, with what is not verified marked so."""
    for kind in all_kinds():
        if kind.name not in {DOWNLOAD.name, DECIDES}:
            yield TermRow(
                kind.title, length_text(kind.length, kind.unit), kind.article, True if kind.article else None
            )
    electronic = [policy for policy in all_policies() if DeliveryMethod.ELECTRONIC in policy.methods]
    for days, article in sorted({(policy.days, str(policy.article)) for policy in electronic}):
        yield TermRow(DOWNLOAD.title, length_text(days, Unit.DAYS), article, True if article else None)
    for schedule in parameters.schedules.values():
        if _is_term(schedule):
            value = schedule.at(today)
            yield TermRow(
                schedule.title,
                length_text(value.whole, UNITS[schedule.unit]),
                schedule.article,
                value.verified,
            )


def _is_term(schedule: Schedule) -> bool:
    return schedule.name.endswith("_term") or schedule.name.startswith("appeal_term")


def length_text(length: int, unit: Unit) -> str:
    """Return a length in words: „7 работни дни“."""
    one, many = {
        Unit.DAYS: (_("ден"), _("дни")),
        Unit.WORKING_DAYS: (_("работен ден"), _("работни дни")),
        Unit.WEEKS: (_("седмица"), _("седмици")),
        Unit.MONTHS: (_("месец"), _("месеца")),
        Unit.YEARS: (_("година"), _("години")),
        Unit.HOURS: (_("час"), _("часа")),
    }[unit]
    return f"{length}\u00a0{one if length == 1 else many}"
