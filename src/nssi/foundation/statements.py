"""Statements written out: what several rooms write at one moment costs one round trip to the database, and what pages and
jobs ask again and again costs no more than the question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, partial
from operator import attrgetter
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Field, Model

from nssi.foundation.database.base import DatabaseWrapper

M = TypeVar("M", bound=Model)

_AS_THEY_ARE = frozenset({bool, date, datetime, int, str, UUID, type(None)})
_TAKE_THEM = frozenset({"django.db.models.fields", "django.db.models.fields.related"})
"""The modules whose fields hand values of those types to the database as they are."""


@dataclass(frozen=True)
class Statement:
    """SQL, and the values of its placeholders in their order."""

    sql: str
    values: Sequence[Any] = ()

    def returning(self, column: str) -> "Statement":
        """Return the statement so that it gives `column` back."""
        return Statement(f"{self.sql} RETURNING {column}", self.values)

    def only_if(self, names: str) -> "Statement":
        """Return the statement, which has no WHERE yet, so that it writes after those of these `names`, and only where each gives a row."""
        return Statement(f"{self.sql} WHERE EXISTS (SELECT FROM {names})", self.values)


def execute(last: Statement, **others: Statement) -> Any:
    """Execute the statements as one, and return the first value that `last` gives back, or None.

    Each of `others` writes. All see the tables as they were before; what one gives back (RETURNING) can be read by those
    after it under its name.
    """
    before = ",\n".join(f"{name} AS ({each.sql})" for name, each in others.items())
    sql = f"WITH {before}\n{last.sql}" if others else last.sql
    with _ours().numbered_cursor() as cursor:
        cursor.execute(_numbered(sql), [value for each in (*others.values(), last) for value in each.values])
        found = cursor.fetchone() if cursor.description else None
        return found and found[0]


@lru_cache(maxsize=256)
def _numbered(sql: str) -> str:
    """Return `sql` with its places numbered, as the server wants them: to read a long statement takes as long as to execute it."""
    first, *others = sql.split("%s")
    return first + "".join(f"${number}{text}" for number, text in enumerate(others, 1))


def _ours() -> DatabaseWrapper:
    """Return the connection itself, not the proxy, which looks it up anew for each attribute."""
    return cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS])


def insertion(instance: Model, **expressions: Statement) -> Statement:
    """Return the statement that inserts `instance`; `expressions` are the fields whose value the database makes."""
    shape = _insertion(type(instance), tuple((name, each.sql) for name, each in expressions.items()))
    values = list(shape.values_of(instance))
    for place, value in enumerate(values):
        if type(value) not in _AS_THEY_ARE or place in shape.converted:
            values[place] = shape.fields[place].get_db_prep_save(value, _ours())
    for place, name in shape.made:
        values[place : place + 1] = expressions[name].values
    return Statement(shape.sql, values)


def row(model: type[M], condition: str, values: Sequence[Any]) -> M | None:
    """Return the row of `model` for which `condition` holds (SQL, with what may follow it: FOR UPDATE), None without one.

    It is what `objects.get` gives, at a quarter of what it costs.
    """
    return next(iter(rows(model, condition, values)), None)


def rows(model: type[M], condition: str, values: Sequence[Any]) -> list[M]:
    """Return all rows of `model` for which `condition` holds (SQL, with what may follow it: ORDER BY, LIMIT)."""
    names, columns, readers = _shape(model)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {model._meta.db_table} WHERE {condition}",  # noqa: S608 – no value is in it
            values,
        )
        found = cursor.fetchall()
    if readers:
        found = [
            tuple(
                readers[name](value) if name in readers else value
                for name, value in zip(names, each, strict=True)
            )
            for each in found
        ]
    return [model.from_db(connection.alias, names, each) for each in found]


def insert(instance: M) -> M:
    """Insert `instance` and return it, as `save` does for what is new."""
    key = execute(insertion(instance).returning(str(type(instance)._meta.pk.column)))
    instance.pk, instance._state.adding, instance._state.db = key, False, connection.alias
    return instance


def store(instance: Model, *names: str) -> None:
    """Write the fields of these names of `instance` to its row, as `save(update_fields=…)` does."""
    by_name = _fields(type(instance))
    changes = {name: getattr(instance, by_name[name].attname) for name in names}
    change(type(instance), changes, "id = %s", [instance.pk])


def change(model: type[Model], changes: Mapping[str, Any], condition: str, values: Sequence[Any]) -> int:
    """Write `changes` (by the names of fields) to the rows of `model` for which `condition` holds; return how many there are."""
    by_name = _fields(model)
    columns = ", ".join(f"{_quoted(by_name[name])} = %s" for name in changes)
    ours = _ours()
    written = [by_name[name].get_db_prep_save(value, ours) for name, value in changes.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} SET {columns} WHERE {condition}",  # noqa: S608 – no value is in it
            [*written, *values],
        )
        return int(cursor.rowcount)


@cache
def _fields(model: type[Model]) -> "dict[str, Field[Any, Any]]":
    return {field.name: field for field in model._meta.concrete_fields}


@dataclass(frozen=True)
class _Insertion:
    """How a new row of one model is written: all its columns but the one that the database counts.

    `converted`: the places whose values are not for the database as they are; `made`: those whose values it makes, the last first.
    """

    sql: str
    fields: "tuple[Field[Any, Any], ...]"
    values_of: Callable[[Model], tuple[Any, ...]]
    converted: frozenset[int]
    made: tuple[tuple[int, str], ...]


@lru_cache(maxsize=256)
def _insertion(model: type[Model], expressions: tuple[tuple[str, str], ...]) -> _Insertion:
    fields = tuple(field for field in _fields(model).values() if not isinstance(field, AutoField))
    made = dict(expressions)
    places = ", ".join(made.get(field.name, "%s") for field in fields)
    return _Insertion(
        sql=f"INSERT INTO {model._meta.db_table} ({', '.join(map(_quoted, fields))}) SELECT {places}",
        fields=fields,
        values_of=attrgetter(*(field.attname for field in fields)),
        converted=frozenset(
            place
            for place, field in enumerate(fields)
            if type(field).__module__ not in _TAKE_THEM and field.name not in made
        ),
        made=tuple((place, field.name) for place, field in enumerate(fields) if field.name in made)[::-1],
    )


@cache
def _shape(model: type[Model]) -> tuple[list[str], str, dict[str, Any]]:
    """Return the fields of a model, their columns, and how those are read that the database gives otherwise than Python."""
    fields = _fields(model).values()
    readers = {
        field.attname: partial(field.from_db_value, expression=None, connection=connection)
        for field in fields
        if hasattr(field, "from_db_value")
    }
    return [field.attname for field in fields], ", ".join(map(_quoted, fields)), readers


def _quoted(field: "Field[Any, Any]") -> str:
    return f'"{field.column}"'
