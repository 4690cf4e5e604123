"""File an appeal against an order: registered, put before the head of the local office, with its term (Art. 117 КСО)."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.applications.models import IdentifiedBy
from nssi.applications.services import service
from nssi.audit import Actor, record
from nssi.delivery.models import Delivery
from nssi.foundation import clock
from nssi.people.models import Person
from nssi.proceedings.actions.perform import hold
from nssi.proceedings.actions.tell_person import tell_person
from nssi.proceedings.appeals import APPEAL, can_be_appealed, decision_due, last_day_to_appeal
from nssi.proceedings.history import APPEALED
from nssi.proceedings.models import Appeal, Proceeding, ProceedingEvent
from nssi.proceedings.rights import ActRefused
from nssi.records.actions.assign_registry_uid import assign_registry_uid
from nssi.terms import kinds
from nssi.terms.actions.open_tasks import open_tasks
from nssi.terms.actions.start_term import start_term
from nssi.terms.models import Task

DECIDES = "proceedings.appeal_decision"
"""The kind of the term within which an appeal is decided, and of the task to decide it."""


@transaction.atomic
def file_appeal(
    delivery_id: UUID,
    person: Person,
    grounds: str,
    identified_by: IdentifiedBy,
    official: Official | None = None,
) -> Appeal:
    """File it for the addressee of a served order; `official`: who enters what came on paper.

    An order is appealed once: filed again, the appeal that is there is returned. What comes late is taken at the counter
    alone, and marked; whether it is considered the head decides. Raises ActRefused.
    """
    delivery = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("document", "addressee")
        .get(id=delivery_id)
    )
    document = delivery.document
    if delivery.addressee_id != person.pk or not can_be_appealed(document):
        raise ActRefused(_("Този документ не може да се обжалва тук."))
    if (filed := Appeal.objects.filter(document=document).first()) is not None:
        return filed
    last = last_day_to_appeal(delivery)
    if last is None:
        raise ActRefused(_("Разпореждането се обжалва, след като бъде връчено."))
    is_late = clock.today() > last
    if is_late and official is None:
        raise ActRefused(_("Срокът за обжалване изтече."))
    proceeding = hold(UUID(document.subject_id))
    appeal = Appeal(
        id=uuid4(),
        proceeding=proceeding,
        document=document,
        person=person,
        body=proceeding.body,
        grounds=grounds,
        identified_by=identified_by,
        official=official,
        filed_at=clock.now(),
        is_late=is_late,
    )
    _put_before_the_head(appeal, proceeding, official)
    of = service(proceeding.service)
    if of is None:
        raise ActRefused(_("Този документ не може да се обжалва тук."))
    uid = assign_registry_uid(of.register_index, subject_kind=APPEAL, subject_id=str(appeal.pk))
    appeal.registry_uid = str(uid)
    appeal.save(force_insert=True)
    tell_person(
        proceeding,
        "proceedings/messages/appealed",
        str(appeal.pk),
        {"appeal_uid": uid, "until": decision_due(appeal)},
    )
    return appeal


def _put_before_the_head(appeal: Appeal, proceeding: Proceeding, official: Official | None) -> None:
    started = start_term(
        kinds.by_name(DECIDES),
        subject_kind=APPEAL,
        subject_id=str(appeal.pk),
        started_on=clock.today(),
        started_by="завеждане на жалбата",
    )
    task = Task(
        key=f"{DECIDES}:{appeal.pk}",
        kind=DECIDES,
        title=f"Решете по жалба срещу {appeal.document.outgoing_number}",
        subject_kind=APPEAL,
        subject_id=str(appeal.pk),
        body=proceeding.body,
        role=Official.Role.DIRECTOR,
        due_on=started.due_on,
    )
    open_tasks([task])
    ProceedingEvent.objects.create(
        proceeding=proceeding,
        at=appeal.filed_at,
        act=APPEALED,
        from_state=proceeding.state,
        to_state=proceeding.state,
        official=official,
    )
    record(
        "proceedings.appealed",
        actor=Actor.official(official.pk) if official else Actor.person(appeal.person_id),
        subject_kind=APPEAL,
        subject_id=str(appeal.pk),
        details={"document": str(appeal.document_id), "late": appeal.is_late},
        about=appeal.person_id,
    )
