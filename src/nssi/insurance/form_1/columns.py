"""Rows of a file as columns: a block of text becomes one numpy array a field, and a list of what was wrong with its writing.

Everything is whole numbers: amounts and percentages in hundredths, digits of an identifier as `insurance.fields` packs them.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from nssi.insurance.form_1.layout import ENCODING, FIELDS, ROW, Field, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Truth = NDArray[np.bool_]
    Bytes = NDArray[np.uint8]
    Words = NDArray[np.uint64]

_COMMA, _QUOTE, _POINT, _ZERO, _LF, _CR = b',".0\n\r'
_WORD = 8
_PADDING = b"\n" * 4 * _WORD
_NAME = np.zeros(256, dtype=bool)
_NAME[[*range(0xC0, 0xE0), *b" -.'"]] = True
_MARK = np.zeros(256, dtype=bool)
_MARK[[*range(0xC0, 0xE0), *b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.+"]] = True
_LETTERS = {Kind.NAME: _NAME, Kind.MARK: _MARK}
_CODES = {
    Kind.NUMBER: "number",
    Kind.AMOUNT: "amount",
    Kind.DIGITS: "digits",
    Kind.NAME: "text",
    Kind.MARK: "text",
}
_PACKED = {"insurer", "identifier"}


@dataclass(frozen=True)
class Defect:
    """Something wrong with one field of some rows, which are given by their places in the block."""

    code: str
    field: int
    rows: "Whole"


@dataclass
class Columns:
    """Rows of one block: the line of each, what its fields say, and what is wrong with them.

    `values[number]` is the column of a field (layout.FIELDS), with 0 where it could not be read; `lengths[number]`: how
    many digits an identifier has. `readable`: rows that are well written, though what they say may be wrong; `good`: rows without
    any defect.
    """

    lines: "Whole"
    texts: "Texts"
    values: "dict[int, Whole]" = field(default_factory=dict)
    lengths: "dict[int, Whole]" = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)
    good: "Truth" = field(init=False)
    readable: "Truth" = field(init=False)

    def __post_init__(self) -> None:
        self.good = self.readable = np.ones(len(self.lines), dtype=bool)

    def refuse(self, code: str, number: int, wrong: "Truth") -> None:
        """Note a defect of one field in the rows where `wrong` holds."""
        rows = np.flatnonzero(wrong)
        if len(rows):
            self.defects.append(Defect(code, number, rows))
            self.good[rows] = False


@dataclass(frozen=True)
class Texts:
    """Where the fields of a block stand. Rows that do not have 53 of them stand in no place.

    `begins`, `first` and `ends` are of each place: its first byte, the position of its first comma in `commas`, its line end.
    """

    block: bytes
    commas: "Whole"
    begins: "Whole"
    first: "Whole"
    ends: "Whole"
    places: "Whole"

    def bounds(self, number: int) -> "tuple[Whole, Whole]":
        """Return where a field begins and ends in each place."""
        begins = self.begins if number == 1 else self.commas[self.first + (number - 2)] + 1
        return begins, self.ends if number == len(FIELDS) else self.commas[self.first + (number - 1)]

    def of(self, row: int, number: int) -> str:
        """Return what stands in a field of a row, without its quotes; empty for the row as a whole."""
        place = self.places[row]
        if number == ROW or place < 0:
            return ""
        begins = self.begins[place] if number == 1 else self.commas[self.first[place] + number - 2] + 1
        ends = self.ends[place] if number == len(FIELDS) else self.commas[self.first[place] + number - 1]
        return self.block[begins:ends].decode(ENCODING, errors="replace").strip('"')


def read_columns(block: bytes, first_line: int, fields: tuple[Field, ...] = FIELDS) -> Columns:
    """Return the rows of `block`, whole lines each with its line end, the first of which is line `first_line`.

    Only the given fields are read. Commas and quotes inside a field are not allowed by the format, so the commas of a
    line are its borders.
    """
    padded = block + _PADDING
    text = np.frombuffer(padded, dtype=np.uint8)
    feeds = np.flatnonzero(text[: len(block)] == _LF)
    begins = np.concatenate(([0], feeds[:-1] + 1))
    ended = text[np.maximum(feeds - 1, 0)] == _CR
    commas = np.flatnonzero(text[: len(block)] == _COMMA)
    counted = np.diff(np.searchsorted(commas, feeds), prepend=0)
    whole = counted == len(FIELDS) - 1
    first = (np.cumsum(counted) - counted)[whole]
    places = np.where(whole, np.cumsum(whole) - 1, -1)
    texts = Texts(block, commas, begins[whole], first, (feeds - ended)[whole], places)
    columns = Columns(first_line + np.arange(len(feeds), dtype=np.int64), texts)
    columns.refuse("fields", ROW, ~whole)
    columns.refuse("line_end", ROW, ~ended & whole)
    words: Words = np.ndarray((len(padded) - _WORD,), dtype="<u8", buffer=padded, strides=(1,))
    reader = _Reader(text, words, np.flatnonzero(whole), columns)
    for one in fields:
        reader.read(one, *texts.bounds(one.number))
    columns.readable = columns.good.copy()
    return columns


@dataclass(frozen=True)
class _Reader:
    """Reads one field of all rows of a block at a time. `words`: the eight bytes that begin at each byte of the text."""

    text: "Bytes"
    words: "Words"
    rows: "Whole"
    columns: Columns

    def read(self, one: Field, starts: "Whole", ends: "Whole") -> None:
        """Read a field that begins and ends at these bytes."""
        match one.kind:
            case Kind.NUMBER:
                length = ends - starts
                value, wrong = self._number(starts, length)
                wrong |= (length < 1) | (length > one.size)
            case Kind.AMOUNT:
                value, wrong = self._amount(starts, ends, one.size)
            case Kind.DIGITS:
                starts, length = self._unquoted(one, starts, ends)
                value, wrong = self._digits(one, starts, length)
                self._keep(self.columns.lengths, one, np.where(wrong, 0, length))
            case _:
                starts, length = self._unquoted(one, starts, ends)
                value, wrong = length, self._letters(one, starts, length)
        self._refuse(_CODES[one.kind], one, wrong)
        self._keep(self.columns.values, one, np.where(wrong, 0, value))

    def _keep(self, into: "dict[int, Whole]", one: Field, values: "Whole") -> None:
        if len(values) == len(self.columns.lines):
            into[one.number] = values
        else:
            into[one.number] = np.zeros(len(self.columns.lines), dtype=np.int64)
            into[one.number][self.rows] = values

    def _refuse(self, code: str, one: Field, wrong: "Truth") -> None:
        if wrong.any():
            spread = np.zeros(len(self.columns.lines), dtype=bool)
            spread[self.rows] = wrong
            self.columns.refuse(code, one.number, spread)

    def _unquoted(self, one: Field, starts: "Whole", ends: "Whole") -> "tuple[Whole, Whole]":
        """Return where the text between the quotes begins and how long it is; without quotes it counts as it stands."""
        quoted = (self.text[starts] == _QUOTE) & (self.text[ends - 1] == _QUOTE) & (ends - starts >= 2)
        self._refuse("quotes", one, ~quoted)
        return starts + quoted, ends - starts - 2 * quoted

    def _number(self, starts: "Whole", length: "Whole") -> "tuple[Whole, Truth]":
        """Read up to eight digits, all at once: they lie in one word, the first in its lowest byte.

        Neighbours are joined into pairs, pairs into fours, fours into the number.
        """
        if (length == 1).all():  # as in fields that are 0 in every row
            digit = self.text[starts] - np.uint8(_ZERO)
            return digit.astype(np.int64), digit > 9
        word = self.words[starts] ^ np.uint64(0x3030303030303030)
        word <<= ((_WORD - length) * 8).clip(0, 64).astype(np.uint64)
        wrong = ((word + np.uint64(0x7676767676767676)) | word) & np.uint64(0x8080808080808080) != 0
        word = word * np.uint64(2561) >> np.uint64(8)
        word = (word & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(6553601) >> np.uint64(16)
        word = (word & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001) >> np.uint64(32)
        return word.astype(np.int64), wrong

    def _digits(self, one: Field, starts: "Whole", length: "Whole") -> "tuple[Whole, Truth]":
        value, wrong = self._number(starts, np.minimum(length, _WORD))
        if one.size > _WORD:
            more = (length - _WORD).clip(0, _WORD)
            tail, wrong_tail = self._number(starts + _WORD, more)
            value, wrong = value * 10**more + tail, wrong | wrong_tail
        wrong |= ~np.isin(length, one.lengths)
        if one.name in _PACKED:
            value += 10 ** length.clip(0, one.size)
        return value, wrong

    def _amount(self, starts: "Whole", ends: "Whole", size: int) -> "tuple[Whole, Truth]":
        """Read a number as hundredths: digits, and behind a point one or two more."""
        length = ends - starts
        if (length == 1).all():
            value, wrong = self._number(starts, length)
            return value * 100, wrong
        two = (self.text[ends - 3] == _POINT) & (length >= 4)
        one = (self.text[ends - 2] == _POINT) & (length >= 3)
        before = length - 3 * two - 2 * one
        value, wrong = self._number(starts, before)
        tenths = self.text[np.where(two, ends - 2, ends - 1)] - np.uint8(
            _ZERO
        )  # below 0 wraps round, far above 9
        hundredths = self.text[ends - 1] - np.uint8(_ZERO)
        wrong |= (before < 1) | (before > size - 3) | (two & one)
        wrong |= ((two | one) & (tenths > 9)) | (two & (hundredths > 9))
        return value * 100 + np.where(two | one, tenths * np.int64(10), 0) + np.where(
            two, hundredths, 0
        ), wrong

    def _letters(self, one: Field, starts: "Whole", length: "Whole") -> "Truth":
        wrong = length > one.size
        known = _LETTERS[one.kind]
        for position in range(min(one.size, int(length.max(initial=0)))):
            wrong |= (position < length) & ~known[self.text[starts + position]]
        return wrong
