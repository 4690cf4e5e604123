"""The process in which strangers' files are opened: little memory, little time, no secrets, a new one for each file.

Beside each process that takes files in, one examiner is kept warm, with all libraries loaded. For each file it makes a copy
of itself that lives for that file alone, within limits that the kernel keeps; the content is handed over as a file in memory.
When the process that started the examiner dies, however it dies, the examiner reads the end of its line and goes too.
"""

import atexit
import contextlib
import gc
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable

from nssi.attachments.checks.found import CODES, Found

SECONDS = 5
"""Of processor time for one file; twice as many by the clock, for the machine may be busy."""

MEMORY = 768 * 1024 * 1024
"""Bytes of address space for one file, libraries included."""

AT_ONCE = max(2, os.cpu_count() or 2)
"""Files examined at the same time for one process; the others wait."""

_LONGEST_ANSWER = 256 * 1024
_LONGEST_KIND = 64
_ENVIRONMENT = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Large pages: each copy touches fresh memory, and small ones would cost it a third of its time."""
_UNREADABLE = [Found("unreadable")]

Look = Callable[[str, bytes], list[Found]]


class Examiner:
    """Keeps the examining process for this one, from the first file on. Safe to be used by many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._line: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def examine(self, kind: str, content: bytes) -> list[Found]:
        """Return what is found in a content that came as `.kind`. A file that breaks its examination is `unreadable`."""
        with self._places:
            try:
                answer = self._ask(kind, content)
            except OSError:
                return _UNREADABLE
        return _read(answer)

    def close(self) -> None:
        """Let the examining process go."""
        with self._lock:
            if self._line is not None:
                self._line.close()
            if self._process is not None:
                self._process.wait()
            self._line = self._process = None

    def _ask(self, kind: str, content: bytes) -> bytes:
        ours, theirs = socket.socketpair()
        with ours:
            ours.settimeout(3 * SECONDS)  # the kernel ends the copy before that
            with theirs, os.fdopen(os.memfd_create("content"), "wb") as file:
                file.write(content)
                file.flush()
                self._hand_over(kind, [theirs.fileno(), file.fileno()])
            answer = b""
            while (part := ours.recv(65536)) and len(answer) < _LONGEST_ANSWER:
                answer += part
            return answer

    def _hand_over(self, kind: str, descriptors: list[int]) -> None:
        with self._lock:
            if self._line is not None:
                with contextlib.suppress(OSError):
                    socket.send_fds(self._line, [kind.encode()], descriptors)
                    return
                self._line.close()
            self._line, self._process = _started()
            socket.send_fds(self._line, [kind.encode()], descriptors)


def _started() -> tuple[socket.socket, "subprocess.Popen[bytes]"]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", __name__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    return ours, process


def _read(answer: bytes) -> list[Found]:
    """Return the findings of an answer. It comes from a process that a file may have taken over: nothing is believed."""
    try:
        found = [Found(*map(str, one)) for one in json.loads(answer)]  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return _UNREADABLE
    return found if all(one.code in CODES for one in found) else _UNREADABLE


_examiner = Examiner()
examine = _examiner.examine
atexit.register(_examiner.close)


def _serve(line: socket.socket, look: Look) -> None:
    """Make a copy for each file that is handed over, until the line ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        kind, descriptors, _flags, _address = socket.recv_fds(line, _LONGEST_KIND, 2)
        if not kind:
            return
        if os.fork() == 0:
            line.close()
            _examine_one(kind.decode(), descriptors[0], descriptors[1], look)
        for descriptor in descriptors:
            os.close(descriptor)


def _examine_one(kind: str, answers: int, file: int, look: Look) -> None:
    """Examine the content of `file`, say over `answers` what is found, and die. Both are descriptors."""
    try:
        _limit(resource.RLIMIT_CPU, SECONDS)
        _limit(resource.RLIMIT_AS, MEMORY)
        _limit(resource.RLIMIT_FSIZE, 0)
        _limit(resource.RLIMIT_CORE, 0)
        signal.alarm(2 * SECONDS)
        with os.fdopen(file, "rb") as incoming:
            incoming.seek(0)  # it was written to its end
            content = incoming.read()
        socket.socket(fileno=answers).sendall(json.dumps(look(kind, content)).encode())
    finally:
        os._exit(0)


def _limit(what: int, to: int) -> None:
    resource.setrlimit(what, (to, to))


def main() -> None:
    """Serve the process that started this one."""
    from nssi.attachments.checks.examination import examine as look  # its libraries are loaded here alone

    gc.collect()
    gc.freeze()  # copies share this memory as long as nobody counts in it
    _serve(socket.socket(fileno=int(sys.argv[1])), look)


if __name__ == "__main__":
    main()
