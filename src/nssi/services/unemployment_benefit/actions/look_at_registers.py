"""Look whether registers, payments or the values of the law speak for another order than the one in force, and propose it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.insurance.queries import changed_since, last_merged_at
from nssi.law.parameters import Parameters
from nssi.pensions.queries import last_imported_at, pensioners_since
from nssi.proceedings.actions.perform import hold
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.services.unemployment_benefit.forms import SLUG
from nssi.services.unemployment_benefit.models import BenefitDecision, RegisterLook
from nssi.services.unemployment_benefit.proposals import WATCHED, open_proposals, proposals_in
from nssi.terms.actions.open_tasks import open_tasks
from nssi.terms.models import Task

AT_ONCE = 500
"""How many proceedings are looked at with the same few queries."""

OVERLAP = timedelta(minutes=10)
"""What becomes known is looked at again for so long: its moment is set before its transaction ends."""

LONGEST_TITLE = 200

log = structlog.get_logger(__name__)


def look_at_registers() -> int:
    """Propose what is to be proposed, in every proceeding about which something new is known. Return how many were looked at closely.

    A task says which order; nothing is decided. One that was left as it is comes back with other data alone, and one that the data
    ask for no more is closed. Where nothing new came in, no proceeding is read.
    """
    moment, looked_at = clock.now() - OVERLAP, 0
    values = _fingerprint(current_parameters())
    for block in _blocks(_with_news(values)):
        asked = _to_look_at(block, values)
        failed = {proceeding_id for proceeding_id in asked if not _looked(proceeding_id)}
        RegisterLook.objects.bulk_create(
            (
                RegisterLook(proceeding_id=each.pk, known_at=moment, values=values)
                for each in block
                if each.pk not in failed
            ),
            update_conflicts=True,
            unique_fields=["proceeding"],
            update_fields=["known_at", "values"],
        )
        looked_at += len(asked)
    return looked_at


def _with_news(values: str) -> "QuerySet[Proceeding]":
    """Return the proceedings that were not looked at since something came in that may be of them."""
    watched = Proceeding.objects.filter(service=SLUG, state__in=WATCHED)
    newest = max((at for at in (last_merged_at(), last_imported_at()) if at is not None), default=None)
    older = Q(register_look=None) | ~Q(register_look__values=values) | Q(decided_since=True)
    if newest is not None:
        older |= Q(register_look__known_at__lte=newest)
    later = BenefitDecision.objects.filter(
        proceeding=OuterRef("pk"), decided_at__gte=OuterRef("register_look__known_at")
    )
    return watched.annotate(decided_since=Exists(later)).filter(older).select_related("register_look")


def _blocks(found: "QuerySet[Proceeding]") -> Iterator[list[Proceeding]]:
    block = list(found.order_by("pk")[:AT_ONCE])
    while block:
        yield block
        block = list(found.filter(pk__gt=block[-1].pk).order_by("pk")[:AT_ONCE])


def _to_look_at(block: Sequence[Proceeding], values: str) -> list[UUID]:
    """Return those of a block of which something is new: their own decision, the values, or what a register says of the person."""
    looks = {each.pk: getattr(each, "register_look", None) for each in block}
    since = min((look.known_at for look in looks.values() if look is not None), default=None)
    told: set[UUID] = set()
    if since is not None:
        people = [each.person_id for each in block]
        told = changed_since(people, since) | pensioners_since(people, since)

    def is_new(each: Proceeding) -> bool:
        look = looks[each.pk]
        decided = bool(each.decided_since)  # type: ignore[attr-defined]
        return look is None or look.values != values or decided or each.person_id in told

    return [each.pk for each in block if is_new(each)]


def _looked(proceeding_id: UUID) -> bool:
    """Renew the proposals of a proceeding. An error is logged and tried again the next time: others do not wait for it."""
    try:
        renew_proposals(proceeding_id)
    except Exception:
        log.exception("unemployment_benefit.not_looked_at", proceeding=str(proceeding_id))
        return False
    return True


@transaction.atomic
def renew_proposals(proceeding_id: UUID) -> None:
    """Open a task for what is proposed now, and close those of what is not proposed any more."""
    proceeding = hold(proceeding_id)
    with translation.override(settings.LANGUAGE_CODE):
        proposed = list(proposals_in(proceeding))
    keys = {each.key for each in proposed}
    over = [task.pk for task in open_proposals(proceeding) if task.key not in keys]
    Task.objects.filter(pk__in=over).update(done_at=clock.now())
    open_tasks(
        Task(
            key=each.key,
            kind=each.kind,
            title=each.title[:LONGEST_TITLE],
            subject_kind=SUBJECT,
            subject_id=str(proceeding.pk),
            body=proceeding.body,
            role=Official.Role.UNEMPLOYMENT_INSPECTOR,
        )
        for each in proposed
    )


@lru_cache(maxsize=1)
def _fingerprint(parameters: Parameters) -> str:
    """Tell the values of the law of today from those of another day."""
    told = [(name, schedule.values) for name, schedule in sorted(parameters.schedules.items())]
    return sha256(repr((told, sorted(parameters.calendar.decisions.items()))).encode()).hexdigest()
