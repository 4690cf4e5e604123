"""Log an official in with user name and password (O-01)."""

from dataclasses import dataclass

from django.contrib.auth import authenticate

from nssi.access import throttle
from nssi.access.logins import BY_ADDRESS, BY_OFFICIAL, Reason, Refusal
from nssi.access.models import Official
from nssi.audit import ANONYMOUS, Actor, record

LOGGED_IN = "access.log_in_official"
REFUSED = "access.refuse_official"


@dataclass(frozen=True)
class OfficialLoginResult:
    """The official who has logged in, or why not."""

    official: Official | None = None
    refusal: Refusal | None = None


def log_in_official(username: str, password: str, address: str) -> OfficialLoginResult:
    """Return who logs in with this user name and password from `address`.

    Call it in a transaction: tries with the same name take turns. An unknown name, an account that is switched off
    and a wrong password are refused alike, and after the same work.
    """
    if until := throttle.count(BY_OFFICIAL, username) or throttle.check(BY_ADDRESS, address):
        return OfficialLoginResult(refusal=Refusal(Reason.STOPPED, until))
    official = authenticate(username=username, password=password)
    if isinstance(official, Official):
        throttle.forget(BY_OFFICIAL, username)
        record(
            LOGGED_IN,
            actor=Actor.official(official.pk),
            subject_kind="official",
            subject_id=str(official.pk),
        )
        return OfficialLoginResult(official)
    throttle.count(BY_ADDRESS, address)
    until = throttle.check(BY_OFFICIAL, username) or throttle.check(BY_ADDRESS, address)
    refusal = Refusal(Reason.STOPPED if until else Reason.WRONG, until)
    known = Official.objects.filter(username=username).values_list("pk", flat=True).first()
    record(
        REFUSED,
        actor=ANONYMOUS,
        subject_kind="official",
        subject_id=str(known or ""),
        details={"reason": refusal.reason},
    )
    return OfficialLoginResult(refusal=refusal)
