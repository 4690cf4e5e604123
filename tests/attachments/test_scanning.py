"""Every file is searched for viruses after it was taken in, by a job: by clamd where it is connected, by our own rules where
it is not. Whatever the scanner does, the person goes on and the search is repeated (S1.5)."""

import base64
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nssi.attachments import events, jobs
from nssi.attachments.actions.scan_file import next_try, scan_file
from nssi.attachments.models import Attachment
from nssi.attachments.scanning import clamd, own_rules
from nssi.attachments.scanning.scanner import scanner_in_use
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from tests.attachments.samples import SAMPLES, container, take_in_file
from tests.support.work import run_jobs

# Of two parts, so that no scanner takes this file for a virus.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MAIL = SAMPLES["eml"] + EICAR
PDF = SAMPLES["pdf"]


def take(content: bytes = PDF, name: str = "акт.pdf") -> Attachment:
    return take_in_file(SimpleUploadedFile("upload", content), name)


def fresh(attachment: Attachment) -> Attachment:
    return Attachment.objects.get(id=attachment.id)


# Our own rules


MAIL_WITH_ATTACHMENT = (
    b"From: a@example.bg\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/zip\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(container({"a.txt": EICAR.decode()}))
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (EICAR, "Test_EICAR"),
        (MAIL, "Test_EICAR"),
        (container({"[Content_Types].xml": "", "word/a.bin": EICAR.decode()}), "Test_EICAR"),
        (MAIL_WITH_ATTACHMENT, "Test_EICAR"),
        (container({"word/vbaProject.bin": "Sub AutoOpen() … WScript.Shell"}), "Macro_Dropper"),
        (rb"{\rtf1{\object{\*\objclass Equation.3}{\*\objdata 0105}}}", "Equation_Dropper"),
        (b"MZ\x90\x00 This program cannot be run in DOS mode.", "Program_Inside"),
        (b"PK\x03\x04 no zip at all", ""),
        (b"", ""),
    ],
    ids=["file", "mail", "office", "zip in mail", "macro", "rtf", "program", "broken zip", "empty"],
)  # fmt: skip
def test_our_own_rules_find(content: bytes, expected: str):
    assert own_rules.find(content) == expected


@pytest.mark.parametrize("kind", SAMPLES)
def test_our_own_rules_let_honest_documents_pass(kind: str):
    assert own_rules.find(SAMPLES[kind]) == ""


# The course of a file


@pytest.mark.django_db(transaction=True)
def test_a_file_is_searched_by_a_job_that_its_taking_in_enqueues(own_attachments):
    attachment = take()
    assert attachment.state == "not_scanned", "the request did not wait for it"
    run_jobs()
    attachment = fresh(attachment)
    assert (attachment.state, attachment.scanner, attachment.signature) == ("clean", "nssi rules", "")
    assert attachment.scanned_at is not None


@pytest.mark.django_db
def test_an_infected_file_is_marked_told_and_never_deleted(own_attachments, monkeypatch):
    told: list[Attachment] = []
    monkeypatch.setattr(events, "_when_infected", [told.append])
    attachment = take(MAIL, "писмо.eml")
    scan_file(attachment.id)
    scan_file(attachment.id)
    attachment = fresh(attachment)
    assert (attachment.state, attachment.signature) == ("infected", "Test_EICAR")
    assert told == [attachment], "once"
    with attachment.open() as content:
        assert content.read() == MAIL


@pytest.mark.django_db
def test_a_file_that_is_gone_is_no_error(own_attachments):
    attachment = take()
    attachment.delete()
    scan_file(attachment.id)


# clamd


@pytest.fixture(scope="module")
def real_clamd() -> Iterator[str]:
    """The socket of a clamd of our own, which knows one signature and takes files of at most 1 МБ."""
    program = shutil.which("clamd", path="/usr/bin:/usr/sbin")
    if program is None:
        pytest.skip("clamd is not installed")
    with TemporaryDirectory(prefix="nssi-clamd-") as folder:
        (Path(folder) / "test.ndb").write_text(f"Test.Eicar.Body:0:*:{EICAR.hex()}\n")
        address = f"{folder}/clamd.socket"
        settings = Path(folder) / "clamd.conf"
        settings.write_text(
            f"DatabaseDirectory {folder}\nLocalSocket {address}\nForeground yes\n"
            f"StreamMaxLength 1M\nScanImageFuzzyHash no\nTemporaryDirectory {folder}\n"
        )
        with subprocess.Popen(
            [program, "-c", settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as daemon:
            try:
                wait_until(lambda: answers(address))
                yield address
            finally:
                daemon.terminate()


def answers(address: str) -> bool:
    try:
        return bool(clamd.version(address))
    except clamd.ClamdError:
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(300):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to hold")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (PDF, "акт.pdf", ("clean", "clamd", "")),
        (MAIL, "писмо.eml", ("infected", "clamd", "Test.Eicar.Body.UNOFFICIAL")),
    ],
    ids=["clean", "infected"],
)
def test_clamd_says_what_is_in_a_file(own_attachments, settings, real_clamd, content, name, expected):
    settings.CLAMD = real_clamd
    attachment = take(content, name)
    scan_file(attachment.id)
    attachment = fresh(attachment)
    assert (attachment.state, attachment.scanner, attachment.signature) == expected


