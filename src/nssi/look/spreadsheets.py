"""Tables as CSV for whoever opens them in a spreadsheet: UTF-8 with its mark, semicolons as Bulgarian settings expect them.

A cell that a spreadsheet would take for a formula is given an apostrophe, so that it is shown and never run.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.translation import get_language, override

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


class _Line:
    """A file of one line: it hands back what is written into it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Give the rows as lines of CSV, the first with the byte order mark before it."""
    writer = csv.writer(_Line(), delimiter=";")
    for number, row in enumerate(rows):
        line: str = writer.writerow([harmless(str(cell)) for cell in row])
        yield line if number else f"\ufeff{line}"


def harmless(cell: str) -> str:
    """Return a cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def csv_response(rows: Iterable[Sequence[object]], name: str) -> StreamingHttpResponse:
    """Return a download of `rows` under a file name, written while it is sent, in the language of the page."""
    lines = _in_language(csv_lines(rows), get_language() or settings.LANGUAGE_CODE)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _in_language(lines: Iterator[str], language: str) -> Iterator[str]:
    """Give each line as it is in `language`: when it is written, the request and its language are gone."""
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line
