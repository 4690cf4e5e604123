"""What insurers get wrong: each mistake changes a row of text, and is found under one code."""

from collections.abc import Callable
from dataclasses import dataclass

Fields = list[bytes]


@dataclass(frozen=True)
class Mistake:
    """A way to break a row. `code`: under which it must be found; `fits`: whether a row can be broken so."""

    code: str
    break_: Callable[[Fields], None]
    fits: Callable[[Fields], bool] = lambda fields: True


def _set(number: int, value: bytes) -> Callable[[Fields], None]:
    def change(fields: Fields) -> None:
        fields[number - 1] = value

    return change


def _next_digit(number: int) -> Callable[[Fields], None]:
    def change(fields: Fields) -> None:
        digits = fields[number - 1]
        fields[number - 1] = digits[:-2] + b"%d" % ((digits[-2] - 47) % 10) + digits[-1:]

    return change


def _drop_last(fields: Fields) -> None:
    del fields[-1]


def _unquote(fields: Fields) -> None:
    fields[5] = fields[5].strip(b'"')


def _quote_inside(fields: Fields) -> None:
    fields[5] = b'"\xce"' + fields[5][1:]


def _one_day_more(fields: Fields) -> None:
    fields[19] = b"%d" % (int(fields[19]) + 1)


def _whole_calendar(fields: Fields) -> None:
    days = int(fields[9])
    away = sum(int(field) for field in fields[20:24])
    fields[18], fields[19] = b'"%02d00"' % days, b"%d" % (days - away)


def _overtime(fields: Fields) -> None:
    fields[26] = b"%d" % (int(fields[25]) + 1)


def _is_egn(fields: Fields) -> bool:
    return fields[4] == b"0"


def _since_2025(fields: Fields) -> bool:
    return int(fields[1]) >= 2025


def _worked(fields: Fields) -> bool:
    return int(fields[25]) > 0


def _worked_for_hire(fields: Fields) -> bool:
    return _worked(fields) and fields[7] != b"12"


MISTAKES = (
    Mistake("fields", _drop_last),
    Mistake("number", _set(20, b"2x")),
    Mistake("amount", _set(34, b"-100.00")),
    Mistake("amount", _set(46, b"=1+1")),
    Mistake("quotes", _unquote),
    Mistake("text", _quote_inside),
    Mistake("digits", _set(4, b'"12345"')),
    Mistake("month", _set(1, b"13")),
    Mistake("year", _set(2, b"9999")),
    Mistake("insurer", _next_digit(3)),
    Mistake("identifier", _next_digit(4), _is_egn),
    Mistake("identifier_kind", _set(5, b"7")),
    Mistake("insured_type", _set(8, b"99")),
    Mistake("correction_code", _set(52, b"5")),
    Mistake("nothing_to_correct", _set(52, b"1")),
    Mistake("nothing_to_correct", _set(52, b"8")),
    Mistake("day_pair", _set(10, b"32")),
    Mistake("day_order", lambda fields: fields.__setitem__(slice(10, 12), [b"1", b"2"])),
    Mistake("days_total", _one_day_more, _worked),
    Mistake("days_calendar", _whole_calendar, _worked),
    Mistake("hours", _overtime),
    Mistake("income_floor", _set(34, b"0.01"), _worked_for_hire),
    Mistake("income_ceiling", _set(34, b"9999.99")),
    Mistake("percent", _set(39, b"9.90"), _since_2025),
)
