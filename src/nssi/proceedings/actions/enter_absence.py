"""Enter that an official is away and who stands in for them; end it early."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.proceedings.models import Absence
from nssi.proceedings.rights import ActRefused

ENTERED = "proceedings.absence_entered"
ENDED = "proceedings.absence_ended"


@transaction.atomic
def enter_absence(
    official: Official, *, since: date, until: date, stand_in: Official | None, entered_by: Official
) -> Absence:
    """Enter that `official` is away from `since` to `until` (both counted).

    Whoever stands in works in the same body, and may do all that the role of the absent one may. Officials enter their own
    absence, administrators anybody's. Raises ActRefused.
    """
    if entered_by != official and entered_by.role != Official.Role.ADMINISTRATOR:
        raise ActRefused(_("Може да запишете само своето отсъствие."))
    if until < since or until < clock.today():
        raise ActRefused(_("Краят трябва да е след началото и да не е минал."))
    if stand_in is not None and (
        stand_in == official
        or not stand_in.is_active
        or stand_in.competent_body_id != official.competent_body_id
    ):
        raise ActRefused(_("Замества колега от същото поделение."))
    absence = Absence.objects.create(
        official=official,
        stand_in=stand_in,
        since=since,
        until=until,
        entered_by=entered_by,
        entered_at=clock.now(),
    )
    _tell(ENTERED, absence, entered_by)
    return absence


@transaction.atomic
def end_absence(absence: Absence, by: Official) -> None:
    """End an absence with yesterday; one that has not begun never was. Raises ActRefused."""
    if by != absence.official and by.role != Official.Role.ADMINISTRATOR:
        raise ActRefused(_("Може да променяте само своето отсъствие."))
    _tell(ENDED, absence, by)
    yesterday = clock.today() - timedelta(days=1)
    if absence.since > yesterday:
        absence.delete()
    elif absence.until > yesterday:
        absence.until = yesterday
        absence.save(update_fields=["until"])


def _tell(event: str, absence: Absence, by: Official) -> None:
    record(
        event,
        actor=Actor.official(by.pk),
        subject_kind="official",
        subject_id=str(absence.official_id),
        details={
            "since": absence.since.isoformat(),
            "until": absence.until.isoformat(),
            "stand_in": absence.stand_in_id or 0,
        },
    )
