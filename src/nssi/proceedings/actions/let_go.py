"""Let go of a proceeding: give it back, hand it over, park it, send it to the competent body, step aside (O-03)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.proceedings.actions.perform import hold
from nssi.proceedings.history import (
    GIVEN_BACK,
    HANDED_OVER,
    PARKED,
    RECUSED,
    TRANSFERRED,
    UNPARKED,
    tell,
)
from nssi.proceedings.models import Proceeding, Recusal
from nssi.proceedings.rights import ActRefused, Standing, is_away


def give_back(proceeding_id: UUID, official: Official) -> None:
    """Put a proceeding that the official works on back into the queue. Raises ActRefused."""
    with _own(proceeding_id, official) as proceeding:
        proceeding.assignee = None
        tell(proceeding, GIVEN_BACK, official)


def hand_over(proceeding_id: UUID, official: Official, to: Official, note: str) -> None:
    """Hand a proceeding over to a colleague of the same body who may work on it. Raises ActRefused."""
    with _own(proceeding_id, official) as proceeding:
        theirs = Standing(proceeding, to)
        if theirs.foreign or theirs.conflict or to.role != proceeding.role or is_away(to):
            raise ActRefused(_("Този служител не може да поеме преписката."))
        proceeding.assignee = to
        tell(proceeding, HANDED_OVER, official, f"{to.full_name}. {note}".strip())


def park(proceeding_id: UUID, official: Official, until: date, why: str) -> None:
    """Put a proceeding aside until a day, with the reason; it stays with the official. Raises ActRefused.

    Parking stops no term: what runs, runs on.
    """
    with _own(proceeding_id, official) as proceeding:
        if until <= clock.today():
            raise ActRefused(_("Изберете бъдеща дата."))
        proceeding.parked_until, proceeding.parked_why = until, why
        tell(proceeding, PARKED, official, why)


def unpark(proceeding_id: UUID, official: Official) -> None:
    """Take a parked proceeding up again before its day. Raises ActRefused."""
    with _own(proceeding_id, official) as proceeding:
        proceeding.parked_until, proceeding.parked_why = None, ""
        tell(proceeding, UNPARKED, official)


def transfer(proceeding_id: UUID, official: Official, to: CompetentBody, note: str) -> None:
    """Send a proceeding to the body that is competent for it (Art. 31(2) АПК); terms run on. Raises ActRefused."""
    with _own(proceeding_id, official) as proceeding:
        if to.pk == proceeding.body_id:
            raise ActRefused(_("Преписката вече е там."))
        tell(proceeding, TRANSFERRED, official, f"{proceeding.body.label} → {to.label}. {note}".strip())
        proceeding.body, proceeding.assignee = to, None
        proceeding.parked_until, proceeding.parked_why = None, ""


def recuse(proceeding_id: UUID, official: Official, why: Recusal.Why, note: str = "") -> None:
    """Let the official step aside from a proceeding for good (Art. 33 АПК); others go on with it. Raises ActRefused."""
    with transaction.atomic():
        proceeding = hold(proceeding_id)
        standing = Standing(proceeding, official)
        if reason := standing.foreign:
            raise ActRefused(reason)
        Recusal.objects.get_or_create(
            proceeding=proceeding, official=official, defaults={"why": why, "at": clock.now()}
        )
        if proceeding.assignee_id == official.pk:
            proceeding.assignee = None
            proceeding.revision += 1
            proceeding.save()
        tell(proceeding, RECUSED, official, note)


@contextmanager
def _own(proceeding_id: UUID, official: Official) -> Iterator[Proceeding]:
    """Hold a proceeding that is open and that the official works on, or may take over; save it at the end."""
    with transaction.atomic():
        proceeding = hold(proceeding_id)
        standing = Standing(proceeding, official)
        if proceeding.closed_at is not None:
            raise ActRefused(_("Преписката е приключена."))
        is_theirs = proceeding.assignee_id == official.pk
        if reason := standing.foreign or standing.taken or ("" if is_theirs else standing.of_another_role):
            raise ActRefused(reason)
        yield proceeding
        proceeding.revision += 1
        proceeding.save()
