"""What the web server makes of requests that say two things at once (ASVS 4.2.1: request smuggling)."""

import os
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from nssi.operate.installation import running_server


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, int]]:
    with running_server("tests.support.echo:application", dict(os.environ), workers=1, threads=1) as url:
        address = urlsplit(url)
        yield str(address.hostname), int(address.port or 0)


def answered(server: tuple[str, int], head: str, body: str) -> str:
    """Send a request with one more behind it in its body, and return all that is answered until the server is silent."""
    said = ""
    with socket.create_connection(server, timeout=1) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n{body}".encode())
        try:
            while part := connection.recv(65536):
                said += part.decode()
        except TimeoutError:
            pass
    return said


HIDDEN = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        f"Content-Length: 5\r\nContent-Length: {5 + len(HIDDEN)}",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        f"Content-Length: {5 + len(HIDDEN)}\r\nTransfer-Encoding: chunked",
        "Content-Length: +5",
        "Content-Length : 5",
    ],
)
def test_a_request_whose_length_is_said_twice_hides_no_other(server, head: str):
    assert "/hidden" not in answered(server, head, f"0\r\n\r\n{HIDDEN}")


def test_a_request_of_a_clear_length_is_answered_and_so_is_the_next(server):
    said = answered(server, "Content-Length: 5", f"0\r\n\r\n{HIDDEN}")
    assert "POST /" in said and "GET /hidden" in said
