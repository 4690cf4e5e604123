"""Add an ended insurer to the archive (O-20)."""

from django.db import IntegrityError, transaction

from nssi.access.models import Official
from nssi.archive.holdings import AlreadyHeld, InsurerData, as_told, note_change
from nssi.archive.merging import remember_words
from nssi.archive.models import HoldingChange, TerminatedInsurer
from nssi.archive.names import lexemes
from nssi.foundation import clock


@transaction.atomic
def add_insurer(data: InsurerData, official: Official) -> TerminatedInsurer:
    """Return the insurer, added now. Raises AlreadyHeld where the archive knows it."""
    insurer = TerminatedInsurer(created_at=clock.now())
    for name, value in vars(data).items():
        setattr(insurer, name, value)
    keep(insurer)
    note_change(insurer, HoldingChange.What.INSURER_ADDED, official, {}, as_told(data))
    return insurer


def keep(insurer: TerminatedInsurer) -> None:
    """Save an insurer and make it searchable, in the caller's transaction. Raises AlreadyHeld where it is another one's double."""
    insurer.prepare()
    try:
        with transaction.atomic():
            insurer.save()
    except IntegrityError:
        raise AlreadyHeld(TerminatedInsurer.objects.get(identity=insurer.identity)) from None
    remember_words(lexemes([insurer.name, *insurer.former_names], []))
