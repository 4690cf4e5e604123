"""A database full of proceedings, made by the database itself: for `queue` and `clocks`."""

from datetime import timedelta
from typing import Any

from django.db import connection

_PEOPLE = 1000
_BODIES = ["21", "21", "21", "03", "15", "16", *(f"{code:02}" for code in (1, 2, *range(4, 14)))]
"""The local offices; София has a sixth of all cases, as the largest ones do."""

_APPLICATIONS = """
WITH people AS (SELECT id, row_number() OVER () - 1 AS serial FROM people_person)
INSERT INTO applications_application (
    id, draft_id, person_id, service, form_version, answers, summary, size, registry_uid, access_key_id, competent_body_id,
    email, delivery_method, delivery_address, filed_at, identified_by, state
)
SELECT
    uuidv7(), uuidv7(), people.id, 'tri-poleta', '1', '{}', '[]', 2,
    '9999-' || lpad(n::text, 7, '0') || '-01.01.2026', '1', (%(bodies)s::text[])[1 + n %% 18], 'ivan@example.bg', 'counter', '',
    %(now)s - n %% 700 * interval '1 day', 'pik', 'filed'
FROM generate_series(1, %(count)s) n JOIN people ON people.serial = n %% %(people)s
"""
_PROCEEDINGS = """
INSERT INTO proceedings_proceeding (
    id, application_id, service, person_id, body_id, state, role, waits, assignee_id, parked_why, due_on, opened_at,
    closed_at, decided, revision
)
SELECT
    uuidv7(), id, service, person_id, competent_body_id,
    CASE WHEN closed THEN 'decided' WHEN chance < 0.8 THEN 'examined' ELSE 'drafted' END,
    CASE WHEN closed THEN '' WHEN chance < 0.8 THEN 'clerk' ELSE 'pension_head' END,
    false, CASE WHEN NOT closed AND chance < 0.1 THEN %(official)s END, '',
    CASE WHEN closed THEN '9999-12-31' ELSE %(today)s::date + (60 * random())::int - 10 END,
    filed_at, CASE WHEN closed THEN greatest(filed_at, %(now)s) END, closed, 0
FROM (SELECT *, random() chance, random() >= %(open)s closed FROM applications_application) filed
"""
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename IN ('applications_application', 'proceedings_proceeding') AND indexdef NOT LIKE 'CREATE UNIQUE%'
"""
_TERMS = """
INSERT INTO terms_term (
    id, kind, subject_kind, subject_id, started_on, started_by, article, length, unit, due_on, due_at, reason, state
)
SELECT
    uuidv7(), 'benchmarks.deciding', 'proceeding', id::text, %(today)s::date - 31, 'завеждане', 'чл. 1', 30, 'days',
    %(today)s::date - 1, %(now)s - interval '1 hour', 'тридесетият ден', 'running'
FROM proceedings_proceeding
"""


def fill(count: int, *, open_share: float = 0.4) -> None:
    """Put `count` proceedings of the service of three fields into the database, a share of them open."""
    from nssi.access.models import Official
    from nssi.foundation import clock
    from nssi.people.models import Person

    now = clock.now()
    Person.objects.bulk_create(
        Person(first_name="Иван", last_name="Иванов", created_at=now) for _ in range(_PEOPLE)
    )
    official = Official.objects.create(
        username="bench", password="!", full_name="Иван Иванов", role="clerk", competent_body_id="21"
    )
    values: dict[str, Any] = {
        "count": count,
        "people": _PEOPLE,
        "bodies": _BODIES,
        "now": now - timedelta(hours=1),
        "today": clock.today(),
        "open": open_share,
        "official": official.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the rows refer to what is there
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(_APPLICATIONS, values)
        cursor.execute(_PROCEEDINGS, values)
        for _name, definition in indexes:  # quicker afterwards than row by row
            cursor.execute(definition)
        cursor.execute("RESET session_replication_role")
    settle()


def start_due_terms() -> None:
    """Let a term of every proceeding have run out an hour ago."""
    from nssi.foundation import clock

    with connection.cursor() as cursor:
        cursor.execute(_TERMS, {"now": clock.now(), "today": clock.today()})
    settle()


def settle() -> None:
    """Let the database know what it holds, as it does by itself in time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
