"""Rows and files of declaration form 1, written as the format wants them."""

from collections.abc import Iterable, Mapping

from nssi.insurance.form_1.layout import ENCODING, END_OF_FILE, FIELDS, LINE_END, Field, Kind

Value = int | str
"""What a field says: a whole number (amounts and percentages in hundredths), or the text between the quotes."""


def written(field: Field, value: Value) -> str:
    """Return a field as it stands in a row."""
    match field.kind:
        case Kind.NUMBER:
            return str(value)
        case Kind.AMOUNT:
            return f"{int(value) // 100}.{int(value) % 100:02d}" if value else "0"
        case _:
            return f'"{value}"'


def written_fields(first: int, last: int, values: Mapping[int, Value]) -> str:
    """Return fields `first` to `last` of a row with the values by number; a field without one has 0, or no text."""
    return ",".join(
        written(field, values.get(field.number, 0 if field.kind in (Kind.NUMBER, Kind.AMOUNT) else ""))
        for field in FIELDS[first - 1 : last]
    )


def row(values: Mapping[int, Value]) -> str:
    """Return a whole row, without its line end."""
    return written_fields(1, len(FIELDS), values)


def file_of(rows: Iterable[str]) -> bytes:
    """Return a whole file of rows."""
    return b"".join(one.encode(ENCODING) + LINE_END for one in rows) + END_OF_FILE
