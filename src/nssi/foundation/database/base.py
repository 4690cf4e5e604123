"""The backend itself, under the name at which Django looks for it."""

from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper
from psycopg import RawCursor

from nssi.foundation.database import has_news


class DatabaseOperations(operations.DatabaseOperations):
    """What Django knows of PostgreSQL, and that places in SQL may be numbered."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        return sql if "$1" in sql else super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is trusted between two requests as long as the server is silent on it."""

    ops_class = DatabaseOperations

    def close_if_health_check_failed(self) -> None:
        if self.connection is None or self.health_check_done or has_news(self.connection.fileno()):  # type: ignore[has-type]
            super().close_if_health_check_failed()
        else:
            self.health_check_done = True

    def numbered_cursor(self) -> CursorWrapper:
        """Return a cursor for SQL whose places are numbered ($1): it is sent as it is, and not read before."""
        self.ensure_connection()
        return self._prepare_cursor(RawCursor(self.connection))  # type: ignore[no-any-return, attr-defined]
