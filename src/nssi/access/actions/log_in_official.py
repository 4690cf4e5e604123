"""Log an official in whose password was right, by the second factor (O-01)."""

from nssi.access import throttle
from nssi.access.logins import BY_SECOND_FACTOR, Reason, Refusal
from nssi.access.models import Official
from nssi.access.second_factor.proofs import Proof
from nssi.audit import Actor, record

LOGGED_IN = "access.log_in_official"
REFUSED = "access.refuse_second_factor"


def log_in_official(official: Official, proof: Proof) -> Refusal | None:
    """Return why the second factor was refused, or None: this official has logged in.

    Call it in a transaction: tries of the same official take turns, so that a code that is given twice at the same moment
    is right once.
    """
    if until := throttle.count(BY_SECOND_FACTOR, str(official.pk)):
        return Refusal(Reason.STOPPED, until)
    if proof.is_right(official):
        throttle.forget(BY_SECOND_FACTOR, str(official.pk))
        _record(LOGGED_IN, official, {"second_factor": proof.kind})
        return None
    until = throttle.check(BY_SECOND_FACTOR, str(official.pk))
    _record(REFUSED, official, {"second_factor": proof.kind})
    return Refusal(Reason.STOPPED if until else Reason.WRONG, until)


def _record(event: str, official: Official, details: dict[str, str]) -> None:
    record(
        event,
        actor=Actor.official(official.pk),
        subject_kind="official",
        subject_id=str(official.pk),
        details=details,
    )
