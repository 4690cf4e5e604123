"""How far the institution is with an application, as its person sees it: said by the room above that works on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from nssi.applications.models import Application
from nssi.applications.steps import Text
from nssi.foundation import clock


@dataclass(frozen=True)
class Event:
    """One entry of a timeline: what happened, in words, and when."""

    what: str
    when: datetime


@dataclass(frozen=True)
class Progress:
    """Where an application stands (title, colour of its tag), what happens next, what happened, and what is waited for.

    `until`: the last day of the term that the person has to keep, with its `term` in words; None where there is none.
    `promised_until`: the day until which the institution promised to do it, None where it has done so or promised nothing;
    `is_late`: that day has passed.
    `acts`: what the person can do about it, each with the path of its page. `ended`: nothing more is done about it, so nothing can be changed or withdrawn.
    """

    title: Text
    colour: str
    next_step: Text
    events: tuple[Event, ...]
    ended: bool
    acts: tuple[tuple[Text, str], ...] = ()
    term: Text = ""
    until: date | None = None
    promised_until: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether the institution has not kept its term."""
        return self.promised_until is not None and self.promised_until < clock.today()


@dataclass(frozen=True)
class Issued:
    """A document that was issued about an application: where its page is and how it is served, where it is for the person."""

    title: str
    number: str
    at: datetime
    url: str = ""
    status: Text = ""
    colour: str = ""


@dataclass(frozen=True)
class Details:
    """What else is known of one application.

    `facts`: what it goes by there, each with its words (a registration number); `found`: by the id of a document that came
    in, what was found of it; `asked`: what the person is asked to clarify; `issued`: what was issued, the newest first.
    """

    facts: Sequence[tuple[Text, str]] = ()
    found: Mapping[int, Text] = field(default_factory=dict)
    asked: Sequence[str] = ()
    issued: Sequence[Issued] = ()


DetailsHandler = Callable[[Application], Details | None]
ProgressHandler = Callable[[Sequence[Application]], Mapping[UUID, Progress]]

_handlers: list[ProgressHandler] = []
_details: list[DetailsHandler] = []


def knows_progress(handler: ProgressHandler) -> ProgressHandler:
    """Register `handler` to say how far these applications are, by their id; those it does not know are left out."""
    _handlers.append(handler)
    return handler


def progress_of(applications: Sequence[Application]) -> dict[UUID, Progress]:
    """Return how far each of these applications is; those that nobody works on are left out."""
    found: dict[UUID, Progress] = {}
    for handler in _handlers if applications else ():
        found |= handler(applications)
    return found


def knows_details(handler: DetailsHandler) -> DetailsHandler:
    """Register `handler` to say what else is known of an application, None where it knows nothing."""
    _details.append(handler)
    return handler


def details_of(application: Application) -> Details:
    """Return what else is known of an application."""
    return next((known for handler in _details if (known := handler(application)) is not None), Details())
