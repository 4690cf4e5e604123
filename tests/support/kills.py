"""kill -9 at any line: an act runs in a child process that counts its lines, ours and those that end a transaction, and is
killed at one of them. Or at any point at which the database changes, where an act has thousands of lines."""

import itertools
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import connection, connections, transaction

import nssi

COUNTED = (str(Path(nssi.__file__).parent), transaction.__file__)
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")


class Lines:
    """Counts the lines that run after the first write, and says at each that it is reached.

    Where files or folders are named by `within`, it counts all lines of those alone.
    """

    def __init__(self, reached: Callable[[int], None], within: tuple[str, ...] = ()) -> None:
        self.reached = reached
        self.count = itertools.count()
        self.has_written = bool(within)
        self.within = within or COUNTED

    def during(self, act: Callable[[], Any]) -> Any:
        with connection.execute_wrapper(self._watch):
            sys.settrace(self._trace)
            try:
                return act()
            finally:
                sys.settrace(None)

    def _watch(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.has_written = self.has_written or sql.lstrip().upper().startswith(WRITES)
        return execute(sql, params, many, context)

    def _trace(self, frame: FrameType, event: str, arg: Any) -> Any:
        if not frame.f_code.co_filename.startswith(self.within):
            return None
        if event == "line" and self.has_written:
            self.reached(next(self.count))
        return self._trace


def in_child(act: Callable[[], None]) -> int:
    """Run `act` in a child process with connections of its own, and return how the child ended."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        except BaseException:  # noqa: BLE001 – told, and the child ends
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return os.waitpid(child, 0)[1]


def lines_to_die_at(lines: int) -> range:
    """Return every line where all are asked for (`make test-all`), else one in eight: the acts that have most take a minute each."""
    return range(0, lines, 1 if os.environ.get("EVERY_LINE") else 8)


def lines_of_one_run(act: Callable[[], Any], within: tuple[str, ...] = ()) -> int:
    """Return how many lines of `act` are counted when nothing stops it."""
    reader, writer = os.pipe()

    def run() -> None:
        lines = Lines(lambda number: None, within)
        lines.during(act)
        os.write(writer, str(next(lines.count)).encode())

    ended = in_child(run)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        count = pipe.read()
    assert ended == 0
    return int(count)


def kill_at(line: int, act: Callable[[], Any], within: tuple[str, ...] = ()) -> None:
    """Run `act` and kill it at this one of the lines that are counted."""

    def reached(number: int) -> None:
        if number == line:
            os.kill(os.getpid(), signal.SIGKILL)

    ended = in_child(lambda: Lines(reached, within).during(act) and None)
    assert os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL, f"line {line} was not reached"


class Writes:
    """Says before each statement that writes, and before and after each commit, that it is reached.

    Between two of these points an act that touches nothing but the database changes nothing, whichever line it is at.
    """

    def __init__(self, reached: Callable[[bool], None]) -> None:
        self.reached = reached
        """Called with whether it is a commit."""

    def during(self, act: Callable[[], Any]) -> Any:
        commit = connection._commit

        def committed() -> None:
            self.reached(True)
            commit()
            self.reached(True)

        connection._commit = committed
        with connection.execute_wrapper(self._watch):
            return act()

    def _watch(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith((*WRITES, "SELECT PROCRASTINATE")):
            self.reached(False)
        return execute(sql, params, many, context)


def deaths(act: Callable[[], Any]) -> Iterator[int | None]:
    """Kill `act` again and again, each time at a later point at which it writes; give the point, and None when it has lived.

    It dies at one write in five (at all of them in `make test-all`), and before and after every commit.
    """
    every, begin = 1 if os.environ.get("EVERY_LINE") else 5, 0
    while True:
        died_at = _die(act, begin, every)
        yield died_at
        if died_at is None:
            return
        begin = died_at + 1


def _die(act: Callable[[], Any], begin: int, every: int) -> int | None:
    """Run `act`, kill it at the first point from `begin` on at which it may die, and return which; None where it ended."""
    reader, writer = os.pipe()
    count = itertools.count()

    def reached(is_commit: bool) -> None:
        number = next(count)
        if number >= begin and (is_commit or number % every == 0):
            os.write(writer, str(number).encode())
            os.kill(os.getpid(), signal.SIGKILL)

    ended = in_child(lambda: Writes(reached).during(act) and None)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        died_at = pipe.read()
    assert died_at or ended == 0, "it failed by itself"
    return int(died_at) if died_at else None


_LOOKS = {"audit_auditentry", "django_session"}
"""What a page writes before and after an act: who looked, and that they are there."""


def stored() -> dict[str, str]:
    """Return a digest of each table of ours and of the queue, as everybody sees it now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'django_migrations'"
        )
        names = sorted({name for (name,) in cursor.fetchall()} - _LOOKS)
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', md5(coalesce(string_agg(each::text, '|' ORDER BY each::text), '')) FROM {name} each"
                for name in names
            )
        )
        return dict(cursor.fetchall())


def dies_and_lives(act: Callable[[], Any], is_done: Callable[[], bool], least: int = 3) -> None:
    """Let `act` die at each of its points: what is stored is as before it until it is done, and then as after it for good."""
    before, after, died = stored(), None, 0
    for point in deaths(act):
        died += point is not None
        if after is not None:
            assert stored() == after, f"point {point}: it was done twice"
        elif is_done():
            after = stored()
        else:
            assert stored() == before, f"point {point}: something of it is there"
    assert after is not None, "it never came about"
    assert died >= least, "it hardly died"
