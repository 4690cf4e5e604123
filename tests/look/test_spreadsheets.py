"""Tables that are opened in a spreadsheet: readable there, and never run."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.look.spreadsheets import csv_lines, harmless


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+7", "-2", "@SUM(A1)", "\t=1", "\r=1", ' =HYPERLINK("http://x")', "＝1", "=cmd|' /C calc'!A0"],
)
def test_a_cell_that_looks_like_a_formula_is_shown_and_not_run(cell: str):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "0001", "1 500,00", "ИВАНОВ", "a=b", "10-12"])
def test_other_cells_stay_as_they_are(cell: str):
    assert harmless(cell) == cell


def test_the_file_begins_with_the_mark_of_its_encoding_once():
    text = "".join(csv_lines([["Месец", "Доход"], ["март", "1 500,00"]]))
    assert text == "\ufeffМесец;Доход\r\nмарт;1 500,00\r\n"


@given(st.lists(st.lists(st.text(), min_size=1, max_size=5), max_size=5))
def test_whatever_stands_in_the_cells_reads_back_in_its_row_and_column(rows):
    assert read("".join(csv_lines(rows))) == [[harmless(cell) for cell in row] for row in rows]
