"""The procedures: each service registers its state machine when the house starts.

    register(
        Procedure(
            service="arhivni-udostovereniya",
            states=(State("examined", _("За проверка"), _("В обработка"), role=Role.ARCHIVE_OFFICER), …),
            acts=(Act("issue", _("Издай"), sources=("examined",), to=("issued",), roles=(Role.ARCHIVE_OFFICER,)), …),
            terms=(ProcedureTerm("archive_certificate.issuing", _("Издаване"), "чл. …", 30, Unit.DAYS), …),
        )
    )

The first state is where an application comes in. Every procedure also ends when the person withdraws (`WITHDRAW`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.law.term import Unit

if TYPE_CHECKING:
    from nssi.applications.models import Application
    from nssi.proceedings.forms import ActForm
    from nssi.proceedings.models import Proceeding

Text = str | Promise

PERSON = "person"
"""In `Act.roles`: the person does it, on their own pages or by what they file."""

DECISION = "decision"
"""In `Act.roles`: a decision on an appeal does it."""

CLOCK = "clock"
"""In `Act.roles`: the end of a term does it, to many proceedings at once."""


@dataclass(frozen=True)
class State:
    """A state of a proceeding.

    `title` is for officials, `citizen_title` with the `colour` of its tag for the person; `next_step` says to the person
    what happens next. `role` acts in it (a value of `Official.Role`). `waits`: for the person, so it is in no queue.
    `closes`: the proceeding has ended; `decides`: by a decision on what was asked. `starts`: terms that begin with it.
    """

    name: str
    title: Text
    citizen_title: Text
    role: str
    colour: str = "blue"
    next_step: Text = ""
    waits: bool = False
    closes: bool = False
    decides: bool = False
    starts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doing:
    """An act while it is done: in which proceeding (locked), by whom, with the cleaned answers of its form.

    `official` is None for what the person does. `in_place_of`: the absent official for whom this one stands in.
    """

    act: "Act"
    proceeding: "Proceeding"
    official: Official | None = None
    in_place_of: Official | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def note(self) -> str:
        """What the official wrote for the history: the answer `note` of the form."""
        return str(self.data.get("note", ""))


def _nothing(doing: Doing) -> str | None:
    return None


def _always(proceeding: "Proceeding") -> Text:
    return ""


def _reminds_nobody(proceeding: "Proceeding", last_day: date) -> None:
    return


@dataclass(frozen=True)
class Act:
    """What can be done in a proceeding.

    `title`: a verb, for the button; `done`: what the history says of it. `sources`: states in which it can be done; `to`:
    the states it may lead to (none: it stays). `roles`: who does it, or `PERSON`, `CLOCK`. `four_eyes_of`: another act
    that must not have been done last by the same official. `needs` says why it cannot be done yet, or nothing.

    `perform` does what belongs to it, in the transaction that changes the state: it may raise `ActRefused`, and returns
    the state it leads to where `to` names several. `form` asks for what it needs; `preview` draws the document that it
    would issue (PDF). `page`: the url name of a page of its own, which takes `proceeding_id`.

    `rests_on_documents`: it waits until of each document with links somebody has judged them (see `linked_documents`).
    `meets`, `stops`: terms that are kept or fall away by it; `closes_tasks`: kinds of tasks that it does. `told`: what the
    person reads of it in the timeline, beside the states. `after`: for the clock alone, called with the ids of all
    proceedings that it was done to, in the same transaction: it enqueues their letters.
    """

    name: str
    title: Text
    sources: tuple[str, ...]
    roles: tuple[str, ...]
    to: tuple[str, ...] = ()
    done: Text = ""
    told: Text = ""
    intro: Text = ""
    four_eyes_of: str = ""
    needs: Callable[["Proceeding"], Text] = _always
    form: "type[ActForm] | None" = None
    perform: Callable[[Doing], str | None] = _nothing
    preview: Callable[[Doing], bytes] | None = None
    page: str = ""
    warns: bool = False
    rests_on_documents: bool = False
    meets: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    closes_tasks: tuple[str, ...] = ()
    after: Callable[[Sequence[str]], None] | None = None

    @property
    def previews(self) -> bool:
        """Whether there is a document to look at before it is issued."""
        return self.preview is not None

    @property
    def by_officials(self) -> bool:
        """Whether an official does it."""
        return not set(self.roles) & {PERSON, CLOCK, DECISION}


@dataclass(frozen=True)
class Asked:
    """Something that has to be clarified; `of_person`: they are asked for it and see it."""

    text: Text
    of_person: bool = False


@dataclass(frozen=True)
class ProcedureTerm:
    """A term of a procedure, named `room.what` (see `terms.kinds.TermKind`).

    `of_person`: the person has to keep it; otherwise the institution, and where it does not, the proceeding is late.
    `promised`: the person is shown until when, and afterwards that it was not kept (J2 x7).
    When it has passed, `task` is opened for whoever acts in the state, and the clock does `ends_with`, where these are given.
    `remind_before`: how many days before the last day `remind` is called, with the proceeding and that day.
    """

    name: str
    title: Text
    article: str
    length: int
    unit: Unit
    of_person: bool = False
    promised: bool = False
    task: Text = ""
    ends_with: str = ""
    remind_before: int | None = None
    remind: "Callable[[Proceeding, date], None]" = _reminds_nobody


@dataclass(frozen=True)
class Milestone:
    """A point on the course of a proceeding: what, whether it is `done`, `current` or `later`, and when in words.

    `tag`: how its deadline stands, as words with a colour.
    """

    number: int
    label: Text
    state: str
    note: Text
    tag: tuple[Text, str] | None = None


WITHDRAWN = State(
    "withdrawn",
    _("Оттеглено"),
    _("Оттеглено"),
    role="",
    colour="grey",
    next_step=_("Заявлението е оттеглено и по него не се работи."),
    closes=True,
)
UNCONFIRMED = State(
    "unconfirmed",
    _("Чака потвърждение"),
    _("Чака потвърждение"),
    role=Official.Role.CLERK,
    colour="yellow",
    next_step=_("Потвърдете, че Вие подадохте заявлението, с ПИК или КЕП, или го подпишете в ТП."),
    waits=True,
)
TERMINATED = State(
    "terminated_unconfirmed",
    _("Прекратено, непотвърдено"),
    _("Прекратено (непотвърдено)"),
    role="",
    colour="red",
    next_step=_("Можете да подадете ново заявление."),
    closes=True,
)
CONFIRM, SIGN_BY_HAND, TERMINATE = "confirm", "sign_by_hand", "terminate_unconfirmed"
WITHDRAW = "withdraw"
ADD_DOCUMENT = "add_document"
ADDED_DOCUMENT = "proceedings.added_document"
"""The kind of the task to look at what a person added; an act may close it, otherwise the official says that they looked."""
JUDGE_LINKS = "judge_links"
"""The act by which documents with links are accepted or returned, where no act of the service's own examines documents."""
REVOKED_ORDER = "proceedings.revoked_order"
"""The kind of the task to see what follows from an order that was revoked beside the course of its proceeding."""
REVOKE = "revoke"
"""The name of the act by which a decision on an appeal revokes an order and returns the proceeding; a procedure may define it."""
FILE_AGAIN = "file_again"
"""The name of the act by which a person who files again continues the proceeding; a procedure may define it."""


