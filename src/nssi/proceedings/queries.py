"""What the house asks about proceedings."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from nssi.access.models import Official
from nssi.applications.models import Application
from nssi.applications.progress import Issued
from nssi.audit.models import AuditEntry
from nssi.delivery.models import Delivery
from nssi.delivery.statuses import Status, status_of
from nssi.documents.models import IssuedDocument
from nssi.people.models import Person
from nssi.proceedings.appeals import can_be_appealed
from nssi.proceedings.case import LOOKED
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import Text, find_procedure
from nssi.terms.models import Task, Term
from nssi.terms.queries import terms_of

MOST_LOOKS = 50


@dataclass(frozen=True)
class ShownTerm:
    """A term of a proceeding with its title, as it is shown: the day, why it ends then, and how it stands."""

    term: Term
    title: Text
    article: str
    of_person: bool

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return {"running": "blue", "met": "green", "missed": "red", "stopped": "grey"}[self.term.state]


def terms_shown(proceeding: Proceeding) -> list[ShownTerm]:
    """Return the terms of a proceeding, the one that ends first before the others."""
    procedure = find_procedure(proceeding.service)
    known = {term.name: term for term in procedure.all_terms} if procedure else {}
    return [
        ShownTerm(term, known[term.kind].title, term.article, known[term.kind].of_person)
        for term in terms_of(SUBJECT, str(proceeding.pk))
        if term.kind in known
    ]


def tasks_of(proceeding: Proceeding) -> list[Task]:
    """Return what officials have to do in a proceeding still, the most urgent first."""
    open_ones = Task.objects.filter(subject_kind=SUBJECT, subject_id=str(proceeding.pk), done_at=None)
    return list(open_ones.order_by("due_on", "id"))


@dataclass(frozen=True)
class Outgoing:
    """A document that was issued in a proceeding, and how each of its deliveries stands."""

    document: IssuedDocument
    statuses: tuple[Status, ...]
    can_be_appealed: bool


def issued_in(proceeding: Proceeding) -> list[Outgoing]:
    """Return the documents that were issued in a proceeding, the newest first."""
    issued = IssuedDocument.objects.filter(subject_kind=SUBJECT, subject_id=str(proceeding.pk))
    issued = issued.prefetch_related("deliveries").order_by("-issued_at")
    return [
        Outgoing(
            document, tuple(status_of(each) for each in document.deliveries.all()), can_be_appealed(document)
        )
        for document in issued
    ]


def issued_to(person: Person, proceeding: Proceeding) -> list[Issued]:
    """Return what was issued in a proceeding as its person sees it, the newest first. Two queries."""
    documents = IssuedDocument.objects.filter(
        subject_kind=SUBJECT, subject_id=str(proceeding.pk), state=IssuedDocument.State.ISSUED
    )
    own = {
        each.document_id: each for each in Delivery.objects.filter(document__in=documents, addressee=person)
    }
    return [_issued(each, own.get(each.pk)) for each in documents.order_by("-issued_at")]


def _issued(document: IssuedDocument, delivery: Delivery | None) -> Issued:
    facts = (document.title, document.outgoing_number, document.issued_at)
    if delivery is None:
        return Issued(*facts)
    status = status_of(delivery)
    return Issued(*facts, reverse("document_open", args=[delivery.token]), status.text, status.colour)


@dataclass(frozen=True)
class Look:
    """Who opened a proceeding, and when."""

    name: str
    at: datetime


def looks_at(proceeding: Proceeding) -> list[Look]:
    """Return who opened a proceeding lately, the newest first."""
    entries = list(
        AuditEntry.objects.filter(
            subject_kind=SUBJECT, subject_id=str(proceeding.pk), event=LOOKED, actor_kind="official"
        ).order_by("-id")[:MOST_LOOKS]
    )
    names = Official.objects.in_bulk([int(entry.actor_id) for entry in entries])
    return [Look(names[int(entry.actor_id)].full_name, entry.at) for entry in entries]


def proceeding_of(application: Application) -> Proceeding | None:
    """Return the proceeding of an application, also of one that was replaced since; None where there is none."""
    latest = application
    while (later := getattr(latest, "replaced_by", None)) is not None:
        latest = later
    return Proceeding.objects.filter(application=latest).first()


def proceeding(proceeding_id: UUID | str) -> Proceeding:
    """Return the proceeding with this id. Raises Proceeding.DoesNotExist."""
    return Proceeding.objects.select_related("application", "person", "body").get(pk=proceeding_id)
