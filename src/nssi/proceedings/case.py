"""A proceeding on an official's screen: who may open it, what they may do in it, and the frame of its tabs (O-03).

A page of a service that is a tab of its own is written as

    @official_required()
    @never_cache
    @require_safe
    def assessment(request, proceeding_id):
        case = open_case(request, proceeding_id)
        return case.page("unemployment_benefit/assessment.html", rows=…)

with a template that extends `proceedings/case.html`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nssi.access.visitors import OfficialRequest
from nssi.applications.models import Application
from nssi.applications.queries import title_of
from nssi.audit import Actor, record
from nssi.documents.jobs import TAKES
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.people.models import Person
from nssi.proceedings.deadlines import Deadline
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import ADDED_DOCUMENT, REVOKED_ORDER, Act, Procedure, State, Text
from nssi.proceedings.rights import Standing
from nssi.proceedings.tabs import tabs_of

LOOKED = "proceedings.looked"


class Elsewhere(PermissionDenied):
    """The proceeding belongs to another body or to other officials; the text says to whom."""


@dataclass(frozen=True)
class OfferedAct:
    """An act that belongs to the state and to the official's role: its page, and why it cannot be done now, if so."""

    act: Act
    url: str
    why_not: Text


@dataclass(frozen=True)
class Case:
    """A proceeding that an official has opened."""

    request: OfficialRequest
    standing: Standing

    @property
    def proceeding(self) -> Proceeding:
        """The proceeding."""
        return self.standing.proceeding

    @property
    def application(self) -> Application:
        """The application that holds at present."""
        return self.proceeding.application

    @property
    def person(self) -> Person:
        """The applicant."""
        return self.proceeding.person

    @property
    def procedure(self) -> Procedure:
        """The procedure of the service."""
        return self.standing.procedure

    @property
    def state(self) -> State:
        """Where the proceeding stands."""
        return self.procedure.state(self.proceeding.state)

    @cached_property
    def facts(self) -> Sequence[tuple[Text, str]]:
        """What stands beside the state, each with its words."""
        return self.procedure.facts(self.proceeding)

    @property
    def asks(self) -> bool:
        """Whether the data may answer questions still."""
        return self.procedure.asks is not None and self.proceeding.closed_at is None

    @property
    def closable(self) -> tuple[str, ...]:
        """The kinds of tasks of which the official says that they are done: no act of the procedure does them."""
        if self.standing.official.role not in self.procedure.roles:
            return ()
        done_by_acts = {kind for act in self.procedure.acts for kind in act.closes_tasks}
        return tuple(kind for kind in (ADDED_DOCUMENT, REVOKED_ORDER) if kind not in done_by_acts)

    @cached_property
    def delayed(self) -> list[IssuedDocument]:
        """Documents that were issued and are not there yet though they should be: something is the matter with drawing or sealing."""
        issued = IssuedDocument.objects.filter(subject_kind=SUBJECT, subject_id=str(self.proceeding.pk))
        late = issued.filter(state=IssuedDocument.State.PREPARING, issued_at__lt=clock.now() - TAKES)
        return list(late.order_by("issued_at"))

    @property
    def title(self) -> str:
        """The title of the service."""
        return title_of(self.application)

    @property
    def deadline(self) -> Deadline | None:
        """The deadline with its colour and words; None where no term runs."""
        return Deadline.of(self.proceeding)

    @property
    def is_mine(self) -> bool:
        """Whether the official works on it."""
        return self.proceeding.assignee_id == self.standing.official.pk

    @property
    def may_take(self) -> bool:
        """Whether the official can take it now."""
        standing, proceeding = self.standing, self.proceeding
        acts = proceeding.role == standing.official.role or proceeding.role in standing.stands_in_for
        open_to_all = proceeding.closed_at is None and not standing.conflict and not standing.taken
        return acts and open_to_all and not self.is_mine

    @property
    def holds(self) -> bool:
        """Whether the official works on it and can let go of it."""
        return self.is_mine and self.proceeding.closed_at is None

    @cached_property
    def offered(self) -> list[OfferedAct]:
        """What the official can do in this state, and what not yet."""
        return [
            OfferedAct(act, self.url_of(act), self.standing.why_not(act))
            for act in self.procedure.all_acts
            if act.by_officials and self.proceeding.state in act.sources and self.standing.role_for(act)[0]
        ]

    def url_of(self, act: Act) -> str:
        """Return the path of the page of an act."""
        if act.page:
            return reverse(act.page, args=[self.proceeding.pk])
        return reverse("proceeding_act", args=[self.proceeding.pk, act.name])

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Return the page of a tab or of an act in the frame of the case."""
        here = self.request.path
        tabs = [
            {"title": tab.title, "url": url, "here": url == here}
            for tab in tabs_of(self.proceeding)
            for url in [reverse(tab.url_name, args=[self.proceeding.pk])]
        ]
        return render(self.request, template, {"case": self, "tabs": tabs, **context}, status=status)


def open_case(request: OfficialRequest, proceeding_id: UUID) -> Case:
    """Return the case for the official who asks, and note in the trail that they looked.

    Raises Http404 where there is none, Elsewhere where it is not theirs to see.
    """
    proceeding = (
        Proceeding.objects.select_related(
            "application__document", "application__replaces", "person", "representation", "body", "assignee"
        )
        .filter(pk=proceeding_id)
        .first()
    )
    if proceeding is None:
        raise Http404
    standing = Standing(proceeding, request.official)
    if reason := standing.foreign:
        raise Elsewhere(reason)
    record(
        LOOKED,
        actor=Actor.official(request.official.pk),
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        details={"page": request.resolver_match.url_name if request.resolver_match else ""},
        about=proceeding.person_id,
    )
    return Case(request, standing)
