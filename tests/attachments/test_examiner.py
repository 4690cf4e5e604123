"""Strangers' files are opened in a process of their own, which nothing in a file can make late, large or lasting (S1.5)."""

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import psutil
import pytest

from nssi.attachments import examiner
from nssi.attachments.checks.found import Found
from nssi.attachments.examiner import SECONDS, Examiner
from tests.attachments.corpus.pdf import pdf_page_bomb
from tests.attachments.samples import SAMPLES

UNREADABLE = [Found("unreadable")]
BOMB = cache(pdf_page_bomb)


@pytest.fixture
def own():
    mine = Examiner()
    yield mine
    mine.close()


def process_of(one: Examiner) -> psutil.Process:
    assert one._process is not None
    return psutil.Process(one._process.pid)


def wait_until(holds, seconds: float = 20) -> bool:
    ends = time.monotonic() + seconds
    while not holds() and time.monotonic() < ends:
        time.sleep(0.02)
    return holds()


def test_many_threads_are_answered_each_about_its_own_file(own):
    named = [(kind, other) for kind in SAMPLES for other in SAMPLES] * 2
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda pair: own.examine(pair[0], SAMPLES[pair[1]]), named))
    for (kind, other), found in zip(named, answers, strict=True):
        assert bool(found) is (kind != other and {kind, other} != {"jpg", "jpeg"})


def test_one_process_serves_all_files_and_nothing_of_a_file_stays(own):
    for _ in range(20):
        assert own.examine("pdf", SAMPLES["pdf"]) == []
    first = process_of(own)
    assert wait_until(lambda: not first.children()), "each copy ends with its file"
    assert own.examine("pdf", BOMB()) == UNREADABLE
    assert process_of(own) == first, "the copy that was ended is not the one that serves"
    assert own.examine("pdf", SAMPLES["pdf"]) == []


def test_a_file_ends_within_its_time_and_memory_whatever_it_does(own):
    bomb = BOMB()
    began = time.monotonic()
    assert own.examine("pdf", bomb) == UNREADABLE
    assert time.monotonic() - began < 3 * SECONDS


def test_an_examination_that_dies_half_way_is_a_finding(own):
    own.examine("pdf", SAMPLES["pdf"])
    serving = process_of(own)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(own.examine, "pdf", BOMB())
        assert wait_until(lambda: bool(serving.children()))
        serving.children()[0].kill()
        assert asked.result() == UNREADABLE


def test_a_file_after_the_process_was_killed_is_judged_all_the_same(own):
    own.examine("pdf", SAMPLES["pdf"])
    process_of(own).kill()
    own._process.wait()
    assert own.examine("pdf", SAMPLES["pdf"]) == []


def test_the_process_knows_no_secret_of_the_one_that_started_it(own, monkeypatch):
    monkeypatch.setenv("NSSI_SECRET_KEY", "secret")
    own.examine("pdf", SAMPLES["pdf"])
    pid = process_of(own).pid
    known = Path(f"/proc/{pid}/environ").read_text().rstrip("\0").split("\0")
    assert {each.partition("=")[0] for each in known} <= {"GLIBC_TUNABLES", "LC_CTYPE"}
    opened = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()}
    assert all(path == "/dev/null" or path.startswith("socket:") for path in opened)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_process_ends_with_the_one_that_started_it(how):
    program = (
        "import os, sys, time; from nssi.attachments import examiner;"
        "examiner.examine('rtf', b'{\\\\rtf1}');"
        "print(examiner._examiner._process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert psutil.pid_exists(pid)
        parent.send_signal(how)
    assert wait_until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie")


@pytest.mark.parametrize(
    "answer", [b"", b"[", b"{}x", b"1", b"null", b'[["fine"]]', b"[[]]", b"[[1,2,3,4]]", b'[["links"],["x"]]']
)
def test_an_answer_that_cannot_be_one_is_not_believed(answer):
    """The copy may have been taken over by the file."""
    assert examiner._read(answer) == UNREADABLE
