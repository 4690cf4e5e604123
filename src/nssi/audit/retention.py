"""The end of the years for which entries are kept (`NSSI_AUDIT_YEARS`)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from nssi.audit.models import AuditEntry, DailyDigest, RetentionEnd, SealedBatch
from nssi.audit.trail import SYSTEM, record
from nssi.foundation import clock
from nssi.foundation.retention import Keeping

_AT_ONCE = 10_000


def end_retention() -> int:
    """Remove the entries whose years are over, and return how many. Whole batches alone go, once a digest speaks of them."""
    over = _years_before(clock.now(), settings.AUDIT_YEARS)
    digested = DailyDigest.objects.order_by("-last_batch").values_list("last_batch", flat=True).first() or 0
    last = (
        SealedBatch.objects.filter(sealed_at__lt=over, number__lte=digested)
        .order_by("-number")
        .defer("digests")
        .first()
    )
    known = RetentionEnd.objects.order_by("-last_batch").first()
    if last is not None and (known is None or known.last_batch < last.number):
        _allow(last)
    return _remove()


@transaction.atomic
def _allow(last: SealedBatch) -> None:
    years = settings.AUDIT_YEARS
    RetentionEnd.objects.create(
        last_batch=last.number, last_id=last.last_id, kept_years=years, at=clock.now()
    )
    record(
        "audit.retention_ended",
        actor=SYSTEM,
        subject_kind="batch",
        subject_id=str(last.number),
        details={"years": years},
    )


def _remove() -> int:
    removed = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "DELETE FROM audit_auditentry WHERE id IN (SELECT id FROM audit_auditentry"
                " WHERE id <= (SELECT max(last_id) FROM audit_retentionend) ORDER BY id LIMIT %s)",
                [_AT_ONCE],
            )
            if not cursor.rowcount:
                return removed
            removed += cursor.rowcount


def _years_before(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year - years, day=28)


KEEPINGS = (
    Keeping(
        "audit.entries",
        "entries of the audit trail (whole sealed batches)",
        timedelta(days=365 * settings.AUDIT_YEARS),
        "they were sealed",
        "NSSI_AUDIT_YEARS; no act fixes it for all of them",
        verified=False,
        over=lambda now: AuditEntry.objects.filter(at__lt=_years_before(now, settings.AUDIT_YEARS)),
        by="audit.end_retention",
    ),
)