@dataclass(frozen=True)
class Procedure:
    """The state machine of a service. Raises ValueError where its parts do not fit together."""

    service: str
    states: tuple[State, ...]
    acts: tuple[Act, ...]
    terms: tuple[ProcedureTerm, ...] = ()
    enters: Callable[["Application"], str] | None = None
    """The state in which an application comes in, where that is not always the first one."""

    entrances: tuple[str, ...] = ()
    """The states beside the first one that `enters` may name."""

    facts: Callable[["Proceeding"], Sequence[tuple[Text, str]]] = lambda proceeding: ()
    """What officials and the person see beside the state, each with its words: a registration number."""

    course: Callable[["Proceeding"], Sequence[Milestone]] = lambda proceeding: ()
    """Its points in their order, for officials (O-30)."""

    found: Callable[["Proceeding"], Mapping[int, Text]] = lambda proceeding: {}
    """What was found of each document that came in, by its id."""

    asks: Callable[["Proceeding"], Mapping[str, Asked]] | None = None
    """What has to be clarified, as the data stand now, by a key of each question (see `actions.renew_questions`)."""

    def __post_init__(self) -> None:
        known = set(self._states)
        for act in self.acts:
            if unknown := {*act.sources, *act.to} - known:
                raise ValueError(f"{self.service}, {act.name}: there are no states {sorted(unknown)}")
            if act.four_eyes_of and act.four_eyes_of not in self._acts:
                raise ValueError(f"{self.service}, {act.name}: there is no act {act.four_eyes_of}")
        named = {name for state in self.states for name in state.starts}
        named |= {name for act in self.acts for name in (*act.meets, *act.stops)}
        if unknown := named - {term.name for term in self.all_terms}:
            raise ValueError(f"{self.service}: there are no terms {sorted(unknown)}")
        for term in self.terms:
            if term.ends_with and CLOCK not in self.act(term.ends_with).roles:
                raise ValueError(f"{self.service}, {term.name}: the clock does not do {term.ends_with}")

    @property
    def initial(self) -> State:
        """The state in which an application comes in, unless `enters` says otherwise."""
        return self.states[0]

    def entered_by(self, application: "Application") -> State:
        """Return the state in which this application comes in; it is asked while that is being filed."""
        return self.state(self.enters(application)) if self.enters else self.initial

    @cached_property
    def all_states(self) -> tuple[State, ...]:
        """The states of the service and those that every procedure has."""
        return (*self.states, UNCONFIRMED, TERMINATED, WITHDRAWN)

    @cached_property
    def all_acts(self) -> tuple[Act, ...]:
        """The acts of the service and those that every procedure has."""
        from nssi.proceedings.shared_acts import acts_of_every

        return (*self.acts, *acts_of_every(self))

    @cached_property
    def all_terms(self) -> tuple[ProcedureTerm, ...]:
        """The terms of the service and those that every procedure has."""
        from nssi.proceedings.shared_acts import confirmation_of

        return (*self.terms, confirmation_of(self.service))

    def state(self, name: str) -> State:
        """Return the state of this name. Raises KeyError."""
        return self._states[name]

    def act(self, name: str) -> Act:
        """Return the act of this name. Raises KeyError."""
        return self._acts[name]

    def term(self, name: str) -> ProcedureTerm:
        """Return the term of this name. Raises KeyError."""
        return next(term for term in self.all_terms if term.name == name)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles of officials who act somewhere in this procedure."""
        acting = {role for act in self.acts if act.by_officials for role in act.roles}
        return frozenset(acting | {state.role for state in self.states if state.role})

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.name: state for state in self.all_states}

    @cached_property
    def _acts(self) -> dict[str, Act]:
        return {act.name: act for act in self.all_acts}


_procedures: dict[str, Procedure] = {}


def register(procedure: Procedure) -> Procedure:
    """Add `procedure` and its terms; call this in `AppConfig.ready()`. Raises ValueError where there is one already."""
    from nssi.proceedings.actions.end_terms import kinds_of
    from nssi.terms import kinds

    if procedure.service in _procedures:
        raise ValueError(f"{procedure.service} has a procedure already")
    _procedures[procedure.service] = procedure
    for kind in kinds_of(procedure):
        kinds.register(kind)
    return procedure


def all_procedures() -> list[Procedure]:
    """Return every procedure, by the slug of its service."""
    return [procedure for _slug, procedure in sorted(_procedures.items())]


def find_procedure(service: str) -> Procedure | None:
    """Return the procedure of the service with this slug, or None."""
    return _procedures.get(service)


def procedure_of(proceeding: "Proceeding") -> Procedure:
    """Return the procedure of a proceeding. Raises KeyError where its service has none (any more)."""
    return _procedures[proceeding.service]
