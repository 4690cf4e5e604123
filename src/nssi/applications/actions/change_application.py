"""Change how a person is reached and paid after filing: registered, and confirmed by a message."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import translation

from nssi.access.models import Official
from nssi.applications.changes import CHANGEABLE, changeable, contact_of, current_answers, has_ended, plain
from nssi.applications.events import tell_changed
from nssi.applications.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    Change,
    IdentifiedBy,
)
from nssi.applications.queries import title_of
from nssi.applications.services import service
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.messages.actions.send import send
from nssi.people.models import Person
from nssi.records.actions.assign_registry_uid import assign_registry_uid

_HAPPENED = {
    Change.What.WITHDRAWAL: ApplicationEvent.What.WITHDRAWN,
    Change.What.DOCUMENT: ApplicationEvent.What.DOCUMENT_ADDED,
}


class NotChangeable(Exception):  # noqa: N818 – an answer, no error of ours
    """The person has no such application, or it has ended, or its form does not ask for this."""


@transaction.atomic
def change_application(
    application_id: UUID,
    person: Person,
    what: Change.What,
    value: Mapping[str, Any],
    identified_by: IdentifiedBy,
) -> Change | None:
    """Lay `value` (the cleaned answers of `changes.change_form`) over the person's application.

    What was filed stays as it is; the change has an incoming number of its own. Both the address that held and the one
    that holds now are told. None where nothing is different: the same page sent twice changes once. Raises NotChangeable.
    """
    application = _hold(application_id, person)
    if what not in changeable(application):
        raise NotChangeable
    step, _fields = CHANGEABLE[what]
    kept = plain(value)
    before = current_answers(application).get(step, {})
    if all(before.get(name) == each for name, each in kept.items()):
        return None
    told = {contact_of(application).email}
    change = register_change(application, what, kept, identified_by)
    told.add(contact_of(application).email)
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "title": title_of(application),
            "registry_uid": application.registry_uid,
            "what": change.get_what_display(),
            "change_uid": change.registry_uid,
        }
    for number, address in enumerate(sorted(filter(None, told))):
        send(
            address,
            "applications/messages/changed",
            context,
            key=f"applications.changed:{change.id}:{number}",
        )
    return change


def hold_application(application_id: UUID, person: Person) -> Application:
    """Return the person's application, locked till the end of the caller's transaction. Raises NotChangeable."""
    application = _hold(application_id, person)
    if application.state != Application.State.FILED or has_ended(application):
        raise NotChangeable
    return application


def _hold(application_id: UUID, person: Person) -> Application:
    application = Application.objects.select_for_update().filter(id=application_id, person=person).first()
    if application is None:
        raise NotChangeable
    return application


def register_change(
    application: Application,
    what: Change.What,
    value: Mapping[str, Any],
    identified_by: IdentifiedBy,
    *,
    files: Sequence[ApplicationFile] = (),
    official: Official | None = None,
) -> Change:
    """Append a change to an application that the caller holds, with the documents that came, and give it its number.

    `official`: who entered it for the person, where they did not do it themselves.
    """
    known = service(application.service)
    if known is None:
        raise NotChangeable
    change = Change(
        id=uuid4(),
        application=application,
        what=what,
        value=value,
        identified_by=identified_by,
        made_at=clock.now(),
    )
    happened = _HAPPENED.get(what, ApplicationEvent.What.CHANGED)
    ApplicationEvent.objects.create(application=application, what=happened, at=change.made_at)
    record(
        f"applications.{happened}",
        actor=Actor.official(official.pk) if official else Actor.person(application.person_id),
        subject_kind="application",
        subject_id=str(application.id),
        details={"what": what.value, "change": str(change.id)},
    )
    uid = assign_registry_uid(known.register_index, subject_kind="change", subject_id=str(change.id))
    change.registry_uid = str(uid)
    change.save(force_insert=True)
    for file in files:
        file.change = change
        file.save(force_insert=True)
    tell_changed(application, change)
    return change
