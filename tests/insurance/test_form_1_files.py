"""A broken file is refused as a whole, quickly and in little memory, whatever it holds (issue: bad input)."""

import gzip
import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.insurance.form_1.reading import FileRefused, Text, read_text, unpacked
from nssi.insurance.form_1.survey import MOST_ROWS_OF_BLOCK, blocks, survey
from tests.insurance.declarations import a_file, a_row


def packed(*contents: bytes) -> bytes:
    """A ZIP of files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as members:
        for number, content in enumerate(contents):
            members.writestr(zipfile.ZipInfo(f"{number}.txt"), content)
    return archive.getvalue()


GOOD = a_file({}, {1: 2, 19: "2000", 20: 20, 26: 160})


def read(content: bytes) -> Text:
    return read_text(io.BytesIO(content), lambda rows: None)


def texts(content: bytes) -> list[tuple[str, Text]]:
    with unpacked(io.BytesIO(content), "file") as inner:
        return [(name, read_text(stream, lambda rows: None)) for name, stream in inner]


def test_a_whole_file_is_read():
    kept = io.BytesIO()
    text = read_text(io.BytesIO(GOOD), kept.write)
    assert (text.rows, text.refused, text.size) == (2, None, len(GOOD) - 1)
    assert kept.getvalue() == GOOD[:-1]  # without the end-of-file mark


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        pytest.param(b"", "empty", None, id="nothing"),
        pytest.param(b"\x1a", "empty", None, id="the mark alone"),
        pytest.param(GOOD[:-1], "truncated", 2, id="no mark at the end"),
        pytest.param(GOOD[:-40], "truncated", 2, id="cut inside a row"),
        pytest.param(GOOD[:-3] + b"\x1a", "truncated", 2, id="the last row has no end"),
        pytest.param(GOOD + GOOD, "after_end", 3, id="two files in one"),
        pytest.param(GOOD.replace(b"\r\n", b"\n"), "line_ends", 1, id="line ends of another system"),
        pytest.param(GOOD.decode("cp1251").encode("utf-8"), "encoding", 1, id="UTF-8"),
        pytest.param(GOOD.decode("cp1251").encode("utf-8-sig"), "encoding", 1, id="UTF-8 with its mark"),
        pytest.param(GOOD.decode("cp1251").encode("utf-16"), "binary", 1, id="UTF-16"),
        pytest.param(GOOD[:50] + b"\0" + GOOD[50:], "binary", 1, id="a NUL byte"),
        pytest.param(GOOD[:50] + b"\x98" + GOOD[50:], "binary", 1, id="no letter of Windows-1251"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(100), "binary", 3, id="a picture"),
        pytest.param(b"," * 5000 + b"\r\n\x1a", "line_too_long", 1, id="a line of commas"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(content: bytes, code: str, line: int | None):
    refused = read(content).refused
    assert isinstance(refused, FileRefused)
    assert (refused.code, refused.line) == (code, line)


class Commas(io.RawIOBase):
    """Ten gigabytes of commas that were never written anywhere."""

    left = 10 * 2**30

    def readinto(self, buffer) -> int:
        size = min(len(buffer), self.left)
        buffer[:size] = b"," * size
        self.left -= size
        return size

    def readable(self) -> bool:
        return True


def test_ten_gigabytes_of_commas_are_neither_kept_nor_read_to_their_end():
    commas, kept = Commas(), io.BytesIO()
    tracemalloc.start()
    try:
        text = read_text(io.BufferedReader(commas), kept.write)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert text.refused is not None and text.refused.code == "line_too_long"
    assert text.sha256 is None
    assert kept.getvalue() == b""
    assert commas.left > 9 * 2**30
    assert peak < 20 * 2**20


def test_a_file_of_more_rows_than_the_country_has_is_refused():
    refused = read(b"\r\n" * 5_000_001 + b"\x1a").refused
    assert refused is not None and refused.code == "too_large"


@given(st.integers(0, 3 * MOST_ROWS_OF_BLOCK))
def test_a_block_never_has_more_rows_than_fit_the_memory_and_none_is_lost(rows: int):
    text = b"\r\n" * rows
    pieces = list(blocks(io.BytesIO(text)))
    assert b"".join(pieces) == text
    assert all(0 < piece.count(b"\n") <= MOST_ROWS_OF_BLOCK for piece in pieces)


def test_gzip_is_unpacked():
    assert texts(gzip.compress(GOOD)) == [("file", read(GOOD))]


def test_every_file_of_an_archive_is_a_text_of_its_own():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("2026-03")
        archive.writestr("2026-03/EMPL2021.TXT", GOOD)
        archive.writestr("broken.txt", GOOD[:-1])
    (first, text), (second, broken) = texts(packed.getvalue())
    assert (first, text) == ("file/2026-03/EMPL2021.TXT", read(GOOD))
    assert second == "file/broken.txt"
    assert broken.refused is not None and broken.refused.code == "truncated"


@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        pytest.param(gzip.compress(b"," * 1_000_000) * 10_000, "line_too_long", id="ten gigabytes of commas"),
        pytest.param(gzip.compress(bytes(1_000_000)) * 10_000, "binary", id="ten gigabytes of zeros"),
        pytest.param(gzip.compress(b""), "empty", id="nothing"),
    ],
)
def test_a_bomb_is_not_unpacked(bomb: bytes, code: str):
    tracemalloc.start()
    try:
        ((_, text),) = texts(bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert text.refused is not None and text.refused.code == code
    assert peak < 20 * 2**20


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(gzip.compress(GOOD)[:-12], id="gzip cut short"),
        pytest.param(gzip.compress(GOOD)[:12] + bytes(20), id="gzip destroyed"),
        pytest.param(b"PK\x03\x04" + bytes(100), id="no ZIP"),
        pytest.param(b"PK\x05\x06" + bytes(18), id="a ZIP of nothing"),
    ],
)
def test_a_broken_archive_is_refused(content: bytes):
    try:
        (found,) = texts(content)
        refused = found[1].refused
    except FileRefused as error:
        refused = error
    assert refused is not None and refused.code == "archive"


@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 30), st.binary(max_size=30)),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([GOOD, gzip.compress(GOOD, mtime=0), packed(GOOD, GOOD)]),
)
def test_whatever_is_done_to_a_file_it_is_read_or_refused_and_nothing_is_thrown(changes, content: bytes):
    for place, size, new in changes:
        content = content[:place] + new + content[place + size :]
    kept = io.BytesIO()
    try:
        with unpacked(io.BytesIO(content), "file") as inner:
            for _name, stream in inner:
                kept.truncate(0)
                kept.seek(0)
                text = read_text(stream, kept.write)
                if text.refused is None:
                    assert kept.getvalue().count(b"\n") == text.rows > 0
                    assert len(survey(io.BytesIO(kept.getvalue()), text.rows).repeated) == text.rows
    except FileRefused as refused:
        assert refused.code == "archive"


def test_rows_that_contradict_or_repeat_each_other_are_seen_across_blocks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("nssi.insurance.form_1.survey.BLOCK", 300)
    rows = [
        a_row(),
        a_row({52: 1}),
        a_row({8: 17}),
        a_row({8: 17}),
        a_row({1: 2, 52: 1}),
        a_row({1: 1, 52: 8}),
        a_row({1: 1}),
    ]
    text = b"".join(f"{row}\r\n".encode("cp1251") for row in rows)
    seen = survey(io.BytesIO(text), len(rows))
    assert seen.contradicting.tolist() == [True, True, False, False, False, False, False]
    assert seen.repeated.tolist() == [False, False, False, True, False, False, False]
