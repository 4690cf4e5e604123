"""What the house asks the register of insured persons: what was declared of a person, and what became of each file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from nssi.foundation import clock
from nssi.insurance.insured_types import TypeOfInsured, type_of_insured
from nssi.insurance.models import FIRST_MONTH_IN_EURO, InsuranceDataRecord, Submission
from nssi.law.calendar import Month
from nssi.law.money import Currency, Money
from nssi.people.identifiers import Kind, mask
from nssi.people.models import Identifier, Person

IdentifierKind = InsuranceDataRecord.IdentifierKind

KINDS = {
    Kind.EGN: IdentifierKind.EGN,
    Kind.LNCH: IdentifierKind.LNCH_OR_NRA_NUMBER,
    Kind.NRA_NUMBER: IdentifierKind.LNCH_OR_NRA_NUMBER,
}
"""How declaration form 1 names the kinds of personal numbers."""


DUE_DAY = 25
"""Declarations of a month are filed until this day of the next one (Art. 7 of the Code)."""

LATELY = timedelta(days=30)
MOST_LISTED = 50
UNFINISHED = (Submission.State.RECEIVED, Submission.State.CHECKING)
PERSONAL_NUMBER = 10  # digits; ЕИК and БУЛСТАТ have 9 or 13
EIK = 9
MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Declared:
    """What one insurer declared of a person for one month under one type of insured, as it holds.

    Days are working days; bit d-1 of `days_insured_on` is set where day d was insured. `known_since`: when the register
    learnt it, from line `line` of file `submission_id`.
    """

    month: Month
    insurer: str
    insured_type: int
    is_correction: bool
    known_since: datetime
    submission_id: int
    line: int
    income: Money
    days_insured_on: int
    insured_days: int
    worked_days: int
    sickness_days: int
    child_raising_days: int
    days_without_contributions: int
    unpaid_leave_days: int
    worked_hours: int

    @property
    def type(self) -> TypeOfInsured:
        """The type of insured person."""
        return type_of_insured(self.insured_type)

    @property
    def insurer_shown(self) -> str:
        """The number of the insurer as the person may see it: that of a company whole, that of a person masked."""
        return mask(self.insurer) if len(self.insurer) == PERSONAL_NUMBER else self.insurer

    @property
    def first_day(self) -> date:
        """The first insured day; the first of the month where none is named."""
        bits = self.days_insured_on
        return date(*self.month, (bits & -bits).bit_length()) if bits else self.month.first

    @property
    def last_day(self) -> date:
        """The last insured day; the last of the month where none is named."""
        return (
            date(*self.month, self.days_insured_on.bit_length()) if self.days_insured_on else self.month.last
        )


_KEY = ("month", "insurer", "insured_type", "identifier_kind", "identifier")
_COLUMNS = (
    "correction_code",
    "submission__merged_at",
    "submission_id",
    "line",
    "insurable_income",
    "days_insured_on",
    "insured_days",
    "worked_days",
    "sickness_days",
    "child_raising_days",
    "days_without_contributions",
    "unpaid_leave_days",
    "worked_hours",
)
_CODE, _MERGED_AT = len(_KEY), len(_KEY) + 1


def latest_month_due(today: date) -> Month:
    """Return the latest month whose declarations must be there by now."""
    return Month.of(today).plus(-1 if today.day > DUE_DAY else -2)


def declared_of(person: Person, known_at: datetime | None = None) -> list[Declared]:
    """Return what was declared of a person, oldest month first; as it was known at a moment, or as it is known now.

    Two queries: for the person's numbers, and for all that stands under them.
    """
    numbers = Identifier.objects.filter(person=person).values_list("kind", "number")
    return _declared([(KINDS[Kind(kind)], number) for kind, number in numbers], known_at)


def declared_of_many(
    people: Sequence[UUID], first: Month, last: Month, known_at: datetime | None = None
) -> dict[UUID, list[Declared]]:
    """Return what was declared of many people for the months from `first` to `last`, both counted, by person.

    Two queries for all of them; who has nothing declared is left out.
    """
    of_number = {
        (KINDS[Kind(kind)], number): person
        for kind, number, person in Identifier.objects.filter(person__in=people).values_list(
            "kind", "number", "person_id"
        )
    }
    rows = (
        InsuranceDataRecord.objects.filter(
            identifier__in={number for _, number in of_number},
            month__gte=first.first,
            month__lte=last.first,
            submission__merged_at__lte=known_at or clock.now(),
        )
        .order_by(*_KEY, "submission_id", "line")
        .values_list(*_KEY, *_COLUMNS)
    )
    found: dict[UUID, list[Declared]] = {}
    for (*_, kind, number), versions in groupby(rows, key=lambda row: row[: len(_KEY)]):
        person = of_number.get((IdentifierKind(kind), number))
        if person is not None:  # else it is somebody's with the same digits of another kind
            found.setdefault(person, []).extend(_read(row) for row in _that_hold(list(versions)))
    return found


def last_merged_at() -> datetime | None:
    """Return when the register learnt something last; None where it knows nothing."""
    newest: datetime | None = Submission.objects.aggregate(at=Max("merged_at"))["at"]
    return newest


def changed_since(people: Sequence[UUID], since: datetime) -> set[UUID]:
    """Return of which of these people the register learnt something after `since`: declared, corrected or deleted. Three queries."""
    later = Submission.objects.filter(merged_at__gt=since).aggregate(
        first=Min("first_month"), last=Max("last_month")
    )
    if later["first"] is None:
        return set()
    of_number = {
        (KINDS[Kind(kind)], number): person
        for kind, number, person in Identifier.objects.filter(person__in=people).values_list(
            "kind", "number", "person_id"
        )
    }
    rows: Iterable[tuple[int, Any]] = InsuranceDataRecord.objects.filter(
        identifier__in={number for _, number in of_number},
        month__range=(later["first"], later["last"]),
        submission__merged_at__gt=since,
    ).values_list("identifier_kind", "identifier")
    found = (of_number.get((IdentifierKind(kind), number)) for kind, number in rows)
    return {person for person in found if person is not None}


def declared_by(
    insurer: str, number: str, known_at: datetime | None = None, *, with_branches: bool = False
) -> list[Declared]:
    """Return what this insurer declared of whoever has this number, oldest month first."""
    kinds = [(kind, number) for kind in IdentifierKind]
    return _declared(kinds, known_at, own_rows(insurer) if with_branches else Q(insurer=insurer))


def own_rows(insurer: str) -> Q:
    """Return the condition on rows of this insurer and, where it is none itself, of its branches."""
    if len(insurer) != EIK:
        return Q(insurer=insurer)
    return Q(insurer=insurer) | Q(insurer__range=(f"{insurer}0000", f"{insurer}9999"))


def _declared(
    numbers: Iterable[tuple[IdentifierKind, str]], known_at: datetime | None, insurers: Q | None = None
) -> list[Declared]:
    wanted = Q(pk__in=[])
    for kind, number in numbers:
        wanted |= Q(identifier=number, identifier_kind=kind)
    rows = (
        InsuranceDataRecord.objects.filter(
            wanted, insurers or Q(), submission__merged_at__lte=known_at or clock.now()
        )
        .order_by(*_KEY, "submission_id", "line")
        .values_list(*_KEY, *_COLUMNS)
    )
    of_key = groupby(rows, key=lambda row: row[: len(_KEY)])
    return [_read(row) for _, versions in of_key for row in _that_hold(list(versions))]


def _that_hold(versions: list[Any]) -> list[Any]:
    """Return the versions of one key that hold, as `known_on` of the records does.

    The planner takes four times as long over that question as over this one, for it opens every year of the register
    twice; of one person all versions are few.
    """
    replacing = [row for row in versions if row[_CODE] != InsuranceDataRecord.Correction.REGULAR]
    since = max((row[_MERGED_AT] for row in replacing), default=None)
    return [
        row
        for row in versions
        if row[_CODE] != InsuranceDataRecord.Correction.DELETING
        and (since is None or row[_MERGED_AT] >= since)
    ]


def _read(row: tuple[Any, ...]) -> Declared:
    (first_day, insurer, insured_type, _kind, _number), rest = row[: len(_KEY)], row[len(_KEY) :]
    code, known_since, submission_id, line, income, *counts = rest
    month = Month.of(first_day)
    currency = Currency.EUR if month >= FIRST_MONTH_IN_EURO else Currency.BGN
    return Declared(
        month,
        insurer,
        insured_type,
        code != InsuranceDataRecord.Correction.REGULAR,
        known_since,
        submission_id,
        line,
        Money(income, currency),
        *counts,
    )


# Files


@dataclass(frozen=True)
class Intake:
    """What comes in: files that are not ended yet, those refused lately, and the rows of the last 30 days."""

    unfinished: list[Submission]
    refused: list[Submission]
    files: int
    accepted: int
    rejected: int
    unconfirmed: int


@dataclass(frozen=True)
class Period:
    """What an insurer has declared of a month: of how many people, and whether it was due by now."""

    month: Month
    people: int
    is_due: bool


def periods_of(insurer: str) -> list[Period]:
    """Return the last twelve months, the latest first, with how many people this insurer declared for each."""
    due, now = latest_month_due(clock.today()), clock.now()
    months = [Month.of(clock.today()).plus(-back) for back in range(MONTHS_SHOWN)]
    known = InsuranceDataRecord.objects.known_on(now).filter(own_rows(insurer), month__gte=months[-1].first)
    people = dict(known.values_list("month").annotate(people=Count("identifier", distinct=True)))
    return [Period(month, people.get(month.first, 0), month <= due) for month in months]


def to_correct(insurer: str) -> QuerySet[Submission]:
    """Return the files of this insurer in which something was not accepted, and nobody has confirmed that yet."""
    wrong = Q(state=Submission.State.REFUSED) | Q(state=Submission.State.MERGED, rejected__gt=0)
    return submissions(insurer=insurer).filter(wrong, confirmation=None)


def submissions(
    year: int | None = None, month: int | None = None, *, insurer: str | None = None
) -> QuerySet[Submission]:
    """Return the files that were taken in, newest first: all, or those that hold data of a year or of a month in it.

    `insurer`: those alone that this insurer sent on its own page.
    """
    found = Submission.objects.select_related("official", "confirmation").order_by("-received_at", "-pk")
    if insurer is not None:
        found = found.filter(insurer=insurer)
    if year is None:
        return found
    first, last = date(year, month or 1, 1), date(year, month or 12, 1)
    return found.filter(first_month__lte=last, last_month__gte=first)


def intake() -> Intake:
    """Return the state of the intake (A-12)."""
    since = clock.now() - LATELY
    newest = submissions()
    lately = Submission.objects.filter(merged_at__gte=since)
    sums = lately.aggregate(files=Count("pk"), accepted=Sum("accepted"), rejected=Sum("rejected"))
    return Intake(
        unfinished=list(newest.filter(state__in=UNFINISHED)[:MOST_LISTED]),
        refused=list(newest.filter(state=Submission.State.REFUSED, received_at__gte=since)[:MOST_LISTED]),
        files=sums["files"],
        accepted=sums["accepted"] or 0,
        rejected=sums["rejected"] or 0,
        unconfirmed=lately.filter(rejected__gt=0, confirmation=None).count(),
    )
