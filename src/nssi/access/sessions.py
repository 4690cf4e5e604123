"""Who is logged in, as the session remembers it. It ends after `SESSION_IDLE_TIME` without a page opened (L-04), and in any
case `SESSION_COOKIE_AGE` after the login. Officials may be idle for less long."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.crypto import constant_time_compare

from nssi.access.insurers import Insurer
from nssi.access.models import Identification, Official, PikCredential
from nssi.access.session_store import PIK, QES, SessionStore
from nssi.foundation import clock
from nssi.people.models import Person

_INSURER = "access.insurer"
_OFFICIAL = "access.official"
_OFFICIAL_PASSWORD = "access.official_password"  # noqa: S105 – the name of a key
_PASSED_PASSWORD = "access.official_passed_password"  # noqa: S105 – the name of a key
_BEGAN_AT = "access.began_at"
_SEEN_AT = "access.seen_at"

_SECOND_FACTOR_WITHIN = timedelta(minutes=10)
"""How long after the password the second factor must be given."""

_WRITTEN_EVERY = timedelta(minutes=1)
"""A session is written again only when this much has passed: most pages then write none, and it ends that much earlier at most."""


def begin_person_session(request: HttpRequest, pik_credential: PikCredential) -> None:
    """Log the person of this active PIK in; what the visitor kept in the session before stays."""
    _begin(request)
    request.session[PIK] = str(pik_credential.pk)


def begin_qes_session(request: HttpRequest, person: Person) -> None:
    """Log the person in whose certificate was accepted."""
    _begin(request)
    request.session[QES] = str(person.pk)


def begin_insurer_session(request: HttpRequest, insurer: Insurer) -> None:
    """Log the insurer in whose certificate was accepted."""
    _begin(request)
    request.session[_INSURER] = [insurer.eik, insurer.name]


def begin_official_session(request: HttpRequest, official: Official) -> None:
    """Log this official in, who has given password and second factor; a change of the password ends the session."""
    _begin(request)
    request.session[_OFFICIAL] = official.pk
    request.session[_OFFICIAL_PASSWORD] = official.get_session_auth_hash()


def await_second_factor(request: HttpRequest, official: Official) -> None:
    """Remember that this official has given the right password. Nobody is logged in by it."""
    _begin(request)
    del request.session[_SEEN_AT]
    request.session[_PASSED_PASSWORD] = [
        official.pk,
        official.get_session_auth_hash(),
        (clock.now() + _SECOND_FACTOR_WITHIN).isoformat(),
    ]


def official_at_second_factor(session: SessionStore) -> Official | None:
    """Return the official who gave the right password here lately and has still to give the second factor."""
    if _PASSED_PASSWORD not in session:
        return None
    official_id, password, until = session[_PASSED_PASSWORD]
    if clock.now() >= datetime.fromisoformat(until):
        return None
    return _official(official_id, password)


def end_session(request: HttpRequest) -> None:
    """Log the visitor out, and forget all that the session held."""
    request.session.flush()


def session_ends_at(session: SessionStore) -> datetime | None:
    """Return when the session will end if nothing more is done; None where nobody is logged in."""
    times = times_of(session)
    if times is None:
        return None
    began_at, seen_at = times
    idle_time = settings.OFFICIAL_SESSION_IDLE_TIME if _OFFICIAL in session else settings.SESSION_IDLE_TIME
    return min(seen_at + idle_time, began_at + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def times_of(session: SessionStore | dict[str, Any]) -> tuple[datetime, datetime] | None:
    """Return when whoever is logged in came, and when they opened their last page; None where nobody is."""
    seen_at = session.get(_SEEN_AT)
    if not seen_at:
        return None
    return datetime.fromisoformat(session.get(_BEGAN_AT, seen_at)), datetime.fromisoformat(seen_at)


def keep_alive(session: SessionStore) -> datetime | None:
    """Note that whoever is logged in is still there; return when the session will end if nothing more is done."""
    now = clock.now()
    if now - datetime.fromisoformat(session[_SEEN_AT]) >= _WRITTEN_EVERY:
        session[_SEEN_AT] = now.isoformat()
    return session_ends_at(session)


def logged_in_person(session: SessionStore) -> Person | None:
    """Return the person who is logged in here; None also where the PIK has stopped to be valid since."""
    return session.logged_in_person()


def identification(session: SessionStore) -> Identification | None:
    """Return by what the person who is logged in here was recognised; None where nobody is."""
    if session.logged_in_person() is None:
        return None
    return Identification.QES if QES in session else Identification.PIK


def logged_in_insurer(session: SessionStore) -> Insurer | None:
    """Return the insurer who is logged in here, or None."""
    return Insurer(*session[_INSURER]) if _INSURER in session else None


def logged_in_official(session: SessionStore) -> Official | None:
    """Return the official who is logged in here; None also where the account or its password has changed since."""
    if _OFFICIAL not in session:
        return None
    return _official(session[_OFFICIAL], session[_OFFICIAL_PASSWORD])


def _official(official_id: int, password: str) -> Official | None:
    official = (
        Official.objects.select_related("competent_body").filter(pk=official_id, is_active=True).first()
    )
    if official is None:
        return None
    known = [constant_time_compare(each, password) for each in official.session_auth_hashes()]
    return official if True in known else None


def _begin(request: HttpRequest) -> None:
    for key in (PIK, QES, _INSURER, _OFFICIAL, _OFFICIAL_PASSWORD, _PASSED_PASSWORD):
        request.session.pop(key, None)
    if request.session.session_key:
        request.session.cycle_key()  # an id that was planted before the login is worth nothing after it
    request.session[_BEGAN_AT] = request.session[_SEEN_AT] = clock.now().isoformat()
    rotate_token(request)
