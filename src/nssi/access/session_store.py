"""Where sessions are kept: in the database, each beside whoever is logged in by it, so that one query finds both."""

import json
from typing import Any, cast

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from nssi.access.models import PikCredential, VisitorSession
from nssi.people.models import Person

PIK = "access.pik"
"""The key under which a session holds the PIK credential by which the person logged in."""

QES = "access.qes"
"""The key under which a session holds the person who logged in with a QES."""

_PERSON = [field.attname for field in Person._meta.concrete_fields]
_FIND = f"""
SELECT session.session_data, {", ".join(f"person.{name}" for name in _PERSON)}
FROM access_visitorsession session
LEFT JOIN access_pikcredential pik ON pik.id = session.pik_credential_id AND pik.state = %(active)s
LEFT JOIN people_person person ON person.id = COALESCE(pik.person_id, session.qes_person_id)
WHERE session.session_key = %(key)s AND session.expire_date > %(now)s
"""  # noqa: S608 – names of columns


class SessionStore(db.SessionStore):
    """A session as Django knows it, and the person who is logged in by it.

    `person` is None where nobody is, also where the PIK has stopped to be valid since.
    """

    _person: Person | None = None

    @classmethod
    def get_model_class(cls) -> type[VisitorSession]:
        return VisitorSession

    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            # A session's row lives by the machine's clock, by which Django dates it; how long one may be idle is
            # asked of ours (sessions.py).
            values = {"active": PikCredential.State.ACTIVE, "key": self.session_key, "now": timezone.now()}
            cursor.execute(_FIND, values)
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        data, *person = found
        self._person = Person.from_db(connection.alias, _PERSON, person) if person[0] else None
        return self.decode(data)

    def encode(self, session_dict: dict[str, Any]) -> str:
        # Not signed: a session never leaves the database, and who can write there writes beside it who is logged in.
        return json.dumps(session_dict, ensure_ascii=False)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            said: dict[str, Any] = json.loads(session_data)
        except ValueError:  # of a release that wrote them otherwise
            return {}
        return said

    def create_model_instance(self, data: dict[str, Any]) -> VisitorSession:
        session = cast(VisitorSession, super().create_model_instance(data))
        session.pik_credential_id = data.get(PIK)
        session.qes_person_id = data.get(QES)
        return session

    def logged_in_person(self) -> Person | None:
        """Return the person who was logged in when the session was read."""
        return self._person if PIK in self or QES in self else None
