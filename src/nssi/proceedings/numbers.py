"""Personal numbers on officials' pages: masked, until an official says why they need the whole one."""

from datetime import datetime, timedelta

from nssi.access.visitors import OfficialRequest
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.identifiers import mask
from nssi.people.models import Person

SHOWN = "proceedings.number_shown"
SHOWN_FOR = timedelta(minutes=15)
_KEY = "proceedings.shown_numbers"


def show_number(request: OfficialRequest, person: Person, why: str) -> None:
    """Let this official see the whole number of the person for a while; the trail keeps why (a code)."""
    record(
        SHOWN,
        actor=Actor.official(request.official.pk),
        subject_kind="person",
        subject_id=str(person.pk),
        reason=why,
    )
    shown = request.session.get(_KEY, {})
    request.session[_KEY] = {**shown, str(person.pk): (clock.now() + SHOWN_FOR).isoformat()}


def numbers_of(request: OfficialRequest, person: Person) -> list[tuple[str, str]]:
    """Return the kinds and numbers of the person, masked unless this official may see them."""
    whole = is_shown(request, person)
    return [
        (each.get_kind_display(), each.number if whole else mask(each.number))
        for each in person.identifiers.all()
    ]


def is_shown(request: OfficialRequest, person: Person) -> bool:
    """Return whether this official said lately why they need the number."""
    until = request.session.get(_KEY, {}).get(str(person.pk))
    return until is not None and clock.now() < datetime.fromisoformat(until)
