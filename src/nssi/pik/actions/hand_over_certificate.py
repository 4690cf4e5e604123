"""Note that the certificate was handed over; the PIK is active at once, or on the next day (O-14, P-08)."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from nssi.access.actions.activate_pik import activate_pik
from nssi.access.actions.destroy_pik import destroy_pik
from nssi.audit import SYSTEM, Actor, record
from nssi.foundation import clock
from nssi.pik.models import PikIssue
from nssi.pik.notices import note_activated, note_handed_over
from nssi.pik.ways import way_of

DISCARDED = "pik.discarded"

State = PikIssue.State


@transaction.atomic
def hand_over(issue_id: UUID, actor: Actor, *, credential_id: UUID | None = None) -> PikIssue:
    """Return the issue, handed over: at the counter against signature, or by a download that came to its end.

    One that is not drawn stays as it is, and so does one whose sheet is another than that with `credential_id`: it was
    drawn anew meanwhile. An older PIK stops when this one starts.
    """
    issue = PikIssue.objects.select_for_update().get(pk=issue_id)
    if issue.state != State.PRINTED or (credential_id and issue.credential_id != credential_id):
        return issue
    now = clock.now()
    at_once = settings.PIK_AT_COUNTER_AT_ONCE
    issue.state, issue.handed_over_at = State.HANDED_OVER, now
    issue.activates_at = now if at_once else _next_day(now)
    issue.save()
    note_handed_over(issue, actor)
    discard_waiting(issue.person_id, but=issue)
    if at_once:
        _activate(issue, actor)
    return issue


@transaction.atomic
def discard(issue_id: UUID, actor: Actor = SYSTEM) -> None:
    """Give up what was not handed over: its PIK is destroyed. At the end of its last day the house does it."""
    issue = PikIssue.objects.select_for_update().get(pk=issue_id)
    if issue.state in {State.PREPARED, State.PRINTED}:
        _discard(issue, actor)


def discard_waiting(person_id: UUID, *, but: PikIssue | None = None) -> None:
    """Give up what the person got before and is not active yet: the last PIK that they got counts, however they got it."""
    waiting = PikIssue.objects.filter(person=person_id, state=State.HANDED_OVER)
    for each in waiting.select_for_update():
        if each != but:
            _discard(each, SYSTEM)


def settle_issues() -> None:
    """Activate what has come to its day, and discard what was not handed over at the counter on its last day or before.

    What a QES holder does not download ends with the term of the request.
    """
    unfinished = PikIssue.objects.order_by("created_at", "pk")
    due = unfinished.filter(state=State.HANDED_OVER, activates_at__lte=clock.now())
    for issue_id in due.values_list("pk", flat=True):
        with transaction.atomic():
            issue = PikIssue.objects.select_for_update().get(pk=issue_id)
            if issue.state == State.HANDED_OVER:
                _activate(issue, SYSTEM)
    left = unfinished.filter(
        way=PikIssue.Way.COUNTER, state__in=[State.PREPARED, State.PRINTED], last_day__lt=clock.today()
    )
    for issue_id in left.values_list("pk", flat=True):
        discard(issue_id)


def _activate(issue: PikIssue, actor: Actor) -> None:
    assert issue.credential_id is not None  # noqa: S101 – the database asks for it
    credential = activate_pik(issue.credential_id)
    issue.state = State.ACTIVATED
    issue.save(update_fields=["state"])
    note_activated(credential, actor, issue.way, email=issue.email, told=way_of(issue))


def _discard(issue: PikIssue, actor: Actor) -> None:
    if issue.credential_id:
        destroy_pik(issue.credential_id)
    issue.state = State.DISCARDED
    issue.save(update_fields=["state"])
    _record(DISCARDED, issue, actor)


def _record(event: str, issue: PikIssue, actor: Actor) -> None:
    record(event, actor=actor, subject_kind="pik_issue", subject_id=str(issue.pk), about=issue.person_id)


def _next_day(now: datetime) -> datetime:
    return datetime.combine(clock.local(now).date() + timedelta(days=1), time(), clock.SOFIA)
