"""Annul the PIK of a person who asks for it: in the portal, or at the counter."""

from django.db import transaction

from nssi.access.actions.annul_pik import annul_pik
from nssi.access.actions.destroy_pik import destroy_pik
from nssi.access.queries import active_pik
from nssi.audit import Actor
from nssi.people.models import Person
from nssi.pik.models import PikIssue
from nssi.pik.notices import note_annulled


@transaction.atomic
def annul_pik_of(person: Person, actor: Actor) -> bool:
    """Annul the active PIK of the person, and one that waits for its day; return whether there was any."""
    found = False
    if (credential := active_pik(person.pk)) and annul_pik(credential.pk):
        note_annulled(credential, actor)
        found = True
    waiting = PikIssue.objects.filter(person=person, state=PikIssue.State.HANDED_OVER)
    for issue in waiting.select_for_update(of=("self",)).select_related("credential"):
        assert issue.credential is not None  # noqa: S101 – the database asks for it
        destroy_pik(issue.credential.pk)
        issue.state = PikIssue.State.DISCARDED
        issue.save(update_fields=["state"])
        note_annulled(issue.credential, actor, email=issue.email)
        found = True
    return found
