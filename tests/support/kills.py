"""kill -9 at any line: an act runs in a child process that counts its lines, ours and those that end a transaction, and is
killed at one of them."""

import itertools
import os
import signal
import sys
from collections.abc import Callable
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
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


def lines_to_die_at(lines: int) -> range:
    """Return every line where all are asked for (`make test-all`), else one in three: the acts that have most take a minute each."""
    return range(0, lines, 1 if os.environ.get("EVERY_LINE") else 3)


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
