"""Check the user name and password of an official: the first half of the login (O-01)."""

from dataclasses import dataclass

from django.contrib.auth import authenticate

from nssi.access import throttle
from nssi.access.logins import BY_ADDRESS, BY_OFFICIAL, Reason, Refusal
from nssi.access.models import Official
from nssi.audit import ANONYMOUS, record

REFUSED = "access.refuse_official"


@dataclass(frozen=True)
class PasswordResult:
    """The official whose password was right, or why nobody's was."""

    official: Official | None = None
    refusal: Refusal | None = None


def check_official_password(username: str, password: str, address: str) -> PasswordResult:
    """Return whose user name and password these are, typed at `address`. Nobody is logged in by them.

    Call it in a transaction: tries with the same name take turns. An unknown name, an account that is switched off
    and a wrong password are refused alike, and after the same work.
    """
    if until := throttle.count(BY_OFFICIAL, username) or throttle.check(BY_ADDRESS, address):
        return PasswordResult(refusal=Refusal(Reason.STOPPED, until))
    official = authenticate(username=username, password=password)
    if isinstance(official, Official):
        throttle.forget(BY_OFFICIAL, username)
        return PasswordResult(official)
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
    return PasswordResult(refusal=refusal)
