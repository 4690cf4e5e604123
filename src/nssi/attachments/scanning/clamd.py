"""Asking clamd: one content a connection, over INSTREAM, bounded in time and in what is read back."""

import socket
import struct
import time
from typing import BinaryIO

LONGEST_REPLY = 4096
CHUNK = 64 * 1024
TAKES_AT_MOST = 30.0
"""Seconds for one content, from the connection to the answer."""

SAYS_WHAT_IT_IS_IN = 3.0
"""Seconds for its version, for which an administrator waits."""


class ClamdError(Exception):
    """clamd gave no answer about the content: it is away, too slow, answers something else, or takes nothing so large."""


def find(content: BinaryIO, address: str) -> str:
    """Return the name of the virus that clamd finds in `content`; empty where it finds none. Raises ClamdError.

    `address` is the path of a socket, or host:port.
    """
    reply = _ask(address, b"zINSTREAM\0", TAKES_AT_MOST, content)
    match reply.removeprefix("stream: ").rsplit(" ", 1):
        case ["OK"]:
            return ""
        case [name, "FOUND"] if name:
            return name
    if "size limit exceeded" in reply:
        raise ClamdError("its StreamMaxLength is smaller than this file")
    raise ClamdError("it answered what is no answer")


def version(address: str) -> str:
    """Return what clamd says of itself: version, and number and day of its signatures. Raises ClamdError."""
    reply = _ask(address, b"zVERSION\0", SAYS_WHAT_IT_IS_IN)
    if not reply.startswith("ClamAV "):
        raise ClamdError("it answered what is no answer")
    return reply


def _ask(address: str, command: bytes, seconds: float, content: BinaryIO | None = None) -> str:
    ends_at = time.monotonic() + seconds
    try:
        with _connected(address, ends_at) as connection:
            try:
                _send(connection, command, ends_at)
                if content is not None:
                    while chunk := content.read(CHUNK):
                        _send(connection, struct.pack(">I", len(chunk)) + chunk, ends_at)
                    _send(connection, struct.pack(">I", 0), ends_at)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has heard enough, and has said why
            return _read(connection, ends_at)
    except OSError as error:
        raise ClamdError(f"{type(error).__name__}") from error


def _connected(address: str, ends_at: float) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=_left(ends_at))
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_left(ends_at))
        connection.connect(address)
    except BaseException:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, data: bytes, ends_at: float) -> None:
    connection.settimeout(_left(ends_at))
    connection.sendall(data)


def _read(connection: socket.socket, ends_at: float) -> str:
    reply = b""
    while b"\0" not in reply:
        connection.settimeout(_left(ends_at))
        part = connection.recv(LONGEST_REPLY)
        reply += part
        if not part or len(reply) > LONGEST_REPLY:
            raise ClamdError("it answered too much, or nothing to its end")
    return reply.split(b"\0", 1)[0].decode("utf-8", "replace").strip()


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
