"""Who stands before a document: its addressee, by PIK or by codes, somebody else, or nobody known."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied

from nssi.access.visitors import VisitorRequest
from nssi.audit import ANONYMOUS, Actor
from nssi.delivery.methods import OpenedBy
from nssi.delivery.models import Delivery
from nssi.foundation import clock

_OPENED = "delivery.opened"
_CODE_ASKED = "delivery.code_asked"
_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Opener:
    """The addressee, and by what they are known."""

    identified_by: OpenedBy
    actor: Actor


def opener_of(request: VisitorRequest, delivery: Delivery) -> Opener | None:
    """Return how the visitor is known as the addressee; None where nobody is logged in.

    Raises PermissionDenied for anybody else: the answer says nothing of the document.
    """
    if _is_remembered(request, _OPENED, delivery):
        return Opener(OpenedBy.ACCESS_CODE, ANONYMOUS)
    if request.person is None or request.identification is None:
        return None
    if request.person.id != delivery.addressee_id:
        raise PermissionDenied
    return Opener(OpenedBy(request.identification), Actor.person(request.person.id))


def open_by_code(request: VisitorRequest, delivery: Delivery) -> None:
    """Let this browser open the document for a short time: its visitor has shown both codes."""
    request.session.pop(_CODE_ASKED, None)
    if request.session.session_key:
        request.session.cycle_key()
    _remember(request, _OPENED, delivery)


def remember_asked(request: VisitorRequest, delivery: Delivery) -> None:
    """Remember that this browser has shown the access code, and that a one-time code was sent for it."""
    _remember(request, _CODE_ASKED, delivery)


def has_asked(request: VisitorRequest, delivery: Delivery) -> bool:
    """Return whether this browser has shown the access code a short while ago."""
    return _is_remembered(request, _CODE_ASKED, delivery)


def _remember(request: VisitorRequest, key: str, delivery: Delivery) -> None:
    request.session[key] = {"delivery": str(delivery.id), "until": (clock.now() + _FOR).isoformat()}


def _is_remembered(request: VisitorRequest, key: str, delivery: Delivery) -> bool:
    kept = request.session.get(key)
    return (
        kept is not None
        and kept["delivery"] == str(delivery.id)
        and clock.now() < datetime.fromisoformat(kept["until"])
    )
