"""The daily digests of the chain: made, handed out, and held against the chain. A room above lends its seal (`seal_with`)."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from nssi.audit.models import DailyDigest, SealedBatch
from nssi.foundation import clock


@dataclass(frozen=True)
class Seal:
    """How a digest is signed, and what is wrong with a signature (given the content, it, and when it was made), or nothing."""

    sign: Callable[[bytes], bytes]
    fault: Callable[[bytes, bytes, datetime], str]


class NoSeal(Exception):  # noqa: N818 – it names what is the matter
    """Nothing can be signed now; the text says why."""


_seals: list[Seal] = []


def seal_with(seal: Seal) -> None:
    """Say what digests are signed with. Call this in `AppConfig.ready()`."""
    _seals[:] = [seal]


def make_digests() -> int:
    """Make the digests of all days that are over and have none, and return how many. Raises NoSeal.

    A day on which nothing was sealed has none.
    """
    made = 0
    while (day := _next_day()) is not None:
        _make(day)
        made += 1
    return made


def faults() -> Iterator[str]:
    """Yield what is wrong with the digests: with their signatures, their order, and the chain they speak of."""
    before = ""
    for digest in DailyDigest.objects.order_by("day").iterator(chunk_size=100):
        content = bytes(digest.content)
        said = json.loads(content)
        if fault := _seals[0].fault(content, bytes(digest.signature), digest.made_at):
            yield f"the digest of {digest.day}: its seal is not valid ({fault})"
        if (said["day"], said["last_batch"], said["before"]) != (
            digest.day.isoformat(),
            digest.last_batch,
            before,
        ):
            yield f"the digest of {digest.day} does not follow the one before it"
        if said["chain"] != _head(digest.last_batch):
            yield f"the chain is not the one of which the digest of {digest.day} speaks"
        before = sha256(content).hexdigest()


@transaction.atomic
def _make(day: date) -> None:
    last = SealedBatch.objects.filter(sealed_at__lt=_end_of(day)).order_by("-number").defer("digests")[0]
    before = DailyDigest.objects.order_by("-day").first()
    entries = SealedBatch.objects.filter(number__lte=last.number).aggregate(all=Sum("count"))["all"]
    said = {
        "institution": settings.INSTITUTION_BULSTAT,
        "day": day.isoformat(),
        "last_batch": last.number,
        "last_entry": last.last_id,
        "entries": entries,
        "chain": bytes(last.hash).hex(),
        "before": sha256(bytes(before.content)).hexdigest() if before else "",
    }
    content = json.dumps(said).encode()
    DailyDigest.objects.create(
        day=day,
        last_batch=last.number,
        content=content,
        signature=_seals[0].sign(content),
        made_at=clock.now(),
    )


def _next_day() -> date | None:
    """Return the first day that is over and whose batches no digest speaks of."""
    last = DailyDigest.objects.order_by("-day").values_list("last_batch", flat=True).first() or 0
    batch = SealedBatch.objects.filter(number__gt=last).order_by("number").values_list("sealed_at").first()
    if batch is None:
        return None
    day = clock.local(batch[0]).date()
    return day if day < clock.today() else None


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), clock.SOFIA)


def _head(number: int) -> str:
    found = SealedBatch.objects.filter(number=number).values_list("hash", flat=True).first()
    return bytes(found).hex() if found else ""
