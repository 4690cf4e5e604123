"""Begin to read what the documents of an insurer say of a person (O-21)."""

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.extracts import note
from nssi.archive.models import PayrollExtract, TerminatedInsurer
from nssi.foundation import clock
from nssi.people.models import Person


@transaction.atomic
def begin_extract(
    person: Person, insurer: TerminatedInsurer, names: str, official: Official
) -> PayrollExtract:
    """Return the extract of this person at this insurer, made now unless there is one; `names` as the documents have them."""
    extract, is_new = PayrollExtract.objects.get_or_create(
        person=person,
        insurer=insurer,
        defaults={"names": names, "entered_by": official, "entered_at": clock.now()},
    )
    if is_new:
        note(extract, official, "extract_begun")
    return extract
