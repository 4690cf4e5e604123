"""For how many months the benefit is paid: Art. 54v(1), and 4 months where Art. 54b(3) or (4) gives the minimum."""

from dataclasses import dataclass
from datetime import date

from nssi.law import readings
from nssi.law.calendar import DAY, add_months
from nssi.law.length import Length
from nssi.law.receipt import Workings
from nssi.law.rule import rule
from nssi.law.unemployment_benefit.facts import UnemploymentFacts


@dataclass(frozen=True, slots=True)
class Duration:
    """Months of benefit, whether only the minimum is paid, and why, in Bulgarian."""

    months: int
    minimum_only: bool
    article: str
    text: str


def duration_of(facts: UnemploymentFacts, start: date, workings: Workings) -> Duration:
    """Return for how long the benefit that begins on `start` is paid."""
    if facts.ground.by_the_person:
        duration = own_will(facts, workings)
    elif _repeated(facts, workings):
        duration = repeated_right(start, workings)
    else:
        duration = by_service(facts.insured_after_2001, facts.terminated_on, workings)
    workings.step(duration.article, "Срок на обезщетението в месеци", duration.text, duration.months)
    return duration


@rule(
    "чл. 54в, ал. 1 КСО",
    "4, 6, 8, 10 или 12 месеца според стажа с осигуряване за безработица след 31.12.2001 г.",
)
def by_service(service: Length, day: date, workings: Workings) -> Duration:
    """Return the duration by the length insured for unemployment after 31.12.2001: „up to 3 years“ includes 3 years."""
    table = workings.value("unemployment_duration", day).table
    months = next(months for over, months in reversed(table) if not over or service.exceeds(over))
    return Duration(
        months,
        False,
        "чл. 54в, ал. 1 КСО",
        f"Стаж с осигуряване за безработица след 31.12.2001 г.: {service}",
    )


@rule(
    "чл. 54б, ал. 3 КСО",
    "При прекратяване по желание, съгласие или вина на лицето: минималният размер за 4 месеца.",
)
def own_will(facts: UnemploymentFacts, workings: Workings) -> Duration:
    """Return the duration when the insurance ended by the person's will, consent or guilt."""
    months = workings.value("unemployment_own_will_months", facts.terminated_on).whole
    text = "Прекратяване по желание, със съгласие или по вина на лицето: минималният размер"
    return Duration(months, True, "чл. 54б, ал. 3 КСО", text)


@rule("чл. 54б, ал. 4 КСО", "При ново право преди изтичането на 3 години: минималният размер за 4 месеца.")
def repeated_right(start: date, workings: Workings) -> Duration:
    """Return the duration of a right acquired within three years of the previous one.

    Running on 01.10.2020 or begun until 31.12.2020: 7 months.
    """
    value = workings.value("unemployment_repeated_months", start)
    last = add_months(start, value.whole) - DAY
    for later in workings.parameters.schedule("unemployment_repeated_months").changes(start, last):
        if later.whole > value.whole:
            value = workings.note(later)
    text = "Ново право преди изтичането на три години от предишното: минималният размер"
    return Duration(value.whole, True, "чл. 54б, ал. 4 КСО", text)


def _repeated(facts: UnemploymentFacts, workings: Workings) -> bool:
    if facts.previous_right_on is None:
        return False
    years = workings.value("unemployment_repeated_years", facts.terminated_on).whole
    workings.doubt(readings.THREE_YEARS_FROM)
    return facts.terminated_on < add_months(facts.previous_right_on, 12 * years)
