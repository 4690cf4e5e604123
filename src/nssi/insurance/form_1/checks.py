"""What a well written row must keep to: numbers that exist, days that fit the month, amounts between floor and ceiling.

Each check looks at whole columns and refuses rows by code and field (`defects`). What needs other rows or the register is asked in
`insurance.merging`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nssi.insurance.fields import pack
from nssi.insurance.form_1 import checksums
from nssi.insurance.form_1.columns import Columns
from nssi.insurance.form_1.layout import (
    CORRECTION_CODE,
    DAYS,
    DAYS_AND_HOURS,
    DAYS_BY_KIND,
    HEALTH_INCOME,
    HEALTH_ONLY_INCOME,
    IDENTIFIER,
    IDENTIFIER_KIND,
    INSURABLE_INCOME,
    INSURED_TYPE,
    INSURER,
    MONTH,
    OVERTIME_HOURS,
    WORKED_DAYS,
    WORKED_HOURS,
    YEAR,
)
from nssi.insurance.form_1.month_rules import (
    FIRST_MONTH,
    UNKNOWN,
    WORK_ACCIDENT_PERCENTS,
    MonthRules,
)
from nssi.insurance.insured_types import ALL_RISKS, TYPES, TypeOfInsured
from nssi.law.calendar import Month
from nssi.law.parameters import Parameters

if TYPE_CHECKING:
    from nssi.insurance.form_1.columns import Truth, Whole

HOURS_A_DAY = 24
FULL_DAY_HOURS = 8
DELETING = 8
EGN = 0
TEN_DIGITS = 10**10
"""Added to a number of ten digits by `insurance.fields`; one of nine is packed below it."""

_OF_A_BRANCH = 10**4
"""The number of a branch is that of its insurer and four digits more."""

HEALTH_INCOME_PERCENT = 33
SOCIAL_PERCENTS = (35, 36)
HEALTH_PERCENTS = (37, 38)
WORK_ACCIDENT_PERCENT = 39
UNIVERSAL_FUND_PERCENTS = (42, 43)


class MonthTable:
    """The rules of months, asked for by their index (year × 12 + month - 1) and looked up once."""

    def __init__(self, parameters: Parameters, this_month: Month) -> None:
        self._parameters = parameters
        self._known: dict[int, MonthRules] = {}
        self.first = _index(FIRST_MONTH)
        self.last = _index(this_month)

    def rules(self, index: int) -> MonthRules:
        """Return the rules of the month with this index."""
        if index not in self._known:
            self._known[index] = MonthRules(Month(index // 12, index % 12 + 1), self._parameters)
        return self._known[index]


def check(columns: Columns, months: MonthTable) -> "Whole":
    """Refuse the well written rows that do not keep to the rules, and return the days on which each row's person was insured.

    A day d of the month is bit d-1. A deleting row tells a key and nothing else, so nothing else of it is checked.
    """
    rows = _Rows(columns, months)
    rows.check_key()
    rows.check_days()
    rows.check_income()
    rows.check_percents()
    return rows.days_insured_on


@dataclass
class _Rows:
    columns: Columns
    months: MonthTable

    def __post_init__(self) -> None:
        value = self.columns.values
        self.value = value
        self.deleting = value[CORRECTION_CODE] == DELETING
        self.told = self.columns.readable & ~self.deleting
        month = value[YEAR] * 12 + value[MONTH] - 1
        self.has_month = (value[MONTH] >= 1) & (value[MONTH] <= 12)
        self.in_time = self.has_month & (month >= self.months.first) & (month <= self.months.last)
        self.distinct, self.place = np.unique(
            np.where(self.in_time, month, self.months.last), return_inverse=True
        )
        self.days_insured_on = np.zeros(len(month), dtype=np.int64)

    def check_key(self) -> None:
        value, readable = self.value, self.columns.readable
        self._refuse("month", MONTH, readable & ~self.has_month)
        self._refuse("year", YEAR, readable & self.has_month & ~self.in_time)
        insurers, place = np.unique(value[INSURER], return_inverse=True)
        self._refuse("insurer", INSURER, readable & ~_is_insurer(insurers)[place])
        kind = value[IDENTIFIER_KIND]
        self._refuse("identifier_kind", IDENTIFIER_KIND, readable & ~np.isin(kind, (0, 2, 3)))
        exists = np.ones(len(kind), dtype=bool)
        for one, is_of_kind in _OF_KIND.items():
            rows = np.flatnonzero(kind == one)
            exists[rows] = is_of_kind(value[IDENTIFIER][rows])
        self._refuse("identifier", IDENTIFIER, readable & ~exists)
        self._refuse("insured_type", INSURED_TYPE, readable & ~_KNOWN_TYPE[value[INSURED_TYPE]])
        self._refuse(
            "correction_code", CORRECTION_CODE, readable & ~np.isin(value[CORRECTION_CODE], (0, 1, DELETING))
        )

    def check_days(self) -> None:
        value = self.value
        last_day = self._of_month(lambda rules: rules.last_day)
        latest = np.zeros_like(last_day)
        named = np.zeros_like(last_day)
        for first_field, last_field in DAYS:
            first, last = value[first_field], value[last_field]
            used = (first > 0) | (last > 0)
            fits = ~used | ((first >= 1) & (first <= last) & (last <= last_day))
            self._refuse("day_pair", first_field, self.told & self.in_time & ~fits)
            self._refuse("day_order", first_field, self.told & fits & used & (first <= latest))
            spell = used & fits
            latest = np.where(spell, last, latest)
            named |= np.where(
                spell, (1 << np.where(spell, last, 0)) - (1 << np.where(spell, first - 1, 0)), 0
            )
        self.days_insured_on = named
        spelled = np.where(named > 0, np.bitwise_count(named), last_day)
        days, hours = self._days_and_hours()
        by_kind = sum((value[number] for number in DAYS_BY_KIND), np.zeros_like(days))
        self._refuse(
            "days_total", DAYS_AND_HOURS, self.told & ((by_kind < days) | (by_kind > days + (hours > 0)))
        )
        working = self._of_month(lambda rules: rules.working_days)
        too_many = (days > working) | (days > spelled)
        self._refuse("days_calendar", DAYS_AND_HOURS, self.told & self.in_time & too_many)
        worked, overtime = value[WORKED_HOURS], value[OVERTIME_HOURS]
        self._refuse("hours", WORKED_HOURS, self.told & (worked > HOURS_A_DAY * spelled))
        self._refuse("hours", OVERTIME_HOURS, self.told & (overtime > worked))

    def check_income(self) -> None:
        value, known = self.value, self.told & self.in_time
        ceiling = self._of_month(lambda rules: rules.ceiling)
        for number in (INSURABLE_INCOME, HEALTH_INCOME, HEALTH_ONLY_INCOME):
            over = (ceiling != UNKNOWN) & (value[number] > ceiling)
            self._refuse("income_ceiling", number, known & over)
        wage = self._of_month(lambda rules: rules.floor)
        full = FULL_DAY_HOURS * np.maximum(self._of_month(lambda rules: rules.working_days), 1)
        hours = FULL_DAY_HOURS * value[WORKED_DAYS]
        hours = np.where(value[WORKED_HOURS] > 0, np.minimum(hours, value[WORKED_HOURS]), hours)
        floor = wage * np.minimum(hours, full) // full
        under = (wage != UNKNOWN) & (value[INSURABLE_INCOME] < floor)
        self._refuse("income_floor", INSURABLE_INCOME, known & _HIRED_TYPE[value[INSURED_TYPE]] & under)

    def check_percents(self) -> None:
        value, known = self.value, self.told & self.in_time
        by_state = known & _art_4_1_4_type()[value[INSURED_TYPE]]
        for _of_employer, of_person in (SOCIAL_PERCENTS, HEALTH_PERCENTS, UNIVERSAL_FUND_PERCENTS):
            self._refuse("percent", of_person, by_state & (value[of_person] != 0))
        health = self._of_month(lambda rules: rules.health)
        self._one_of(HEALTH_PERCENTS, health, known)
        self._one_of((HEALTH_INCOME_PERCENT,), health, known)
        self._one_of(UNIVERSAL_FUND_PERCENTS, self._of_month(lambda rules: rules.universal_fund), known)
        accident, (least, most) = value[WORK_ACCIDENT_PERCENT], WORK_ACCIDENT_PERCENTS
        bounded = self._of_month(lambda rules: rules.knows_work_accident) > 0
        outside = (accident > 0) & ((accident < least) | (accident > most))
        self._refuse("percent", WORK_ACCIDENT_PERCENT, known & bounded & outside)
        with_birth = by_state & (value[IDENTIFIER_KIND] == EGN)
        born = checksums.birth_year(value[IDENTIFIER] - TEN_DIGITS)
        before = self._of_month(lambda rules: rules.social_before_1960)
        since = self._of_month(lambda rules: rules.social_since_1960)
        self._one_of(SOCIAL_PERCENTS[:1], np.where(born < 1960, before, since), with_birth)

    def _one_of(self, numbers: tuple[int, ...], percent: "Whole", rows: "Truth") -> None:
        """Refuse rows whose percentages together are neither nothing nor what the law knows."""
        together = sum((self.value[number] for number in numbers), np.zeros_like(percent))
        self._refuse(
            "percent", numbers[0], rows & (percent != UNKNOWN) & (together != 0) & (together != percent)
        )

    def _of_month(self, of: Callable[[MonthRules], int]) -> "Whole":
        known = [of(self.months.rules(month)) for month in self.distinct.tolist()]
        return np.array(known, dtype=np.int64)[self.place]

    def _days_and_hours(self) -> "tuple[Whole, Whole]":
        return self.value[DAYS_AND_HOURS] // 100, self.value[DAYS_AND_HOURS] % 100

    def _refuse(self, code: str, field: int, wrong: "Truth") -> None:
        self.columns.refuse(code, field, wrong)


def is_own(packed: "Whole", eik: str) -> "Truth":
    """Say which packed numbers are that of this insurer, or of a branch of it."""
    own = pack(eik)
    is_own: Truth = (packed == own) | (packed // _OF_A_BRANCH == own)
    return is_own


def _is_insurer(packed: "Whole") -> "Truth":
    """Say which packed numbers are an ЕИК, that of a branch, or the number of a person who insures others."""
    number = packed % np.where(packed < 10**10, 10**9, np.where(packed < 10**11, 10**10, 10**13))
    return np.select(
        [packed < 10**10, packed < 10**11],
        [checksums.is_eik(number), _is_personal(number)],
        checksums.is_branch(number),
    )


def _is_personal(number: "Whole") -> "Truth":
    return checksums.is_egn(number) | checksums.is_lnch(number) | checksums.is_nra_number(number)


def _is_egn(packed: "Whole") -> "Truth":
    return (packed >= TEN_DIGITS) & checksums.is_egn(packed % TEN_DIGITS)


def _is_foreigners(packed: "Whole") -> "Truth":
    number = packed % TEN_DIGITS
    return (packed >= TEN_DIGITS) & (checksums.is_lnch(number) | checksums.is_nra_number(number))


def _is_bulstat_of_person(packed: "Whole") -> "Truth":
    return np.where(packed < TEN_DIGITS, checksums.is_eik(packed % 10**9), _is_personal(packed % TEN_DIGITS))


_OF_KIND = {EGN: _is_egn, 2: _is_foreigners, 3: _is_bulstat_of_person}


def _types(chosen: Callable[[TypeOfInsured], bool]) -> "Truth":
    table = np.zeros(100, dtype=bool)
    table[[code for code, one in TYPES.items() if chosen(one)]] = True
    return table


_KNOWN_TYPE = _types(lambda one: True)
_HIRED_TYPE = _types(lambda one: one.risks == ALL_RISKS)
"""Types that are insured for all risks work for somebody: the minimum wage is their floor. The others have floors of their own."""


def _art_4_1_4_type() -> "Truth":
    return _types(lambda one: one.is_art_4_1_4)


def _index(month: Month) -> int:
    return month.year * 12 + month.month - 1
