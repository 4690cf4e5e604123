"""Note that the certificate was handed over against signature; the PIK is active at once, or on the next day (O-14)."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from nssi.access.actions.activate_pik import activate_pik
from nssi.access.actions.destroy_pik import destroy_pik
from nssi.access.models import Official
from nssi.audit import SYSTEM, Actor, record
from nssi.foundation import clock
from nssi.pik.models import CounterIssue
from nssi.pik.notices import note_activated

HANDED_OVER = "pik.handed_over"
DISCARDED = "pik.discarded_at_counter"

State = CounterIssue.State


@transaction.atomic
def hand_over(issue_id: UUID, official: Official) -> CounterIssue:
    """Return the issue, handed over; one that is not printed stays as it is. An older PIK stops when this one starts."""
    issue = CounterIssue.objects.select_for_update().get(pk=issue_id)
    if issue.state != State.PRINTED:
        return issue
    now = clock.now()
    at_once = settings.PIK_AT_COUNTER_AT_ONCE
    issue.state, issue.handed_over_at = State.HANDED_OVER, now
    issue.activates_at = now if at_once else _next_day(now)
    issue.save()
    _record(HANDED_OVER, issue, Actor.official(official.pk))
    _discard_earlier(issue)
    if at_once:
        _activate(issue, Actor.official(official.pk))
    return issue


@transaction.atomic
def discard(issue_id: UUID, official: Official | None = None) -> None:
    """Give up what was not handed over: its PIK is destroyed. Without an official the house does it, at the day's end."""
    issue = CounterIssue.objects.select_for_update().get(pk=issue_id)
    if issue.state in {State.PREPARED, State.PRINTED}:
        _discard(issue, Actor.official(official.pk) if official else SYSTEM)


def settle_counter_issues() -> None:
    """Activate what has come to its day, and discard what was not handed over on its own."""
    now = clock.now()
    today = datetime.combine(clock.today(), time(), clock.SOFIA)
    unfinished = CounterIssue.objects.order_by("created_at", "pk")
    due = unfinished.filter(state=State.HANDED_OVER, activates_at__lte=now)
    for issue_id in due.values_list("pk", flat=True):
        with transaction.atomic():
            issue = CounterIssue.objects.select_for_update().get(pk=issue_id)
            if issue.state == State.HANDED_OVER:
                _activate(issue, SYSTEM)
    left = unfinished.filter(state__in=[State.PREPARED, State.PRINTED], created_at__lt=today)
    for issue_id in left.values_list("pk", flat=True):
        discard(issue_id)


def _activate(issue: CounterIssue, actor: Actor) -> None:
    assert issue.credential_id is not None  # noqa: S101 – the database asks for it
    credential = activate_pik(issue.credential_id)
    issue.state = State.ACTIVATED
    issue.save(update_fields=["state"])
    note_activated(credential, actor, "counter", email=issue.email)


def _discard_earlier(issue: CounterIssue) -> None:
    """What the person got before and is not active yet never will be: the last one counts."""
    earlier = CounterIssue.objects.filter(person=issue.person_id, state=State.HANDED_OVER).exclude(
        pk=issue.pk
    )
    for each in earlier.select_for_update():
        _discard(each, SYSTEM)


def _discard(issue: CounterIssue, actor: Actor) -> None:
    if issue.credential_id:
        destroy_pik(issue.credential_id)
    issue.state = State.DISCARDED
    issue.save(update_fields=["state"])
    _record(DISCARDED, issue, actor)


def _record(event: str, issue: CounterIssue, actor: Actor) -> None:
    record(
        event,
        actor=actor,
        subject_kind="pik_counter_issue",
        subject_id=str(issue.pk),
        about=issue.person_id,
    )


def _next_day(now: datetime) -> datetime:
    return datetime.combine(clock.local(now).date() + timedelta(days=1), time(), clock.SOFIA)
