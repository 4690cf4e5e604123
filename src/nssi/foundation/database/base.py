"""The backend itself, under the name at which Django looks for it."""

from django.db.backends.postgresql import base

from nssi.foundation.database import has_news


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is trusted between two requests as long as the server is silent on it."""

    def close_if_health_check_failed(self) -> None:
        if self.connection is None or self.health_check_done or has_news(self.connection.fileno()):  # type: ignore[has-type]
            super().close_if_health_check_failed()
        else:
            self.health_check_done = True
