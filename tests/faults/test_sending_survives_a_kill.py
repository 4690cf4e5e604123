"""kill -9 of a worker at any line between a message's mark and its record: none is lost, and a second copy of one leaves
only where nobody can know whether the first was taken; it carries the same Message-ID (docs/decisions/0010).
"""

import email
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from nssi.foundation import clock
from nssi.messages.jobs import deliver_due
from nssi.messages.models import OutgoingMessage
from nssi.messages.outbox import note_abandoned
from tests.support.kills import kill_at, lines_of_one_run, lines_to_die_at
from tests.support.post import port, wait_for, write

__all__ = ["port"]

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 2


@pytest.fixture
def mailbox(port: int, tmp_path: Path) -> Iterator[Path]:
    """A mail server in a process of its own, and the folder in which it keeps what it took."""
    command = [sys.executable, "-m", "nssi.demo.mailbox", "--port", str(port), "--folder", str(tmp_path)]
    with subprocess.Popen(command) as process:
        wait_for(port)
        yield tmp_path
        process.kill()


def received(mailbox: Path) -> Counter[str]:
    """Return how often each Message-ID was taken, and empty the mailbox."""
    ids = Counter()
    for path in mailbox.glob("*.eml"):
        ids[email.message_from_bytes(path.read_bytes())["Message-ID"].split("@")[0].strip("<")] += 1
        path.unlink()
    return ids


def due() -> list[str]:
    now = clock.now()
    return [str(write(next_attempt_at=now - timedelta(seconds=n)).pk) for n in range(AT_ONCE)]


def test_a_kill_at_any_line_loses_nothing_and_doubles_what_is_uncertain_alone(mailbox, travel):
    due()
    lines = lines_of_one_run(deliver_due)
    assert len(received(mailbox)) == AT_ONCE
    doubled = 0
    for line in lines_to_die_at(lines):
        ids = due()
        kill_at(line, deliver_due)
        left = dict(OutgoingMessage.objects.filter(pk__in=ids).values_list("state", "pk"))
        uncertain = str(left.get("handing_over", ""))
        travel(minutes=11)
        note_abandoned()
        travel(hours=1, minutes=1)
        deliver_due()
        assert set(OutgoingMessage.objects.filter(pk__in=ids).values_list("state", flat=True)) == {"sent"}
        copies = received(mailbox)
        assert set(copies) == set(ids), f"line {line}: every message arrives"
        twice = {id_ for id_, count in copies.items() if count > 1}
        assert twice <= {uncertain}, f"line {line}: only what was being handed over can leave twice"
        doubled += len(twice)
    assert 0 < doubled < lines / 2, "the server's yes comes late in a hand-over"
