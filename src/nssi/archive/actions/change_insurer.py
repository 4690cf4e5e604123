"""Change what the archive knows of an insurer (O-20)."""

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.actions.add_insurer import keep
from nssi.archive.holdings import InsurerData, assign, hold_insurer, note_change
from nssi.archive.models import HoldingChange, TerminatedInsurer


@transaction.atomic
def change_insurer(insurer_id: int, data: InsurerData, official: Official) -> TerminatedInsurer:
    """Return the insurer with these data; where nothing differs nothing is noted. Raises AlreadyHeld, DoesNotExist."""
    insurer = hold_insurer(insurer_id)
    before, after = assign(insurer, data)
    if after:
        keep(insurer)
        note_change(insurer, HoldingChange.What.INSURER_CHANGED, official, before, after)
    return insurer
