"""What the insurers of a generated nation declare for a month: who worked, how many days, for how much."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nssi.insurance.form_1.layout import ENCODING
from nssi.insurance.form_1.writing import written_fields
from nssi.insurance.generator.people import (
    SELF_INSURED,
    STATE_INSURED,
    People,
)
from nssi.law.calendar import Month
from nssi.law.money import half_up
from nssi.law.parameters import Parameters

if TYPE_CHECKING:
    from nssi.insurance.form_1.columns import Whole

WITHOUT_LEAVE, SICK, CHILD, UNPAID, JOINED = range(5)
SITUATIONS = {WITHOUT_LEAVE: 0.915, SICK: 0.05, CHILD: 0.015, UNPAID: 0.01, JOINED: 0.01}
EMPLOYER_SICK_DAYS = 2

FAMILIES = (
    "ИВАНОВ",
    "ГЕОРГИЕВ",
    "ДИМИТРОВ",
    "ПЕТРОВ",
    "НИКОЛОВ",
    "ХРИСТОВ",
    "СТОЯНОВ",
    "ТОДОРОВ",
    "ИЛИЕВ",
    "АНГЕЛОВ",
    "ЖЕЛЕВ",
)
INITIALS = ("ИП", "ГС", "МД", "ЕК", "ЮЯ", "Щ", "ЦЖ")
ACTIVITIES = ("8422", "4711", "6201", "8520", "4110", "0111", "5610")


@dataclass(frozen=True)
class Declared:
    """Rows of a month, as columns; amounts in cents."""

    month: Month
    job: "Whole"
    """The place of each row's job in its block of people."""

    situation: "Whole"
    first_day: "Whole"
    worked: "Whole"
    away: "Whole"
    """Days of the situation's leave."""

    hours: "Whole"
    income: "Whole"
    gross: "Whole"


