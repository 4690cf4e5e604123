"""Confirm the protocol of a submission: an official, or the insurer that sent it, has read what was rejected."""

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.insurance.models import ProtocolConfirmation, Submission


def confirm_protocol(submission: Submission, official: Official | None) -> ProtocolConfirmation:
    """Return the confirmation of an ended submission; the first one stays, whoever confirms again.

    Without an official it is the insurer that sent the file who confirms.
    Raises ValueError while the submission is still being checked: its protocol is not whole yet.
    """
    if submission.state not in (Submission.State.MERGED, Submission.State.REFUSED):
        raise ValueError("the protocol is not whole yet")
    confirmation, is_new = ProtocolConfirmation.objects.get_or_create(
        submission=submission, defaults={"official": official, "at": clock.now()}
    )
    if is_new:
        record(
            "insurance.protocol_confirmed",
            actor=Actor.official(official.pk) if official else Actor.insurer(submission.insurer),
            subject_kind="submission",
            subject_id=str(submission.pk),
            details={"rejected": submission.rejected},
        )
    return confirmation
