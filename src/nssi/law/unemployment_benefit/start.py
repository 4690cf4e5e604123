"""From when the benefit is paid, Art. 54a(3)-(4): both terms kept, or late with or without a good reason."""

from dataclasses import dataclass
from datetime import date

from nssi.law import readings
from nssi.law.calendar import told
from nssi.law.receipt import Workings
from nssi.law.rule import rule
from nssi.law.term import Unit, last_day
from nssi.law.unemployment_benefit.facts import UnemploymentFacts


@dataclass(frozen=True, slots=True)
class Start:
    """The first day of the benefit, the days by which its period is reduced, and why, in Bulgarian."""

    day: date
    delay: int
    article: str
    text: str


@rule(
    "чл. 54а, ал. 3 и 4 КСО",
    "Изплаща се от прекратяването при регистрация до 7 работни дни и заявление до 3 месеца.",
)
def start_of(facts: UnemploymentFacts, registered_on: date, workings: Workings) -> Start:
    """Return the start in each of the four situations; the delay is in calendar days after the missed term."""
    since = facts.terminated_on
    days = workings.value("unemployment_registration_term", since).whole
    months = workings.value("unemployment_application_term", since).whole
    register_by = last_day(since, days, Unit.WORKING_DAYS, workings)
    apply_by = last_day(since, months, Unit.MONTHS, workings)
    article, event = "чл. 54а, ал. 3 КСО", told(since)
    workings.step(article, "Последен ден за регистрация", f"{event} + {days} работни дни", register_by)
    workings.step(article, "Последен ден за заявление", f"{event} + {months} месеца", apply_by)
    start = _start(facts, registered_on, register_by, apply_by)
    if start.day == since and (registered_on > register_by or facts.applied_on > apply_by):
        workings.doubt(readings.LATE_WITH_REASON)
    elif facts.applied_on > apply_by:
        workings.doubt(readings.LATE_APPLICATION)
    elif registered_on > register_by:
        workings.doubt(readings.LATE_REGISTRATION)
    workings.step(start.article, "Начало на обезщетението", start.text, start.day)
    if start.delay:
        workings.step(
            start.article, "Намаляване на срока", "календарни дни след пропуснатия срок", start.delay
        )
    return start


def _start(facts: UnemploymentFacts, registered_on: date, register_by: date, apply_by: date) -> Start:
    registered_late, applied_late = registered_on > register_by, facts.applied_on > apply_by
    if not registered_late and not applied_late:
        return Start(
            facts.terminated_on,
            0,
            "чл. 54а, ал. 3 КСО",
            "И двата срока са спазени: от деня на прекратяването.",
        )
    if facts.late_for_good_reason:
        text = "Закъснението е по уважителна причина: от деня на прекратяването."
        return Start(facts.terminated_on, 0, "чл. 54а, ал. 3 КСО", text)
    if applied_late:
        day = max(facts.applied_on, registered_on)
        delay = max(
            (facts.applied_on - apply_by).days, (registered_on - register_by).days if registered_late else 0
        )
        text = "Заявлението е подадено след срока без уважителна причина: от заявлението, за намален срок."
        return Start(day, delay, "чл. 54а, ал. 4 КСО", text)
    text = "Регистрацията е след срока без уважителна причина: от регистрацията, за намален срок."
    return Start(registered_on, (registered_on - register_by).days, "чл. 54а, ал. 3 КСО", text)
