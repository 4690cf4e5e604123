"""Statements that are sent together: what several rooms write at one moment costs one round trip to the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model


@dataclass(frozen=True)
class Statement:
    """SQL, and the values of its placeholders in their order."""

    sql: str
    values: Sequence[Any] = ()

    def returning(self, column: str) -> "Statement":
        """Return the statement so that it gives `column` back."""
        return Statement(f"{self.sql} RETURNING {column}", self.values)


def execute(last: Statement, **others: Statement) -> Any:
    """Execute the statements as one, and return the first value that `last` gives back, or None.

    Each of `others` writes. All see the tables as they were before; what one gives back (RETURNING) can be read by those
    after it under its name.
    """
    before = ",\n".join(f"{name} AS ({each.sql})" for name, each in others.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {before}\n{last.sql}" if others else last.sql,
            [value for each in (*others.values(), last) for value in each.values],
        )
        return cursor.fetchone()[0] if cursor.description else None


def insertion(instance: Model, **expressions: Statement) -> Statement:
    """Return the statement that inserts `instance`; `expressions` are the fields whose value the database makes."""
    columns: list[str] = []
    places: list[str] = []
    values: list[Any] = []
    for field in instance._meta.concrete_fields:
        if field.attname in expressions:
            made = expressions[field.attname]
        elif isinstance(field, AutoField):
            continue
        else:
            value = getattr(instance, field.attname)
            made = Statement("%s", [field.get_db_prep_save(value, connection)])
        columns.append(str(field.column))
        places.append(made.sql)
        values += made.values
    return Statement(
        f"INSERT INTO {instance._meta.db_table} ({', '.join(columns)}) VALUES ({', '.join(places)})",  # noqa: S608
        values,
    )
