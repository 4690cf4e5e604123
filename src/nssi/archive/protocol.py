"""The protocol of an import: each row that was not taken, with its reason, as it is shown and downloaded."""

import csv
from collections.abc import Iterator
from typing import TextIO

from nssi.archive.errors import told
from nssi.archive.models import HoldingsImport
from nssi.look.spreadsheets import harmless

HEADER = ("line", "column", "code", "value", "text")


def protocol(done: HoldingsImport) -> Iterator[tuple[str, ...]]:
    """Yield the head, then line, column (empty for the row as a whole), code, value and text of each error, by lines."""
    yield HEADER
    errors = done.errors.order_by("line", "field", "code")
    for line, field, code, value in errors.values_list("line", "field", "code", "value").iterator(10_000):
        yield str(line), field, code, value, told(code)


def write_protocol(done: HoldingsImport, file: TextIO) -> None:
    """Write the protocol as CSV, which may be opened in a spreadsheet: no value is taken for a formula."""
    csv.writer(file).writerows([*map(harmless, row)] for row in protocol(done))
