"""Rows of declaration form 1 are read as they are written, and each thing that is wrong has its code and field (law.md §6.1)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.insurance.form_1.checks import MonthTable, check
from nssi.insurance.form_1.columns import Columns, read_columns
from nssi.insurance.form_1.defects import FILE_DEFECTS, ROW_DEFECTS, told
from nssi.insurance.form_1.layout import ENCODING, FIELDS, Kind
from nssi.insurance.form_1.masking import masked
from nssi.insurance.form_1.writing import row
from nssi.law.calendar import Month
from nssi.law.parameters import shipped
from tests.insurance.declarations import GOOD, a_row

MONTHS = MonthTable(shipped(), Month(2026, 11))
FROM_THE_LAW = (
    '3,2026,"175074752","8032056031",0,"ПЕТРОВ","ИП",6,1,31,0,0,0,0,0,0,0,0,"2100",21,0,0,0,0,0,168,0,0,"8422",0,"0000",'
    '0,0,1800.00,60.30,0,8.00,0,0.40,0,0,5.00,0,0,0,0,0,1800.00,180.00,1620.00,0,0,"175074752"'
)


def read(*rows: str) -> Columns:
    return read_columns("".join(f"{one}\r\n" for one in rows).encode(ENCODING), 1)


def found(*rows: str) -> list[tuple[int, str, int]]:
    columns = read(*rows)
    check(columns, MONTHS)
    return sorted(
        (int(columns.lines[place]), defect.code, defect.field)
        for defect in columns.defects
        for place in defect.rows
    )


def test_the_row_of_the_law_is_read_and_right():
    assert found(FROM_THE_LAW) == []
    value = {number: int(column[0]) for number, column in read(FROM_THE_LAW).values.items()}
    assert (value[3], value[4]) == (1175074752, 18032056031)  # digits with a 1 in front
    assert (value[19], value[34], value[35], value[50]) == (2100, 180000, 6030, 162000)


def _value(field):
    match field.kind:
        case Kind.NUMBER:
            return st.integers(0, 10**field.size - 1)
        case Kind.AMOUNT:
            return st.integers(0, 10 ** (field.size - 1) - 1)
        case Kind.DIGITS:
            return st.sampled_from(field.lengths).flatmap(
                lambda n: st.text("0123456789", min_size=n, max_size=n)
            )
        case _:
            return st.text("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ", max_size=field.size)


@given(
    st.lists(st.fixed_dictionaries({field.number: _value(field) for field in FIELDS}), min_size=1, max_size=5)
)
def test_what_is_written_is_read(rows):
    columns = read(*map(row, rows))
    assert columns.defects == []
    for place, values in enumerate(rows):
        for field in FIELDS:
            expected = values[field.number]
            match field.kind:
                case Kind.NUMBER | Kind.AMOUNT:
                    assert columns.values[field.number][place] == expected
                case _:
                    assert columns.texts.of(place, field.number) == expected


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=300),
            st.tuples(st.integers(0, len(FROM_THE_LAW)), st.integers(0, 12), st.binary(max_size=12)).map(
                lambda cut: (
                    FROM_THE_LAW.encode(ENCODING)[: cut[0]]
                    + cut[2]
                    + FROM_THE_LAW.encode(ENCODING)[cut[0] + cut[1] :]
                )
            ),
        ).map(lambda line: line.replace(b"\n", b" ")),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_a_line_holds_it_is_read_or_refused(lines: list[bytes]):
    columns = read_columns(b"".join(line + b"\r\n" for line in lines), 1)
    check(columns, MONTHS)
    assert len(columns.good) == len(lines)
    named = {place for defect in columns.defects for place in defect.rows.tolist()}
    assert named == {place for place, good in enumerate(columns.good) if not good}
    assert {defect.code for defect in columns.defects} <= ROW_DEFECTS.keys()


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        pytest.param(lambda text: text.rsplit(",", 1)[0], "fields", 0, id="a field is missing"),
        pytest.param(lambda text: text + ",0", "fields", 0, id="a field too many"),
        pytest.param(lambda text: text.replace("ПЕТРОВ", "ПЕТ,РОВ"), "fields", 0, id="a comma in a name"),
        pytest.param(lambda text: "", "fields", 0, id="an empty line"),
        pytest.param(lambda text: text.replace('"ПЕТРОВ"', "ПЕТРОВ"), "quotes", 6, id="no quotes"),
        pytest.param(lambda text: text.replace("ПЕТРОВ", 'О"НИЛ'), "text", 6, id="a quote in a name"),
        pytest.param(lambda text: text.replace("ПЕТРОВ", "Петров"), "text", 6, id="small letters"),
        pytest.param(lambda text: text.replace("ПЕТРОВ", "=1+1"), "text", 6, id="a formula for a name"),
        pytest.param(lambda text: text.replace("ПЕТРОВ", "П" * 26), "text", 6, id="a name too long"),
        pytest.param(lambda text: text.replace("175074752", "17507475"), "digits", 3, id="eight digits"),
        pytest.param(
            lambda text: text.replace("8032056031", "80320560З1"), "digits", 4, id="a letter for a digit"
        ),
        pytest.param(lambda text: text.replace("1800.00", "-1.00", 1), "amount", 34, id="a negative sum"),
        pytest.param(lambda text: text.replace("1800.00", "1.001", 1), "amount", 34, id="three decimals"),
        pytest.param(lambda text: text.replace("1800.00", "1,5", 1), "fields", 0, id="a decimal comma"),
        pytest.param(
            lambda text: text.replace("1800.00", "18000.00", 1), "amount", 34, id="larger than its field"
        ),
        pytest.param(lambda text: text.replace("1800.00", "", 1), "amount", 34, id="no value, not even 0"),
        pytest.param(
            lambda text: text.replace("1800.00", "1800.", 1), "amount", 34, id="nothing behind the point"
        ),
        pytest.param(lambda text: text.replace("1800.00", "1.8.0", 1), "amount", 34, id="two points"),
        pytest.param(lambda text: text.replace(",168,", ",1 8,"), "number", 26, id="a space in a number"),
        pytest.param(lambda text: text.replace(",168,", ",1680,"), "number", 26, id="a number too long"),
    ],
)
def test_a_row_that_is_written_wrong(changed, code: str, field: int):
    assert found(FROM_THE_LAW, changed(FROM_THE_LAW)) == [(2, code, field)]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({1: 13}, "month", 1),
        ({1: 0}, "month", 1),
        ({2: 9999}, "year", 2),
        ({1: 12, 2: 2026}, "year", 2),
        ({2: 1996}, "year", 2),
        ({3: "175074753"}, "insurer", 3),
        ({3: "1750747520011"}, "insurer", 3),
        ({3: "8032056032"}, "insurer", 3),
        ({4: "8032056032"}, "identifier", 4),
        ({4: "7111042922", 5: 2}, "identifier", 4),
        ({4: "175074752"}, "identifier", 4),
        ({4: "175074752", 5: 2}, "identifier", 4),
        ({5: 1}, "identifier_kind", 5),
        ({8: 99}, "insured_type", 8),
        ({52: 2}, "correction_code", 52),
        ({10: 32}, "day_pair", 9),
        ({1: 2, 10: 29, 19: "2000", 20: 20, 26: 160}, "day_pair", 9),
        ({9: 0}, "day_pair", 9),
        ({9: 5, 10: 4}, "day_pair", 9),
        ({11: 31, 12: 31}, "day_order", 11),
        ({20: 20}, "days_total", 19),
        ({19: "2200", 20: 22}, "days_calendar", 19),
        ({9: 1, 10: 5, 26: 100}, "days_calendar", 19),
        ({26: 745}, "hours", 26),
        ({27: 169}, "hours", 27),
        ({34: 62019}, "income_floor", 34),
        ({34: 211165}, "income_ceiling", 34),
        ({32: 211165}, "income_ceiling", 32),
        ({36: 100}, "percent", 36),
        ({37: 700}, "percent", 37),
        ({39: 120}, "percent", 39),
        ({42: 400}, "percent", 42),
    ],
)  # fmt: skip
def test_a_row_that_says_what_cannot_be(changes, code: str, field: int):
    assert found(a_row(changes)) == [(1, code, field)]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({34: 62020}, id="the minimum wage"),
        pytest.param({34: 211164}, id="the ceiling before 08.2026"),
        pytest.param({1: 8, 34: 230000, 19: "2100"}, id="the ceiling after its step inside the year"),
        pytest.param({34: 31010, 26: 84}, id="half of the time for half of the minimum wage"),
        pytest.param(
            {8: 12, 34: 100, 35: 0, 36: 1480, 37: 0, 38: 800, 42: 0, 43: 500},
            id="who insures himself has a floor of his own",
        ),
        pytest.param({1: 12, 2: 2025, 19: "1900", 20: 19, 26: 152, 34: 413000}, id="leva to the end of 2025"),
        pytest.param({1: 1, 2: 2026, 19: "2000", 20: 20, 26: 160, 34: 211164}, id="euro from 01.2026"),
        pytest.param({9: 1, 10: 10, 11: 20, 12: 31, 19: "1300", 20: 13, 26: 104}, id="two spells"),
        pytest.param({4: "7111042925", 5: 2}, id="a ЛНЧ"),
        pytest.param({4: "175074752", 5: 3}, id="a person's БУЛСТАТ"),
        pytest.param({3: "1210825210017"}, id="a branch"),
        pytest.param({3: "8032056031"}, id="a person who insures"),
        pytest.param({52: 8, 19: "0000", 20: 0, 34: 0, 9: 0, 10: 0}, id="a deletion tells its key alone"),
        pytest.param({29: ""}, id="no activity"),
        pytest.param({53: "NRAD12008"}, id="made by a program with letters"),
        pytest.param({20: 16, 21: 5, 25: 2, 26: 128}, id="five days of sickness"),
    ],
)
def test_a_row_that_is_right(changes):
    assert found(a_row(changes)) == []


def test_a_row_can_have_several_defects_and_none_hides_the_others():
    assert found(a_row({4: "8032056032", 34: 999999, 20: 22})) == [
        (1, "days_total", 19),
        (1, "identifier", 4),
        (1, "income_ceiling", 34),
    ]


def test_a_line_that_does_not_end_as_it_should():
    columns = read_columns(f"{FROM_THE_LAW}\n{FROM_THE_LAW}\r\n".encode(ENCODING), 5)
    assert [(defect.code, defect.rows.tolist()) for defect in columns.defects] == [("line_end", [0])]
    assert columns.lines.tolist() == [5, 6]


def test_insured_days_are_bits():
    columns = read(a_row({9: 1, 10: 2, 11: 31, 12: 31, 19: "0100", 20: 1, 26: 8}))
    assert check(columns, MONTHS).tolist() == [0b11 | 1 << 30]


def test_every_code_says_something_in_bulgarian():
    for code in (*ROW_DEFECTS, *FILE_DEFECTS):
        assert re.fullmatch(r"[А-Я].*\.", told(code)), code


@given(st.sampled_from([field.number for field in FIELDS]), st.text(max_size=60))
def test_no_number_of_a_person_is_shown_in_a_protocol(field: int, around: str):
    shown = masked(field, f"{around}{GOOD[4]}")
    assert "8032056031" not in shown
    assert len(shown) <= 40


def test_names_are_not_shown_and_what_is_wrong_is():
    assert masked(6, "Петров") == "••••••"
    assert masked(4, "8032056032") == "••••••6032"
    assert masked(34, "-100.00") == "-100.00"
