"""What insurers declared of the people of the demonstration: a file of declaration form 1, up to the month that is due."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from nssi.demo.cases import OVERPAID, PAID, PENSIONER
from nssi.insurance.form_1.layout import END_OF_FILE
from nssi.insurance.generator.months import declared, lines
from nssi.insurance.generator.people import People
from nssi.insurance.queries import latest_month_due
from nssi.law.calendar import Month
from nssi.law.parameters import Parameters

SEED = (4,)
A_SCHOOL, A_BARRACKS, A_SHOP = 200000116, 200001022, 200002035


@dataclass(frozen=True)
class Job:
    """A job of a person: at whom, as which type of insured, between which months before the newest one, for how much.

    `began` and `ended`: so many months before the newest declared one; `pay`: thousandths of the minimum wage.
    """

    number: str
    insurer: int
    insured_type: int
    began: int
    ended: int
    pay: int
    hours_a_day: int = 8


JOBS = (
    Job("8502124512", A_SCHOOL, 8, 120, 0, 2100),
    Job("8502124512", A_SHOP, 4, 20, 8, 1200, hours_a_day=2),
    Job("7906058746", A_SHOP, 1, 150, 100, 1600),
    Job("7906058746", A_BARRACKS, 6, 99, 0, 2600),
    Job("9011231230", A_SHOP, 1, 60, 31, 1300),
    Job("9011231230", A_SCHOOL, 1, 26, 4, 1700),
    Job(PAID, A_SHOP, 1, 60, 6, 1500),
    Job(OVERPAID, A_SCHOOL, 1, 70, 6, 1700),
    Job(PENSIONER, A_SCHOOL, 1, 140, 34, 1800),
    Job(PENSIONER, A_SHOP, 1, 30, 0, 1200),
)
"""A teacher with a second contract, a soldier who was a salesman, one whose jobs have ended, with a gap between them; two who
lost their jobs at one time; and a pensioner who works on."""


def demonstration_file(today: date, parameters: Parameters) -> bytes:
    """Return the file as it is on a day: the same until the next month is due."""
    newest = latest_month_due(today)
    rows = [
        line
        for job in JOBS
        for index in range(-job.began, 1 - job.ended)
        for line in _lines(job, newest.plus(index), parameters)
    ]
    return b"".join(rows) + END_OF_FILE


def _lines(job: Job, month: Month, parameters: Parameters) -> list[bytes]:
    one = People(
        identifier=np.array([int(job.number)]),
        kind=np.array([0]),
        born_before_1960=np.array([False]),
        insurer=np.array([job.insurer]),
        insured_type=np.array([job.insured_type]),
        hours_a_day=np.array([job.hours_a_day]),
        pay=np.array([job.pay]),
        gap_from=np.array([0]),
        gap_for=np.array([0]),
    )
    rows = declared(one, month, month.year * 12 + month.month, (*SEED, job.insurer), parameters)
    return lines(one, rows, np.zeros(1, dtype=np.int64))
