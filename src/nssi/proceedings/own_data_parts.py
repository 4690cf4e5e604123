"""What this room knows of a person, for that person: proceedings, what was done in them, what was asked, appeals.

Without the notes of officials: they may tell of others, and the person sees them by looking into the file (Art. 34 АПК).
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from nssi.applications.models import IdentifiedBy
from nssi.people.models import Person
from nssi.people.own_data import Column, Kind, Part
from nssi.proceedings.history import SAID
from nssi.proceedings.models import (
    SUBJECT,
    Appeal,
    ClarifyingQuestion,
    Intake,
    LinksJudgement,
    OriginalSeen,
    Proceeding,
    ProceedingEvent,
    Recusal,
)
from nssi.proceedings.procedures import find_procedure
from nssi.terms import kinds
from nssi.terms.models import Term


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


def _terms(person: Person) -> Iterator[tuple[Any, ...]]:
    uids = dict(Proceeding.objects.filter(person=person).values_list("pk", "application__registry_uid"))
    terms = Term.objects.filter(subject_kind=SUBJECT, subject_id__in=[str(pk) for pk in uids])
    for each in terms.order_by("started_on", "pk"):
        title = kinds.kind_of(each).title
        yield uids[UUID(each.subject_id)], title, each.article, each.started_on, each.due_on, each.ended_at


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
TERMS = Part(
    "terms",
    _("Срокове по преписките"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("term", _("Срок")),
        Column("article", _("Основание")),
        Column("started_on", _("От"), Kind.DAY),
        Column("due_on", _("Последен ден"), Kind.DAY),
        Column("ended_at", _("Приключил на"), Kind.MOMENT),
    ),
    _terms,
    (Term,),
)
INTAKES = Part(
    "intakes",
    _("Заявления, приети на място, по пощата или по e-mail"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("channel", _("Как"), said=lambda value: IdentifiedBy(value).label),
        Column("received_on", _("Получено на"), Kind.DAY),
        Column("signed", _("Подписано"), Kind.YES_NO),
    ),
    lambda person: (
        Intake.objects.filter(application__person=person)
        .order_by("received_on")
        .values_list("application__registry_uid", "channel", "received_on", "signed")
    ),
    (Intake,),
)
ORIGINALS = Part(
    "originals_seen",
    _("Оригинали, които служител е видял"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("title", _("Документ")),
        Column("seen_at", _("Кога"), Kind.MOMENT),
    ),
    lambda person: (
        OriginalSeen.objects.filter(file__application__person=person)
        .order_by("seen_at")
        .values_list("file__application__registry_uid", "file__title", "seen_at")
    ),
    (OriginalSeen,),
)
LINKS = Part(
    "links_judged",
    _("Документи с препратки, които служител е преценил"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("title", _("Документ")),
        Column("accepted", _("Приет"), Kind.YES_NO),
        Column("at", _("Кога"), Kind.MOMENT),
    ),
    lambda person: (
        LinksJudgement.objects.filter(file__application__person=person)
        .order_by("at")
        .values_list("file__application__registry_uid", "file__title", "accepted", "at")
    ),
    (LinksJudgement,),
)
PARTS = (PROCEEDINGS, EVENTS, TERMS, QUESTIONS, INTAKES, ORIGINALS, LINKS, APPEALS)
LEFT_OUT = {Recusal: _("отвод на служител по преписка: засяга самия служител")}
