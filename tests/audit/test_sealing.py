"""Entries are chained into sealed batches, and whoever changes one afterwards is found out (issue 9)."""

import json
import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from nssi.audit import SYSTEM, record, sealing
from nssi.audit.models import AuditEntry, SealedBatch
from nssi.audit.sealing import seal_entries
from nssi.audit.verification import MOST_NAMED, verify
from nssi.operate.command import main

pytestmark = pytest.mark.django_db(transaction=True)


def append(count=1):
    """Append entries, and return their ids."""
    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    for number in range(count):
        record(
            "room.act", actor=SYSTEM, subject_kind="thing", subject_id=str(number), details={"files": number}
        )
    return list(AuditEntry.objects.filter(id__gt=last).order_by("id").values_list("id", flat=True))


def tamper(statement, *values):
    """Change the tables as somebody could who has taken the triggers away."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        assert cursor.rowcount


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(sealing, "AT_MOST", 4)


def test_every_entry_is_sealed_once_and_each_batch_follows_the_one_before():
    append(5)
    assert seal_entries() == 5
    append(3)
    assert seal_entries() == 3
    assert seal_entries() == 0
    first, second = SealedBatch.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert second.first_id == first.last_id + 1
    assert bytes(second.previous) == bytes(first.hash)
    verdict = verify()
    assert (verdict.entries, verdict.batches, verdict.unsealed, verdict.broken) == (8, 2, 0, [])


def test_many_entries_make_many_batches(small_batches):
    append(10)
    seal_entries()
    assert list(SealedBatch.objects.order_by("number").values_list("count", flat=True)) == [4, 4, 2]
    assert verify().broken == []


def test_ids_that_were_given_out_and_rolled_back_are_no_hole_in_the_chain(small_batches):
    append(3)
    with pytest.raises(RuntimeError), transaction.atomic():
        append(2)
        raise RuntimeError
    append(3)
    assert seal_entries() == 6
    assert verify().broken == []


def test_what_is_appended_later_waits_for_its_seal():
    append(2)
    seal_entries()
    append(3)
    verdict = verify()
    assert (verdict.entries, verdict.unsealed, verdict.broken) == (2, 3, [])


def test_an_entry_whose_transaction_is_still_open_is_waited_for(monkeypatch):
    """Its id is smaller than that of an entry that is there already: sealed past it, it would be outside for ever."""
    opened, go_on = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            record("room.slow", actor=SYSTEM, subject_kind="thing", subject_id="slow")
            opened.set()
            go_on.wait(20)
        connections.close_all()

    thread = threading.Thread(target=slowly)
    thread.start()
    opened.wait(20)
    append(2)
    monkeypatch.setattr(sealing, "_OTHERS_END_WITHIN", 0.3)
    assert seal_entries() == 0, "nothing can be said of the ids yet"
    go_on.set()
    thread.join()
    assert seal_entries() == 3
    assert verify().broken == []


CHANGES = [
    ("UPDATE audit_auditentry SET actor_kind = 'person' WHERE id = %s", "changed"),
    ("UPDATE audit_auditentry SET at = at + interval '1 microsecond' WHERE id = %s", "changed"),
    ("""UPDATE audit_auditentry SET details = '{"files": 7}' WHERE id = %s""", "changed"),
    ("UPDATE audit_auditentry SET reason = 'other' WHERE id = %s", "changed"),
    ("UPDATE audit_auditentry SET about = gen_random_uuid() WHERE id = %s", "changed"),
    ("DELETE FROM audit_auditentry WHERE id = %s", "removed"),
]


def test_a_change_of_an_entry_is_found_and_named(small_batches):
    ids = append(6 * 4)
    seal_entries()
    for batch, (statement, _) in enumerate(CHANGES):
        tamper(statement, ids[4 * batch + batch % 4])
    broken = verify().broken
    assert len(broken) == len(CHANGES)
    for batch, (_, what) in enumerate(CHANGES):
        assert broken[batch].startswith(f"entry {ids[4 * batch + batch % 4]} (batch {batch + 1}, ")
        assert broken[batch].endswith(f"was {what}")


@pytest.mark.parametrize("place", [1, 3, 4, 5, 9])
def test_an_entry_that_was_slipped_in_is_found_and_named(small_batches, place):
    ids = append(place)
    with pytest.raises(RuntimeError), transaction.atomic():
        append(1)
        raise RuntimeError
    append(10 - place)
    seal_entries()
    forged = ids[-1] + 1
    tamper(
        "INSERT INTO audit_auditentry (id, at, event, actor_kind, actor_id, subject_kind, subject_id, details)"
        " VALUES (%s, now(), 'room.act', 'system', '', 'thing', 'forged', '{}')",
        forged,
    )
    (broken,) = verify().broken
    assert broken.startswith(f"entry {forged} (batch ")
    assert broken.endswith("was added")


def test_of_a_batch_that_is_changed_whole_some_entries_are_named_and_the_rest_counted():
    append(MOST_NAMED + 5)
    seal_entries()
    tamper("UPDATE audit_auditentry SET event = 'room.other' WHERE id > %s", 0)
    assert len(verify().broken) == MOST_NAMED + 1
    assert verify().broken[-1] == "… and 5 more of batch 1"


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("DELETE FROM audit_sealedbatch WHERE number = 2", "batch 2 is missing"),
        (
            "UPDATE audit_sealedbatch SET sealed_at = sealed_at, count = 3 WHERE number = 2",
            "batch 2 was changed",
        ),
        (
            "UPDATE audit_sealedbatch SET hash = sha256('x') WHERE number = 1",
            "batch 2 does not follow the one before it",
        ),
    ],
)
def test_a_change_of_the_chain_is_found(small_batches, statement, broken):
    append(12)
    seal_entries()
    tamper(statement)
    assert broken in verify().broken


@pytest.mark.parametrize(
    "change",
    ["UPDATE audit_sealedbatch SET count = 1", "DELETE FROM audit_sealedbatch", "TRUNCATE audit_sealedbatch"],
)
def test_the_database_refuses_to_change_the_chain(change):
    append(1)
    seal_entries()
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_the_command_says_that_all_is_whole(capsys):
    append(2)
    seal_entries()
    assert main(["audit", "verify", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["whole"], answer["entries"], answer["unsealed"], answer["broken"]) == (True, 2, 0, [])


def test_the_command_says_what_is_broken_and_where(capsys):
    (id_, _) = append(2)
    seal_entries()
    tamper("UPDATE audit_auditentry SET event = 'room.other' WHERE id = %s", id_)
    assert main(["audit", "verify"]) == 1
    assert f"entry {id_} (batch 1" in capsys.readouterr().err
