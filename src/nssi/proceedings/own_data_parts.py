"""What this room knows of a person, for that person: proceedings, what was done in them, what was asked, appeals.

Without the notes of officials: they may tell of others, and the person sees them by looking into the file (Art. 34 АПК).
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from nssi.people.models import Person
from nssi.people.own_data import Column, Kind, Part
from nssi.proceedings.history import SAID
from nssi.proceedings.models import Appeal, ClarifyingQuestion, Proceeding, ProceedingEvent
from nssi.proceedings.procedures import find_procedure


def _proceedings(person: Person) -> Iterator[tuple[Any, ...]]:
    found = (
        Proceeding.objects.filter(person=person).select_related("application", "body").order_by("opened_at")
    )
    for each in found:
        procedure = find_procedure(each.service)
        state = procedure.state(each.state).title if procedure else each.state
        yield each.application.registry_uid, each.body.label, state, each.opened_at, each.closed_at


def _events(person: Person) -> Iterator[tuple[Any, ...]]:
    events = ProceedingEvent.objects.filter(proceeding__person=person).order_by("at", "id")
    for each in events.select_related("proceeding__application"):
        procedure = find_procedure(each.proceeding.service)
        acts = {act.name: act.title for act in procedure.all_acts} if procedure else {}
        yield (
            each.proceeding.application.registry_uid,
            each.at,
            acts.get(each.act) or SAID.get(each.act, each.act),
        )


PROCEEDINGS = Part(
    "proceedings",
    _("Преписки"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("body", _("При кого е")),
        Column("state", _("Състояние")),
        Column("opened_at", _("Образувана на"), Kind.MOMENT),
        Column("closed_at", _("Приключена на"), Kind.MOMENT),
    ),
    _proceedings,
    (Proceeding,),
)
EVENTS = Part(
    "proceeding_events",
    _("Какво е правено по преписките"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("at", _("Кога"), Kind.MOMENT),
        Column("what", _("Какво")),
    ),
    _events,
    (ProceedingEvent,),
)
QUESTIONS = Part(
    "questions",
    _("Какво сте били помолени да изясните"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("text", _("Въпрос")),
        Column("raised_at", _("Зададен на"), Kind.MOMENT),
        Column("closed_at", _("Изяснен на"), Kind.MOMENT),
    ),
    lambda person: (
        ClarifyingQuestion.objects.filter(proceeding__person=person, of_person=True)
        .order_by("raised_at")
        .values_list("proceeding__application__registry_uid", "text", "raised_at", "closed_at")
    ),
    (ClarifyingQuestion,),
)
APPEALS = Part(
    "appeals",
    _("Жалби"),
    (
        Column("registry_uid", _("Входящ №")),
        Column("document", _("Срещу документ №")),
        Column("grounds", _("Основания")),
        Column("filed_at", _("Подадена на"), Kind.MOMENT),
        Column("outcome", _("Решение"), said=lambda value: Appeal.Outcome(value).label if value else ""),
        Column("reasons", _("Мотиви")),
        Column("decided_at", _("Решена на"), Kind.MOMENT),
    ),
    lambda person: (
        Appeal.objects.filter(person=person)
        .order_by("filed_at")
        .values_list(
            "registry_uid",
            "document__outgoing_number",
            "grounds",
            "filed_at",
            "outcome",
            "reasons",
            "decided_at",
        )
    ),
    (Appeal,),
)
PARTS = (PROCEEDINGS, EVENTS, QUESTIONS, APPEALS)
