"""Give an official an authenticator app, in place of the one there was."""

from nssi.access import throttle
from nssi.access.logins import BY_SECOND_FACTOR, Reason, Refusal
from nssi.access.models import AuthenticatorApp, Official
from nssi.access.second_factor.app_codes import step_of
from nssi.access.second_factor.sealing import seal
from nssi.audit import Actor, record
from nssi.foundation import clock

ENROLLED = "access.enrol_app"


def enrol_app(official: Official, secret: str, code: str) -> Refusal | None:
    """Return why the app is not taken, or None: it shows the right code, and its codes are asked from now on.

    Call it in a transaction. The code is spent.
    """
    if until := throttle.count(BY_SECOND_FACTOR, str(official.pk)):
        return Refusal(Reason.STOPPED, until)
    step = step_of(secret, code, after=0)
    if step is None:
        until = throttle.check(BY_SECOND_FACTOR, str(official.pk))
        return Refusal(Reason.STOPPED if until else Reason.WRONG, until)
    throttle.forget(BY_SECOND_FACTOR, str(official.pk))
    keep_app(official, secret, step)
    return None


def keep_app(official: Official, secret: str, last_step: int = 0) -> None:
    """Take the app without asking for a code (officials of a demonstration; others go through `enrol_app`)."""
    AuthenticatorApp.objects.update_or_create(
        official=official,
        defaults={"sealed_secret": seal(secret), "last_step": last_step, "added_at": clock.now()},
    )
    record(ENROLLED, actor=Actor.official(official.pk), subject_kind="official", subject_id=str(official.pk))
