"""What the person sees of their proceeding: its state in their words, what happens next, the timeline (C-24, C-25, P-05b)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from nssi.applications.models import Application
from nssi.applications.progress import Details, Event, Progress
from nssi.proceedings.history import APPEAL_DECIDED, APPEALED, SAID, TRANSFERRED
from nssi.proceedings.linked_documents import told_to_person
from nssi.proceedings.models import SUBJECT, Proceeding, ProceedingEvent
from nssi.proceedings.procedures import PERSON, Procedure, find_procedure
from nssi.proceedings.queries import issued_to
from nssi.terms.models import Term


def progress_of(applications: Sequence[Application]) -> Mapping[UUID, Progress]:
    """Return how far these applications are, by their id. Three queries, however many they are."""
    ids = [application.pk for application in applications]
    proceedings = list(Proceeding.objects.filter(application__in=ids))
    events: dict[UUID, list[ProceedingEvent]] = defaultdict(list)
    terms: dict[str, list[Term]] = defaultdict(list)
    if proceedings:
        subjects = [str(each.pk) for each in proceedings]
        for event in ProceedingEvent.objects.filter(proceeding__in=proceedings):
            events[event.proceeding_id].append(event)
        unsettled = Term.objects.filter(subject_kind=SUBJECT, subject_id__in=subjects, settled_at=None)
        for term in unsettled.order_by("due_on"):
            terms[term.subject_id].append(term)
    found = {}
    for each in proceedings:
        procedure = find_procedure(each.service)
        if procedure is not None:
            found[each.application_id] = _progress(procedure, each, events[each.pk], terms[str(each.pk)])
    return found


def details_of(application: Application) -> Details | None:
    """Return what else the proceeding of an application says to its person; None where it has none."""
    proceeding = Proceeding.objects.filter(application=application).first()
    procedure = find_procedure(proceeding.service) if proceeding else None
    if proceeding is None or procedure is None:
        return None
    asked = proceeding.questions.filter(of_person=True, closed_at=None) if procedure.asks else ()
    return Details(
        facts=procedure.facts(proceeding),
        found=told_to_person(proceeding),
        asked=[question.text for question in asked],
        issued=issued_to(application.person, proceeding),
    )


def _progress(
    procedure: Procedure, proceeding: Proceeding, events: list[ProceedingEvent], terms: list[Term]
) -> Progress:
    state = procedure.state(proceeding.state)
    of_person = {term.name: term.title for term in procedure.all_terms if term.of_person}
    promised = {term.name for term in procedure.all_terms if term.promised}
    running = (term for term in terms if term.state == Term.State.RUNNING)
    asked = next((term for term in running if term.kind in of_person), None)
    return Progress(
        title=state.citizen_title,
        colour=state.colour,
        next_step=state.next_step,
        events=tuple(_told(procedure, events)),
        ended=state.closes,
        acts=tuple(
            (act.title, reverse(act.page, args=[proceeding.pk]))
            for act in procedure.all_acts
            if act.page and PERSON in act.roles and state.name in act.sources and not act.needs(proceeding)
        ),
        term=of_person[asked.kind] if asked else "",
        until=asked.due_on if asked else None,
        promised_until=next((term.due_on for term in terms if term.kind in promised), None),
    )


def _told(procedure: Procedure, events: list[ProceedingEvent]) -> list[Event]:
    """Return what the person reads: what acts say to them, and each state that is new to them; the newest first."""
    acts = {act.name: act for act in procedure.all_acts}
    told = []
    for event in events:
        act = acts.get(event.act)
        before, after = (procedure.state(name) for name in (event.from_state, event.to_state))
        if act is not None and act.told:
            told.append(Event(str(act.told), event.at))
        elif event.act in (TRANSFERRED, APPEALED, APPEAL_DECIDED):
            told.append(Event(str(SAID[event.act]), event.at))
        elif str(after.citizen_title) != str(before.citizen_title):
            told.append(Event(str(after.citizen_title), event.at))
    return told[::-1]
