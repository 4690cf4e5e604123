"""What the rest of the house sees of whoever opens a page."""

from datetime import datetime

from django.http import HttpRequest

from nssi.access.insurers import Insurer
from nssi.access.models import Identification, Official
from nssi.access.session_store import SessionStore
from nssi.people.models import Person


class VisitorRequest(HttpRequest):
    """A request as `VisitorMiddleware` hands it on."""

    session: SessionStore

    person: Person | None
    """The person who is logged in, with a PIK or with a QES, or None."""

    identification: Identification | None
    """By what the person was recognised; None where nobody is logged in."""

    official: Official | None
    """The official who is logged in, or None."""

    insurer: Insurer | None
    """The insurer who is logged in, or None. At most one of the three is."""

    session_ends_at: datetime | None
    """When the visitor will be logged out if nothing more is done; None where nobody is logged in."""

    session_has_ended: bool
    """Whether this request came after the visitor was idle for too long, and is no longer logged in."""


class PersonRequest(VisitorRequest):
    """A request behind `person_required`."""

    person: Person
    identification: Identification


class InsurerRequest(VisitorRequest):
    """A request behind `insurer_required`."""

    insurer: Insurer


class OfficialRequest(VisitorRequest):
    """A request behind `official_required`."""

    official: Official
