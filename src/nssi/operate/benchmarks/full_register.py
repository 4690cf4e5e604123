"""A register as full as it gets: the rows of one imported month, repeated for the months before it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nssi.insurance.models import Submission

_KEY = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'p'"
_INDEXES = """
    SELECT indexrelid::regclass::text, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
    FROM pg_index WHERE indrelid = %s::regclass AND NOT indisprimary
"""


def fill(month: "Submission", rows: int) -> int:
    """Fill the register with at least so many rows, months of a year next to what is imported; return how many it holds.

    Its indexes are taken away meanwhile and made anew from what is there, as for any load of that size.
    """
    from django.db import connection

    from nssi.insurance.models import InsuranceDataRecord

    table = InsuranceDataRecord._meta.db_table
    names = [field.column for field in InsuranceDataRecord._meta.local_fields if field.column]
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        ((key, columns),) = _asked(cursor, _KEY, table)
        indexes = _asked(cursor, _INDEXES, table)
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {key}")
        for index, _definition in indexes:
            cursor.execute(f"DROP INDEX {index}")
        for back in range(1, -(-rows // month.accepted)):
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608 – our own names
                f" SELECT {', '.join('(month - make_interval(months => %s))::date' if name == 'month' else name for name in names)}"
                f" FROM {table} WHERE submission_id = %s AND month = %s",
                [back, month.pk, month.last_month],
            )
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {key} {columns}")
        for _index, definition in indexes:
            cursor.execute(definition)
        cursor.execute("RESET maintenance_work_mem")
        cursor.execute(f"ANALYZE {table}")
        ((count,),) = _asked(cursor, f"SELECT count(*) FROM {table}")  # noqa: S608
    return int(count)


def _asked(cursor: Any, question: str, *about: str) -> list[tuple[Any, ...]]:
    cursor.execute(question, about)
    return list(cursor.fetchall())
