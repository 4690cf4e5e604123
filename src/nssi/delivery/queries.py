"""What the house asks about deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nssi.access.models import Official
from nssi.delivery.models import Delivery
from nssi.delivery.policies import policies_of
from nssi.documents.models import IssuedDocument
from nssi.documents.queries import names_of
from nssi.people.models import Person

State = Delivery.State

SEES_TO_DELIVERY = tuple(role for role in Official.Role if role is not Official.Role.ADMINISTRATOR)
"""The roles of officials who may see to the documents of their body."""


@dataclass(frozen=True)
class Waiting:
    """How many documents wait for a person to download them, and the first of their last days, where one runs."""

    count: int
    until: date | None


def deliveries_of(person: Person) -> list[Delivery]:
    """Return all documents that are for the person, the newest first."""
    mine = Delivery.objects.filter(addressee=person).select_related("document__body")
    return list(mine.order_by("-created_at", "-id"))


def waiting_for(person: Person) -> Waiting:
    """Return what waits to be downloaded by the person in time."""
    states = (State.WAITING, State.UNDELIVERED)
    days = Delivery.objects.filter(addressee=person, method="electronic", state__in=states)
    until = list(days.values_list("due_on", flat=True))
    return Waiting(len(until), min(filter(None, until), default=None))


def documents_of(ids: Sequence[str]) -> dict[str, str]:
    """Return what the documents of the deliveries with these ids are called."""
    documents = dict(Delivery.objects.filter(id__in=ids).values_list("id", "document_id"))
    names = names_of([str(document) for document in documents.values()])
    return {str(id_): names[str(document)] for id_, document in documents.items()}


def delivery_at(token: str) -> Delivery | None:
    """Return the delivery whose page has this address, with its document; or None."""
    return Delivery.objects.select_related("document__body", "document__content").filter(token=token).first()


def seen_by(official: Official) -> QuerySet[Delivery]:
    """Return the deliveries that an official sees to: those of their own body, all of them for its clerks and head.

    Officials of other roles see those whose policy names their role. Administrators see none.
    """
    own = Delivery.objects.filter(document__body=official.competent_body_id).exclude(document__body=None)
    if official.role in (Official.Role.CLERK, Official.Role.DIRECTOR):
        return own
    return own.filter(policy__in=[policy.name for policy in policies_of(official.role)])


def unfinished(official: Official) -> QuerySet[Delivery]:
    """Return what an official still has to see to: all that is neither served nor only waits for its person to download."""
    waits_alone = Q(method="electronic", state__in=(State.PREPARING, State.WAITING))
    open_ones = seen_by(official).exclude(Q(state=State.SERVED) | Q(state=State.PREPARING) | waits_alone)
    return open_ones.select_related("document", "addressee").order_by("created_at", "id")


def deliveries_of_document(document: IssuedDocument, official: Official) -> list[Delivery]:
    """Return the deliveries of a document that an official sees to, with their timelines."""
    found = seen_by(official).filter(document=document)
    return list(found.select_related("addressee").prefetch_related("events").order_by("created_at", "id"))
