"""Each day the head of the chain is signed with the institution's seal, and what is old enough goes (issue 9)."""

import json
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from nssi.audit.digests import make_digests
from nssi.audit.jobs import make_daily_digests
from nssi.audit.models import AuditEntry, DailyDigest, RetentionEnd, SealedBatch
from nssi.audit.retention import end_retention
from nssi.audit.sealing import BEGINNING, chained, entries, hashed, seal_entries
from nssi.audit.verification import verify
from nssi.foundation import clock
from nssi.operate.command import main
from nssi.signing.seal import detached
from nssi.signing.seal.errors import SealNotReady
from nssi.signing.seal.own import own_anchor_file
from tests.audit.test_sealing import append, tamper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three_days(travel) -> None:
    """Two days with entries and their digests, and one that is not over."""
    for day in range(3):
        if day:
            travel(days=1)
        append(2)
        seal_entries()
        make_digests()


@pytest.mark.usefixtures("three_days")
def test_each_day_that_is_over_has_one_digest_that_follows_the_one_before():
    first, second = DailyDigest.objects.order_by("day")
    said = json.loads(bytes(second.content))
    assert (said["entries"], said["last_batch"], said["day"]) == (4, 2, second.day.isoformat())
    assert make_digests() == 0
    assert verify().digests == 2
    assert verify().broken == []
    assert first.day == second.day - timedelta(days=1)


def test_without_a_seal_it_waits(monkeypatch, travel):
    def none():
        raise SealNotReady("no key")

    append()
    seal_entries()
    travel(days=1)
    with monkeypatch.context() as patch:
        patch.setattr(detached, "ready_seal", none)
        make_daily_digests(0)
        assert not DailyDigest.objects.exists()
    make_daily_digests(0)
    assert DailyDigest.objects.exists()


@pytest.mark.usefixtures("three_days")
def test_a_chain_that_was_made_anew_is_found_by_the_digest():
    # ASVS 16.4.2: whoever owns the database can chain everything anew, but not sign it
    tamper(
        "UPDATE audit_auditentry SET event = 'room.other' WHERE id = (SELECT min(id) FROM audit_auditentry)"
    )
    before = BEGINNING
    for batch in SealedBatch.objects.order_by("number"):
        content = hashed(entries(batch.first_id, batch.last_id))
        batch.content, batch.digests, batch.previous = content.sha256, content.digests, before
        before = chained(batch)
        tamper(
            "UPDATE audit_sealedbatch SET content = %s, digests = %s, previous = %s, hash = %s WHERE number = %s",
            content.sha256, content.digests, bytes(batch.previous), before, batch.number,
        )  # fmt: skip
    broken = verify().broken
    assert len(broken) == 2
    assert broken[0].startswith("the chain is not the one of which the digest of")


@pytest.mark.usefixtures("three_days")
def test_a_digest_that_was_changed_or_removed_is_found():
    tamper("UPDATE audit_dailydigest SET content = replace(convert_from(content, 'utf8'), '4', '5')::bytea")
    assert "its seal is not valid (" in verify().broken[0]
    tamper("DELETE FROM audit_dailydigest WHERE day = (SELECT min(day) FROM audit_dailydigest)")
    assert any("does not follow the one before it" in text for text in verify().broken)


@pytest.mark.usefixtures("three_days")
def test_a_digest_is_handed_out_with_its_seal(tmp_path, capsys):
    # ASVS 16.4.3: OpenSSL verifies it without us
    day = DailyDigest.objects.order_by("day").values_list("day", flat=True)[0]
    assert main(["audit", "digest", str(day), "--out", str(tmp_path)]) == 0
    content, signature = map(str.strip, capsys.readouterr().out.splitlines())
    if openssl := shutil.which("openssl"):
        subprocess.run(
            [
                openssl, "cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", content,
                "-CAfile", str(own_anchor_file()), "-purpose", "any", "-out", "/dev/null",
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
    assert main(["audit", "digest", "1999-01-01"]) == 2


@pytest.mark.parametrize("table", ["audit_dailydigest", "audit_retentionend"])
def test_the_database_refuses_to_change_digests_and_ends(table, three_days):
    RetentionEnd.objects.create(last_batch=0, last_id=0, kept_years=1, at=clock.now())
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.usefixtures("three_days")
def test_after_its_years_an_entry_goes_and_the_chain_still_holds(settings, travel):
    settings.AUDIT_YEARS = 2
    assert end_retention() == 0
    travel(days=731)
    removed = end_retention()
    assert removed == 4
    assert RetentionEnd.objects.get().last_batch == 2
    seal_entries()
    verdict = verify()
    assert (verdict.broken, verdict.removed_until_batch) == ([], 2)
    assert AuditEntry.objects.filter(event="audit.retention_ended").count() == 1
    assert end_retention() == 0


@pytest.mark.usefixtures("three_days")
def test_before_its_years_the_database_lets_no_entry_go():
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.all().delete()


@pytest.mark.usefixtures("three_days")
def test_whoever_shortens_the_years_is_found_out():
    last = SealedBatch.objects.order_by("number")[0]
    RetentionEnd.objects.create(last_batch=last.number, last_id=last.last_id, kept_years=10, at=clock.now())
    AuditEntry.objects.filter(id__lte=last.last_id).delete()
    assert verify().broken == ["entries up to batch 1 were removed before their time"]
