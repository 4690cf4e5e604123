"""Take a proceeding to work on: a certain one, or the most urgent that nobody works on (O-02)."""

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.proceedings.actions.perform import hold
from nssi.proceedings.history import TAKEN, tell
from nssi.proceedings.models import Proceeding
from nssi.proceedings.rights import ActRefused, Standing

_TAKE_NEXT = """
UPDATE proceedings_proceeding SET assignee_id = %(official)s, revision = revision + 1
WHERE id = (
    SELECT id FROM proceedings_proceeding proceeding
    WHERE body_id = %(body)s AND role = %(role)s AND closed_at IS NULL AND NOT waits AND assignee_id IS NULL
        AND (parked_until IS NULL OR parked_until <= %(today)s)
        AND person_id IS DISTINCT FROM %(person)s
        AND NOT EXISTS (
            SELECT FROM proceedings_recusal WHERE proceeding_id = proceeding.id AND official_id = %(official)s
        )
    ORDER BY due_on, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id, state
"""


@transaction.atomic
def take_next(official: Official, role: str = "") -> UUID | None:
    """Give the official the most urgent proceeding of their body and role that nobody works on, and return its id.

    Officials who ask at the same time get different ones, and nobody waits. None where there is nothing to take.
    `role`: another than their own, where they stand in for somebody.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE_NEXT,
            {
                "official": official.pk,
                "person": official.person_id,
                "body": official.competent_body_id,
                "role": role or official.role,
                "today": clock.today(),
            },
        )
        found = cursor.fetchone()
    if found is None:
        return None
    taken: UUID = found[0]
    tell(Proceeding(pk=taken, state=found[1]), TAKEN, official)
    return taken


@transaction.atomic
def take_proceeding(proceeding_id: UUID, official: Official) -> Proceeding:
    """Give the official this proceeding. Raises ActRefused, also where another who is not away works on it."""
    proceeding = hold(proceeding_id)
    standing = Standing(proceeding, official)
    if proceeding.closed_at is not None:
        raise ActRefused(_("Преписката е приключена."))
    if reason := standing.foreign or standing.conflict or standing.taken or standing.of_another_role:
        raise ActRefused(reason)
    if proceeding.assignee_id != official.pk:
        proceeding.assignee = official
        proceeding.revision += 1
        proceeding.save(update_fields=["assignee", "revision"])
        tell(proceeding, TAKEN, official)
    return proceeding
