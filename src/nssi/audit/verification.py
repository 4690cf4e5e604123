"""Holds the trail against its seals, and says what is not as it was sealed, and where."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from nssi.audit.digests import faults
from nssi.audit.models import AuditEntry, DailyDigest, RetentionEnd, SealedBatch
from nssi.audit.sealing import BEGINNING, DIGEST, chained, digest_of, entries

MOST_NAMED = 20
"""How many entries of one batch are named when it is broken."""

_AT_ONCE = 2000  # batches


@dataclass
class Verdict:
    """What was found: how many entries, batches and daily digests were held against their seals, how many entries are not
    sealed yet, up to which batch the entries are gone because their years were over, and what is broken.
    """

    entries: int = 0
    batches: int = 0
    digests: int = 0
    unsealed: int = 0
    removed_until_batch: int = 0
    broken: list[str] = field(default_factory=list)


def verify() -> Verdict:
    """Verify the chain of batches, every entry in them that is still kept, and the digest of each day."""
    verdict, last = Verdict(), None
    _verify_retention(verdict)
    while batches := _batches_after(last):
        for batch in batches:
            _verify_chain(batch, last, verdict)
            last = batch
        _verify_entries([each for each in batches if each.number > verdict.removed_until_batch], verdict)
    verdict.digests = DailyDigest.objects.count()
    verdict.broken += faults()
    verdict.unsealed = AuditEntry.objects.filter(id__gt=last.last_id if last else 0).count()
    return verdict


def _verify_retention(verdict: Verdict) -> None:
    for end in RetentionEnd.objects.order_by("id"):
        batch = SealedBatch.objects.filter(number=end.last_batch, last_id=end.last_id).first()
        verdict.removed_until_batch = max(verdict.removed_until_batch, end.last_batch)
        if batch is None or (end.at - batch.sealed_at).days < 365 * end.kept_years:
            verdict.broken.append(f"entries up to batch {end.last_batch} were removed before their time")


def _batches_after(last: SealedBatch | None) -> list[SealedBatch]:
    after = last.number if last else 0
    return list(SealedBatch.objects.filter(number__gt=after).order_by("number").defer("digests")[:_AT_ONCE])


def _verify_chain(batch: SealedBatch, before: SealedBatch | None, verdict: Verdict) -> None:
    number, last_id, hash_ = (before.number, before.last_id, before.hash) if before else (0, 0, BEGINNING)
    if batch.number != number + 1:
        verdict.broken.append(f"batch {number + 1} is missing")
    elif batch.first_id != last_id + 1 or bytes(batch.previous) != bytes(hash_):
        verdict.broken.append(f"batch {batch.number} does not follow the one before it")
    if bytes(batch.hash) != chained(batch):
        verdict.broken.append(f"batch {batch.number} was changed")


def _verify_entries(batches: Sequence[SealedBatch], verdict: Verdict) -> None:
    done = named = 0
    while done < len(batches):
        as_sealed = _count_as_sealed(batches[done:])
        verdict.entries += sum(batch.count for batch in batches[done : done + as_sealed])
        verdict.batches += as_sealed
        done += as_sealed
        if done < len(batches):
            # what was added behind the entries of a batch is found with the batch after it
            found = [
                text for batch in batches[max(named, done - 1) : done + 1] for text in _differences(batch)
            ]
            verdict.broken += found or [f"batch {batches[done].number} is not the seal of its entries"]
            done = named = done + 1


def _count_as_sealed(batches: Sequence[SealedBatch]) -> int:
    """Return how many batches, from the first on, hold the entries that were sealed. They are read in one go."""
    with closing(entries(batches[0].first_id, batches[-1].last_id)) as rows:
        for place, batch in enumerate(batches):
            content = sha256()
            for row in islice(rows, batch.count):
                content.update(row)
            if content.digest() != bytes(batch.content):
                return place
        return len(batches) if next(rows, None) is None else len(batches) - 1


def _differences(batch: SealedBatch) -> list[str]:
    """Return which entries of a batch were changed, removed or added."""
    sealed = dict(DIGEST.iter_unpack(bytes(batch.digests)))
    there = dict(DIGEST.unpack(digest_of(row)) for row in entries(batch.first_id, batch.last_id))
    found = [
        f"entry {id_} (batch {batch.number}, sealed {batch.sealed_at:%d.%m.%Y %H:%M} UTC) was {what}"
        for id_ in sorted(sealed.keys() | there.keys())
        if sealed.get(id_) != there.get(id_)
        for what in ["removed" if id_ not in there else "added" if id_ not in sealed else "changed"]
    ]
    more = len(found) - MOST_NAMED
    return found[:MOST_NAMED] + ([f"… and {more} more of batch {batch.number}"] if more > 0 else [])