@pytest.mark.django_db
def test_a_clamd_that_takes_nothing_so_large_is_no_answer(own_attachments, settings, real_clamd):
    settings.CLAMD = real_clamd
    attachment = take(PDF + bytes(2_000_000))
    scan_file(attachment.id)
    assert fresh(attachment).state == "not_scanned"


def test_what_is_connected_can_be_asked(settings, real_clamd):
    settings.CLAMD = real_clamd
    connected = scanner_in_use()
    assert connected.is_clamd and connected.answers and connected.version.startswith("ClamAV ")
    settings.CLAMD = "127.0.0.1:9"
    dead = scanner_in_use()
    assert dead.is_clamd and not dead.answers and dead.version == "ConnectionRefusedError"
    settings.CLAMD = ""
    assert not scanner_in_use().is_clamd


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server on this machine that answers each connection with `answer`."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _address = listening.accept()
                except OSError:
                    return
                with connection:
                    try:
                        answer(connection)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def hanging(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def dripping(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"s")
        time.sleep(0.05)


def endless(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"OK " * 1000)


BAD_SERVERS = {
    "that hangs": hanging,
    "that answers a letter at a time": dripping,
    "that never stops answering": endless,
    "that answers another protocol": lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\0"),
    "that hangs up": lambda connection: None,
    "that says OK of something else": lambda connection: connection.sendall(b"other: OK\0"),
    "that found nothing in particular": lambda connection: connection.sendall(b"stream: FOUND\0"),
    "that had an error": lambda connection: connection.sendall(b"stream: Can't open file ERROR\0"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("how", BAD_SERVERS)
def test_a_clamd_without_an_answer_leaves_the_file_to_the_sweeper(
    own_attachments, settings, monkeypatch, how
):
    monkeypatch.setattr(clamd, "TAKES_AT_MOST", 0.4)
    attachment = take()
    with server(BAD_SERVERS[how]) as settings.CLAMD:
        begun = time.monotonic()
        scan_file(attachment.id)
        assert time.monotonic() - begun < 3
    attachment = fresh(attachment)
    assert (attachment.state, attachment.scan_tries) == ("not_scanned", 1)
    assert attachment.scan_due_at > clock.now()


@pytest.mark.django_db(transaction=True)
def test_a_search_is_repeated_until_clamd_lives_again(own_attachments, settings, real_clamd, travel):
    settings.CLAMD = "127.0.0.1:9"
    attachment = take()
    run_jobs()
    assert fresh(attachment).state == "not_scanned"
    settings.CLAMD = real_clamd
    jobs.scan_waiting_files(0)
    assert waiting() == 0, "not yet due"
    travel(minutes=2)
    jobs.scan_waiting_files(0)
    jobs.scan_waiting_files(0)
    assert waiting() == 1, "asked twice, it waits once"
    run_jobs()
    assert fresh(attachment).state == "clean"


def waiting() -> int:
    return ProcrastinateJob.objects.filter(task_name="attachments.scan_file", status="todo").count()


def test_the_pauses_grow_to_an_hour():
    now = clock.now()
    assert [next_try(now, tries) - now for tries in (1, 2, 5, 8, 300)] == [
        timedelta(minutes=minutes) for minutes in (1, 4, 25, 60, 60)
    ]


@pytest.mark.django_db
def test_searches_that_hang_do_not_take_the_places_of_other_jobs(own_attachments):
    """Whatever waits, at most four searches run at a time in all workers: the rest of a worker's eight places is free."""
    for _ in range(40):
        take()
    locks = ProcrastinateJob.objects.filter(task_name="attachments.scan_file").values_list("lock", flat=True)
    assert len(locks) == 40 and len(set(locks)) <= jobs.LANES == 4
