"""Chains entries into sealed batches. Nobody waits for it: entries are appended without a chain, and sealed a minute later."""

import struct
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from hashlib import blake2b, sha256

from django.db import connection, transaction

from nssi.audit.models import SealedBatch
from nssi.foundation import clock

AT_MOST = 10_000  # entries of one batch
BEGINNING = bytes(32)
"""What stands before the first batch."""

DIGEST = struct.Struct(">Q8s")
"""The id of an entry and a short digest of it."""

_LIMITS = struct.Struct(">QQQQ")
_OTHERS_END_WITHIN = 10.0  # seconds
_ENTRIES = """
COPY (
    SELECT id, (extract(epoch FROM at) * 1000000)::bigint, event, actor_kind, actor_id, subject_kind, subject_id,
           about, reason, origin, details::text
    FROM audit_auditentry WHERE id BETWEEN {first} AND {last} ORDER BY id
) TO STDOUT
"""


@dataclass(frozen=True)
class Content:
    """The entries of a batch, hashed: how many, all of them, and each."""

    count: int
    sha256: bytes
    digests: bytes


def seal_entries() -> int:
    """Seal all entries that no transaction can add to any more; return how many.

    Call it outside of a transaction, and never twice at the same time.
    """
    last = _last_final_id()
    sealed = 0
    while True:
        with transaction.atomic():
            before = SealedBatch.objects.order_by("-number").first()
            first_id = before.last_id + 1 if before else 1
            if first_id > last:
                return sealed
            batch = _sealed(before, first_id, _end_of_batch(first_id, last))
            batch.save(force_insert=True)
        sealed += batch.count


def entries(first_id: int, last_id: int) -> Generator[memoryview, None, None]:
    """Yield the entries of a range of ids, each as the bytes that are hashed: COPY's text of its columns."""
    with (
        connection.cursor() as cursor,
        cursor.copy(_ENTRIES.format(first=int(first_id), last=int(last_id))) as copy,
    ):
        yield from copy


def hashed(rows: Iterable[bytes | memoryview]) -> Content:
    """Hash entries together and each."""
    whole, digests, count = sha256(), bytearray(), 0
    for row in rows:
        whole.update(row)
        digests += digest_of(row)
        count += 1
    return Content(count, whole.digest(), bytes(digests))


def digest_of(row: bytes | memoryview) -> bytes:
    """Return the id of an entry and its short digest."""
    entry = bytes(row)
    return DIGEST.pack(int(entry[: entry.index(b"\t")]), blake2b(entry, digest_size=8).digest())


def chained(batch: SealedBatch) -> bytes:
    """Return the hash of a batch, made of what it says of itself and of the batch before."""
    limits = _LIMITS.pack(batch.number, batch.first_id, batch.last_id, batch.count)
    return sha256(bytes(batch.previous) + limits + bytes(batch.content)).digest()


def _sealed(before: SealedBatch | None, first_id: int, last_id: int) -> SealedBatch:
    content = hashed(entries(first_id, last_id))
    batch = SealedBatch(
        number=before.number + 1 if before else 1,
        first_id=first_id,
        last_id=last_id,
        count=content.count,
        content=content.sha256,
        digests=content.digests,
        previous=before.hash if before else BEGINNING,
        sealed_at=clock.now(),
    )
    batch.hash = chained(batch)
    return batch


def _last_final_id() -> int:
    """Return the last id up to which every entry is there that will ever be; 0 where nothing can be said now.

    An id is given out before its transaction ends, so a smaller one may appear after a greater one. All transactions that
    have an id by now are waited for; each has its number before it has the id of an entry (trail.py), so all are seen.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_auditentry_id_seq")
        (last,) = cursor.fetchone()
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        (next_transaction,) = cursor.fetchone()
        deadline = time.monotonic() + _OTHERS_END_WITHIN
        while time.monotonic() < deadline:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %s::xid8", [next_transaction])
            if cursor.fetchone()[0]:
                return int(last)
            time.sleep(0.05)
    return 0


def _end_of_batch(first_id: int, last_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM audit_auditentry WHERE id BETWEEN %s AND %s ORDER BY id OFFSET %s LIMIT 1",
            [first_id, last_id, AT_MOST - 1],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else last_id
