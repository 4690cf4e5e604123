"""Take in what a person declares of changed circumstances, and put it before the inspector (Art. 54d(3))."""

from uuid import uuid4

from django.conf import settings
from django.utils import translation

from nssi.foundation import clock
from nssi.law.unemployment_benefit.facts import EventKind
from nssi.look.typography import date_text, ended
from nssi.proceedings.models import SUBJECT
from nssi.proceedings.procedures import Doing
from nssi.records.actions.assign_registry_uid import assign_registry_uid
from nssi.services.unemployment_benefit.circumstances import EVENTS, TASK, declare_by, proposal_for, task_key
from nssi.services.unemployment_benefit.models import DeclaredCircumstance
from nssi.services.unemployment_benefit.service import UNEMPLOYMENT_BENEFIT
from nssi.terms.actions.open_tasks import open_tasks
from nssi.terms.models import Task

LONGEST_TITLE = 200


def declare_circumstance(doing: Doing) -> None:
    """Register the declaration with its УРИ and open a task with the order that the law asks for.

    `doing.data`: `kind`, `on`, `details`. The same change declared twice, while the first waits, is registered once.
    """
    proceeding, kind, on = doing.proceeding, EventKind(doing.data["kind"]), doing.data["on"]
    if proceeding.declared_circumstances.filter(kind=kind, on=on, settled_at=None).exists():
        return
    declared = DeclaredCircumstance(
        id=uuid4(),
        proceeding=proceeding,
        kind=kind.value,
        on=on,
        details=doing.data.get("details", ""),
        declared_at=clock.now(),
        due_on=declare_by(on),
    )
    with translation.override(settings.LANGUAGE_CODE):
        title = f"Декларирана промяна: {EVENTS[kind]} от {ended(date_text(on))} Предложение: {proposal_for(declared)}"
    task = Task(
        key=task_key(declared),
        kind=TASK,
        title=title[:LONGEST_TITLE],
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        body=proceeding.body,
        role=proceeding.role,
    )
    open_tasks([task])
    uid = assign_registry_uid(
        UNEMPLOYMENT_BENEFIT.register_index, subject_kind="circumstance", subject_id=str(declared.id)
    )
    declared.registry_uid = str(uid)
    declared.save(force_insert=True)
