"""Facts in and out of JSON: a dataclass of facts is read strictly, and written so that it reads back the same.

Money and fractions are strings, days and counts whole numbers. What would be null, false or empty may be left
out; an unknown key is bad input. A field `from_` is the key `from`.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from nssi.law.calendar import Month
from nssi.law.errors import BadFacts
from nssi.law.money import Currency, Money

Facts = TypeVar("Facts")

_DATE = re.compile(r"(19|20)\d\d-\d\d-\d\d")
_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_MOST_ROWS = 2000


def read(kind: type[Facts], data: Any, where: str = "") -> Facts:
    """Return the facts of `kind` that `data`, from JSON, states; raise `BadFacts` saying where it is wrong."""
    facts: Facts = _reader(cast(Any, kind))(data, where)
    return facts


def write(value: Any) -> Any:
    """Return facts or an answer as JSON has them; `read` gives facts back.

    A field `money` of an answer stands as its two keys, `amount` and `currency`.
    """
    match value:
        case Money():
            return {"amount": value.text, "currency": value.currency.value}
        case Month() | Decimal():
            return str(value)
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [write(item) for item in value]
        case dict():
            return {key: write(item) for key, item in value.items()}
        case _ if is_dataclass(value):
            written = {_key(field): write(getattr(value, field.name)) for field in fields(value)}
            amount = written.pop("money", {})
            return {**written, **amount}
        case _:
            return value


def _key(field: Field[Any]) -> str:
    return field.name.removesuffix("_")


Reader = Callable[[Any, str], Any]


@cache
def _reader(kind: Any) -> Reader:
    if isinstance(kind, UnionType):
        return _or_none([_reader(one) for one in get_args(kind) if one is not NoneType])
    if get_origin(kind) is tuple:
        return _rows(_reader(get_args(kind)[0]))
    if kind in _PLAIN:
        return _PLAIN[kind]
    if issubclass(kind, StrEnum):
        return _one_of(kind)
    return _record(kind)


def _or_none(readers: list[Reader]) -> Reader:
    """Read what may be absent; of `int | Decimal` the first reads whole numbers, the last strings."""

    def read_optional(data: Any, where: str) -> Any:
        if data is None:
            return None
        return readers[0 if isinstance(data, int) else -1](data, where)

    return read_optional


def _rows(inner: Reader) -> Reader:
    def read_rows(data: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(data, list):
            raise BadFacts(f"{where}: a list is expected")
        if len(data) > _MOST_ROWS:
            raise BadFacts(f"{where}: more than {_MOST_ROWS} rows")
        return tuple(inner(item, f"{where}[{index}]") for index, item in enumerate(data))

    return read_rows


def _one_of(kind: type[StrEnum]) -> Reader:
    def read_word(data: Any, where: str) -> StrEnum:
        if isinstance(data, str) and data in kind._value2member_map_:
            return kind(data)
        raise BadFacts(f"{where}: one of {', '.join(kind)} is expected")

    return read_word


def _record(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    known = {_key(field): (field, _reader(hints[field.name])) for field in fields(kind)}

    def read_record(data: Any, where: str) -> Any:
        if not isinstance(data, dict):
            raise BadFacts(f"{where or 'facts'}: an object is expected")
        if unknown := sorted(data.keys() - known.keys()):
            raise BadFacts(f"{_at(where, unknown[0])}: unknown key")
        values = {}
        for key, (field, reader) in known.items():
            if data.get(key) is not None:
                values[field.name] = reader(data[key], _at(where, key))
            elif field.default is MISSING:
                values[field.name] = _left_out(hints[field.name], _at(where, key))
            elif key in data:
                values[field.name] = reader(None, _at(where, key)) if field.default is None else field.default
        try:
            return kind(**values)
        except BadFacts as error:
            raise BadFacts(f"{where}: {error}" if where else str(error)) from None

    return read_record


def _left_out(kind: Any, where: str) -> Any:
    if isinstance(kind, UnionType):
        return None
    if kind is bool:
        return False
    if get_origin(kind) is tuple:
        return ()
    raise BadFacts(f"{where}: is missing")


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _date(data: Any, where: str) -> date:
    if isinstance(data, str) and _DATE.fullmatch(data):
        try:
            return date.fromisoformat(data)
        except ValueError:
            pass
    raise BadFacts(f"{where}: a date such as 2026-03-16 is expected")


def _month(data: Any, where: str) -> Month:
    if isinstance(data, str) and _MONTH.fullmatch(data):
        year, month = data.split("-")
        return Month(int(year), int(month))
    raise BadFacts(f"{where}: a month such as 2026-03 is expected")


def _number(data: Any, where: str) -> Decimal:
    if isinstance(data, str) and _NUMBER.fullmatch(data):
        return Decimal(data)
    raise BadFacts(f'{where}: a number in a string such as "2000.00" is expected')


def _whole(data: Any, where: str) -> int:
    if isinstance(data, int) and not isinstance(data, bool) and 0 <= data <= 100_000:
        return data
    raise BadFacts(f"{where}: a whole number is expected")


def _flag(data: Any, where: str) -> bool:
    if isinstance(data, bool):
        return data
    raise BadFacts(f"{where}: true or false is expected")


def _text(data: Any, where: str) -> str:
    if isinstance(data, str) and len(data) <= 200 and data.isprintable():
        return data
    raise BadFacts(f"{where}: a short text on one line is expected")


def _money(data: Any, where: str) -> Money:
    if not isinstance(data, dict) or data.keys() != {"amount", "currency"}:
        raise BadFacts(f"{where}: an amount and a currency are expected")
    currency = _one_of(Currency)(data["currency"], _at(where, "currency"))
    try:
        return Money.of(_number(data["amount"], _at(where, "amount")), currency)
    except BadFacts as error:
        raise BadFacts(f"{where}: {error}") from None


_PLAIN: dict[Any, Reader] = {
    date: _date,
    Month: _month,
    Decimal: _number,
    int: _whole,
    bool: _flag,
    str: _text,
    Money: _money,
}
