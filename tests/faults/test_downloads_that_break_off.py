"""A broken transfer is not service (S1.9): the real server, and clients that break off, hang up, come twice, or take all;
and kill -9 of the server at any line of the record. docs/decisions/0012 says what is known of a client.
"""

import os
import socket
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from nssi.delivery.models import Delivery
from nssi.operate.installation import running_server
from tests.documents.specimen import know_specimens
from tests.support.deliveries import again, begun, timeline
from tests.support.kills import kill_at, lines_of_one_run, lines_to_die_at
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN = "a" * 32
END = b"\r\n0\r\n\r\n"
HANGS_UP = struct.pack("ii", 1, 0)  # SO_LINGER: close by a reset


@pytest.fixture(autouse=True)
def _specimens(own_attachments, monkeypatch) -> None:
    know_specimens(monkeypatch)


@pytest.fixture
def session(person) -> str:
    client = Client()
    log_in(client, person)
    return client.cookies["sessionid"].value


@pytest.fixture
def port(postgres_url, own_attachments) -> Iterator[int]:
    """Where the portal answers, served as in an installation."""
    url = urlsplit(postgres_url)._replace(path=f"/{settings.DATABASES['default']['NAME']}").geturl()
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "nssi.config.settings",
        "DATABASE_URL": url,
        "NSSI_VAR": str(settings.VAR),
        "NSSI_ATTACHMENTS": str(settings.ATTACHMENTS),
    }
    with running_server("nssi.config.wsgi:application", variables, workers=1, threads=4) as url:
        yield int(url.rpartition(":")[2])


@contextmanager
def asked(port: int, delivery: Delivery, session: str) -> Iterator[socket.socket]:
    """Press the button of the download, and give the connection on which the answer comes."""
    body = f"csrfmiddlewaretoken={TOKEN}"
    request = (
        f"POST /d/{delivery.token}/iztegli/ HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request.encode())
        yield connection


def read(connection: socket.socket, until: Callable[[bytes], bool]) -> bytes:
    """Read on until enough was read; return the answer so far."""
    answer = b""
    while not until(answer):
        part = connection.recv(4096)
        assert part, "the server ended the answer"
        answer += part
    return answer


def body_of(answer: bytes) -> bytes:
    """Return the file in an answer of chunks that came whole."""
    head, _, rest = answer.partition(b"\r\n\r\n")
    assert b" 200 " in head.split(b"\r\n")[0] and b"content-length" not in head.lower()
    content = b""
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        content, rest = content + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
    return content


def take_all(port: int, delivery: Delivery, session: str) -> bytes:
    with asked(port, delivery, session) as connection:
        return body_of(read(connection, lambda answer: answer.endswith(END)))


def break_off(connection: socket.socket, how: str) -> None:
    if how == "reset":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HANGS_UP)
    connection.close()


def test_who_breaks_off_is_not_served_and_who_takes_all_is(person, session, port):
    delivery = begun(person)
    size = delivery.document.size
    ways: list[tuple[str, Callable[[bytes], bool]]] = [
        ("close", lambda answer: True),  # before the first byte
        ("reset", lambda answer: len(answer) > 500),
        ("close", lambda answer: len(answer) > 500),
        ("reset", lambda answer: len(answer) > size / 2),
        ("close", lambda answer: b"%%EOF" in answer),  # the whole file, and not the end of the answer
        ("reset", lambda answer: b"%%EOF" in answer),
    ]
    for how, enough in ways:
        with asked(port, delivery, session) as connection:
            read(connection, enough)
            break_off(connection, how)
    take_all(
        port, other := begun(person), session
    )  # takes as long as the server needs to notice the last of them
    assert again(delivery).state == "preparing" and timeline(delivery) == ["begun"]
    assert again(other).state == "served"
    assert len(take_all(port, delivery, session)) == size
    (event,) = delivery.events.filter(what="downloaded")
    assert again(delivery).served_at and event.details["bytes"] == size


def test_two_downloads_at_once_serve_once(person, session, port):
    delivery = begun(person)
    with ThreadPoolExecutor(4) as threads:
        contents = list(threads.map(lambda _: take_all(port, delivery, session), range(4)))
    assert {len(content) for content in contents} == {delivery.document.size}
    assert timeline(delivery) == ["begun", "downloaded"]


def download(delivery: Delivery, session: str) -> None:
    """Take the document whole through the WSGI handler."""
    body = f"csrfmiddlewaretoken={TOKEN}".encode()
    environ = RequestFactory()._base_environ(
        PATH_INFO=f"/d/{delivery.token}/iztegli/",
        REQUEST_METHOD="POST",
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(body)),
        HTTP_COOKIE=f"sessionid={session}; csrftoken={TOKEN}",
        HTTP_HOST="localhost",
        **{"wsgi.input": BytesIO(body)},
    )
    response = WSGIHandler()(environ, lambda *_: None)
    assert sum(map(len, response)) == delivery.document.size
    response.close()


def test_a_kill_at_any_line_of_the_record_serves_whole_or_not_at_all(person, session, monkeypatch):
    monkeypatch.setattr("nssi.delivery.handing_over._BETWEEN_LOOKS", 0)
    delivery = begun(person)
    lines = lines_of_one_run(lambda delivery=delivery: download(delivery, session))
    assert lines > 10
    served_before = []
    for line in lines_to_die_at(lines):
        if again(delivery).is_served:
            delivery = begun(person)
        kill_at(line, lambda delivery=delivery: download(delivery, session))
        is_served = again(delivery).is_served
        assert timeline(delivery) == ["begun", "downloaded"][: 1 + is_served], f"line {line}"
        served_before.append(is_served)
    assert served_before == sorted(served_before), "once committed, it stays served"
    download(again(delivery), session)
    assert timeline(delivery) == ["begun", "downloaded"]
