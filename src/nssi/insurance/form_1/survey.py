"""What can only be seen by looking at a whole file: rows that contradict each other, and rows that are there twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from nssi.insurance.form_1.columns import Columns, read_columns
from nssi.insurance.form_1.layout import (
    CORRECTION_CODE,
    FIELDS,
    IDENTIFIER,
    IDENTIFIER_KIND,
    INSURED_TYPE,
    INSURER,
    MONTH,
    YEAR,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nssi.insurance.form_1.columns import Truth, Whole

BLOCK = 3 * 1024 * 1024
MOST_ROWS_OF_BLOCK = 32_768
"""Rows of 53 fields are at least a hundred bytes long; so many of nothing but line ends would fill the memory."""

REGULAR, CORRECTIVE, _NOT_READABLE = 0, 1, -1

_KEY = (MONTH, YEAR, INSURER, IDENTIFIER, IDENTIFIER_KIND, INSURED_TYPE)
_KEY_FIELDS = tuple(FIELDS[number - 1] for number in (*_KEY, CORRECTION_CODE))
_MIXER = np.int64(0x9E3779B97F4A7C15 - 2**64)


@dataclass(frozen=True)
class Survey:
    """Of each row of a file: whether its key has both a regular and a corrective row, and whether the same row came before."""

    contradicting: "Truth"
    repeated: "Truth"


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield what is left of a file as blocks of whole lines."""
    rest = b""
    while read := file.read(BLOCK):
        whole, feed, after = read.rpartition(b"\n")
        if feed:
            yield from _pieces(rest + whole + feed)
            rest = after
        else:
            rest += read


def _pieces(block: bytes) -> Iterator[bytes]:
    if block.count(b"\n") <= MOST_ROWS_OF_BLOCK:
        yield block
        return
    feeds = np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == ord("\n")) + 1
    cuts = [0, *feeds[MOST_ROWS_OF_BLOCK - 1 :: MOST_ROWS_OF_BLOCK].tolist(), len(block)]
    yield from (block[start:end] for start, end in pairwise(cuts) if start < end)


def survey(file: BinaryIO, rows: int) -> Survey:
    """Look at all rows of a text from its beginning. It takes seventeen bytes of memory a row, and sixteen more at the end."""
    key, begins = np.empty(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
    code = np.empty(rows, dtype=np.int8)
    seen = place = 0
    for block in blocks(file):
        columns = read_columns(block, 1, _KEY_FIELDS)
        here = slice(seen, seen + len(columns.lines))
        key[here] = _key(columns)
        begins[here][columns.texts.places >= 0] = place + columns.texts.begins
        code[here] = np.where(columns.readable, columns.values[CORRECTION_CODE], _NOT_READABLE)
        seen, place = here.stop, place + len(block)
    return Survey(_contradicting(key, code), _repeated(file, key, code != _NOT_READABLE, begins))


def _key(columns: Columns) -> "Whole":
    """Return the key of each row, mixed into one number."""
    mixed = np.zeros(len(columns.lines), dtype=np.int64)
    for number in _KEY:
        mixed = (mixed ^ columns.values[number]) * _MIXER
        mixed ^= mixed >> 29
    return mixed


def _contradicting(key: "Whole", code: "NDArray[np.int8]") -> "Truth":
    corrected = np.unique(key[code == CORRECTIVE])
    both = np.unique(key[_among(corrected, key) & (code == REGULAR)])
    of_one: Truth = (code == REGULAR) | (code == CORRECTIVE)
    return of_one & _among(both, key)


def _repeated(file: BinaryIO, key: "Whole", readable: "Truth", begins: "Whole") -> "Truth":
    """Say which rows have the same content as one before them: of the rows that share their key, the text is read again."""
    ordered = np.sort(key)
    places = np.flatnonzero(_among(np.unique(ordered[1:][ordered[1:] == ordered[:-1]]), key) & readable)
    content = np.fromiter(_contents(file, begins[places]), np.int64, len(places))
    order = np.lexsort((content, key[places]))
    places, content = places[order], content[order]
    again = (np.diff(content) == 0) & (np.diff(key[places]) == 0)
    repeated = np.zeros(len(key), dtype=bool)
    repeated[places[1:][again]] = True
    return repeated


def _contents(file: BinaryIO, begins: "Whole") -> Iterator[int]:
    for place in begins.tolist():
        file.seek(place)
        yield hash(file.readline())


def _among(few: "Whole", values: "Whole") -> "Truth":
    """Say which values are among few, which are in order. (`np.isin` would put all of them in order.)"""
    if not len(few):
        return np.zeros(len(values), dtype=bool)
    found: Truth = few[np.searchsorted(few, values).clip(max=len(few) - 1)] == values
    return found
