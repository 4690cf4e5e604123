"""Look up what an insurer declared of a person; who looked at whom stands in the trail."""

from nssi.audit import Actor, record
from nssi.insurance.queries import Declared, declared_by
from nssi.people.identifiers import kinds_of
from nssi.people.models import Identifier

VIEWED = "insurance.person_viewed"


def look_up_insured_person(
    insurer: str, number: str, actor: Actor, *, reason: str = "", with_branches: bool = False
) -> list[Declared]:
    """Return what this insurer declared of whoever has this number, oldest month first.

    The trail names the person where the house knows them, else the row of the register that was shown: no number. `reason`:
    why an official looks; an insurer sees what it declared itself.
    """
    declared = declared_by(insurer, number, with_branches=with_branches)
    known = Identifier.objects.filter(number=number, kind__in=kinds_of(number)).first()
    if known:
        subject_kind, subject_id = "person", str(known.person_id)
    else:
        subject_kind, subject_id = "insured_person", _row(declared)
    record(
        VIEWED,
        actor=actor,
        subject_kind=subject_kind,
        subject_id=subject_id,
        details={"months": len(declared)},
        reason=reason,
    )
    return declared


def _row(declared: list[Declared]) -> str:
    return f"{declared[0].submission_id}:{declared[0].line}" if declared else "none"