def declared(
    people: People, month: Month, number: int, seed: tuple[int, ...], parameters: Parameters
) -> Declared:
    """Return what is declared of these people for the nation's month `number`."""
    random = np.random.default_rng((*seed, number))
    size = len(people.identifier)
    employed = (number - people.gap_from) % 36 >= people.gap_for
    situation = random.choice(list(SITUATIONS), size, p=list(SITUATIONS.values()))
    situation[people.insured_type == SELF_INSURED] = WITHOUT_LEAVE
    job = np.flatnonzero(employed)
    situation = situation[job]
    working = parameters.calendar.working_days(month)
    first_day = np.where(situation == JOINED, random.integers(2, 20, size)[job], 1)
    days = _working_days_since(month, parameters)[first_day]
    away = np.select(
        [situation == SICK, situation == CHILD, situation == UNPAID],
        [1 + random.integers(0, working, size)[job], working, 1 + random.integers(0, 5, size)[job]],
        0,
    )
    worked = days - away
    hours_a_day = people.hours_a_day[job]
    wage, ceiling = (_cents(parameters, name, month) for name in ("minimum_wage", "maximum_insurable_income"))
    paid = worked + np.where(situation == SICK, np.minimum(away, EMPLOYER_SICK_DAYS), 0)
    raised = 1000 + 4 * (number % 12)
    gross = people.pay[job] * wage * hours_a_day * paid * raised // (1000 * 1000 * 8 * working)
    floor = -(-wage * hours_a_day * worked // (8 * working))
    return Declared(
        month,
        job,
        situation,
        first_day,
        worked,
        away,
        worked * hours_a_day,
        np.clip(gross, floor, ceiling),
        np.maximum(gross, floor),
    )


def lines(people: People, rows: Declared, codes: "Whole", changed: int = 0) -> list[bytes]:
    """Return the rows as text; `codes`: the correction code of each, `changed`: cents added to each gross pay."""
    job, income, gross_pay = rows.job, rows.income, rows.gross + changed
    contributions = income * 1378 // 10_000
    taxable = np.maximum(gross_pay - contributions, 0)
    tax = half_up(taxable, 10)
    heads = f"{rows.month.month},{rows.month.year}"
    days = _texts(_days_of(people, rows), rows)
    percents = _percents_of(people, job)
    families, names = len(FAMILIES), len(INITIALS)
    return [
        (
            f'{heads},"{insurer:09d}","{number:010d}",{kind},"{FAMILIES[number % families]}","{INITIALS[number % names]}",'
            f"{kind_of_work},{day},0,0,{cents // 100}.{cents % 100:02d},{percent},0,0,{gross // 100}.{gross % 100:02d},0,"
            f"{base // 100}.{base % 100:02d},{due // 100}.{due % 100:02d},{net // 100}.{net % 100:02d},0,{code},"
            f'"{insurer:09d}"\r\n'
        ).encode(ENCODING)
        for insurer, number, kind, kind_of_work, day, cents, percent, gross, base, due, net, code in zip(
            people.insurer[job].tolist(),
            people.identifier[job].tolist(),
            people.kind[job].tolist(),
            people.insured_type[job].tolist(),
            days,
            income.tolist(),
            percents,
            gross_pay.tolist(),
            taxable.tolist(),
            tax.tolist(),
            (taxable - tax).tolist(),
            codes.tolist(),
            strict=True,
        )
    ]


def _days_of(people: People, rows: Declared) -> "Whole":
    """Return what tells the fields 9-31 of each row, mixed into one number: few are different."""
    activity = people.insurer[rows.job] % len(ACTIVITIES)
    mixed = rows.situation
    for part, most in (
        (rows.first_day, 32),
        (rows.worked, 32),
        (rows.away, 32),
        (rows.hours, 256),
        (activity, 8),
    ):
        mixed = mixed * most + part
    return mixed


def _texts(mixed: "Whole", rows: Declared) -> list[str]:
    """Return the fields 9-31 of each row, written once for all rows that are alike."""
    _, places, back = np.unique(mixed, return_index=True, return_inverse=True)
    written = []
    for place in places.tolist():
        situation, worked, away = (int(column[place]) for column in (rows.situation, rows.worked, rows.away))
        away_field = {SICK: 21, CHILD: 22, UNPAID: 24}.get(situation)
        values: dict[int, int | str] = {
            9: int(rows.first_day[place]),
            10: rows.month.last.day,
            19: f"{worked + away:02d}00",
            20: worked,
            26: int(rows.hours[place]),
            28: 3,
            29: ACTIVITIES[int(mixed[place]) % 8],
            30: 1,
            31: "0000",
        }
        if away_field:
            values[away_field] = away
        if situation == SICK:
            values[25] = min(away, EMPLOYER_SICK_DAYS)
        written.append(written_fields(9, 31, values))
    return [written[place] for place in back.tolist()]


def _percents_of(people: People, job: "Whole") -> list[str]:
    """Return the fields 35-43 of each row: they go by the type of insured and the year of birth."""
    by_state: dict[int, int | str] = {37: 800, 39: 40}
    hired: dict[int, int | str] = {37: 480, 38: 320, 39: 40}
    kinds: list[dict[int, int | str]] = [
        {35: 1372, 36: 1058, **hired},
        {35: 1092, 36: 838, 42: 280, 43: 220, **hired},
        {35: 6530, **by_state},
        {35: 6030, 42: 500, **by_state},
        {36: 1980, 38: 800},
        {36: 1480, 38: 800, 43: 500},
    ]
    texts = [written_fields(35, 43, one) for one in kinds]
    work = people.insured_type[job]
    kind = np.select([np.isin(work, STATE_INSURED), work == SELF_INSURED], [2, 4], 0)
    return [texts[place] for place in (kind + ~people.born_before_1960[job]).tolist()]


def _working_days_since(month: Month, parameters: Parameters) -> "Whole":
    """Return the working days from each day of the month to its end, by the number of the day."""
    calendar = parameters.calendar
    days = [
        calendar.working_days_between(month.first.replace(day=day), month.last)
        for day in range(1, month.last.day + 1)
    ]
    return np.array([0, *days], dtype=np.int64)


def _cents(parameters: Parameters, name: str, month: Month) -> int:
    return parameters.at(name, month.first).money.cents
