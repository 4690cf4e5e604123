"""What has to be clarified before a benefit is decided, as the data stand now (S1.4, S1.11)."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext

from nssi.insurance.queries import declared_of
from nssi.law.calendar import Month
from nssi.look.typography import ended
from nssi.proceedings.models import Proceeding
from nssi.proceedings.originals import files_in, is_seen
from nssi.proceedings.procedures import Asked

FOREIGN = ("foreign_periods",)
"""The slot of documents that count only with their originals on paper (S1.4)."""

LOOKED_BACK = 24
"""Months before the termination of which the declarations are looked at: the income of so many counts (Art. 54b)."""

UNDECIDED = ("received", "registered", "irregular")


def open_questions(proceeding: Proceeding) -> Mapping[str, Asked]:
    """Return what is open, by key: an original that was not presented, each month without a declaration."""
    if proceeding.state not in UNDECIDED:
        return {}
    asked = {}
    if not all(map(is_seen, files_in(proceeding.application_id, FOREIGN))):
        asked["original"] = Asked(
            gettext("Представете в ТП на хартия оригинала на документите за периодите в други държави."),
            of_person=True,
        )
    for month in _undeclared(proceeding):
        text = gettext("Няма подадени данни за осигуряването Ви за %(month)s Обърнете се към осигурителя.")
        asked[f"month:{month}"] = Asked(text % {"month": ended(month.told)}, of_person=True)
    return asked


def _undeclared(proceeding: Proceeding) -> Iterator[Month]:
    """Yield the months between the first declared one and the termination of which nothing is declared."""
    said = proceeding.application.answers.get("termination", {}).get("terminated_on")
    if not said:
        return
    last = Month.of(date.fromisoformat(said)).plus(-1)
    declared = {row.month for row in declared_of(proceeding.person)}
    month = last.plus(1 - LOOKED_BACK)
    begun = False
    while month <= last:
        begun = begun or month in declared
        if begun and month not in declared:
            yield month
        month = month.plus(1)
