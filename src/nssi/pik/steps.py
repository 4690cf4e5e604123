"""The four steps of the procedure, each of which knows itself: what must be done before it, what it says, where it stands.

Where the procedure stands follows from the runs of its steps alone; nothing here touches a table or the clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from django.utils.translation import gettext_noop as _

from nssi.pik.failures import Failure


class Step(IntEnum):
    """The steps by their numbers, which people see and which never change (S0.2-S0.5)."""

    CHECK = 1
    REQUEST = 2
    ISSUE = 3
    CONFIRM = 4

    @property
    def before(self) -> "Step | None":
        """The step that must be done before this one."""
        return Step(self - 1) if self > Step.CHECK else None


@dataclass(frozen=True)
class Words:
    """What a step says: its name, what to do before choosing it (as HTML), and what goes on while it runs. Not yet translated."""

    label: str
    explanation: str
    running: str


WORDS = {
    Step.CHECK: Words(
        label=_("Проверка на регистрацията"),
        explanation="",
        running=_("Проверяваме регистрацията…"),
    ),
    Step.REQUEST: Words(
        label=_("Искане за издаване на ПИК"),
        explanation=_("Имате регистрация и можете да заявите ПИК."),
        running=_("Изпращаме документа към телефона Ви. Обикновено се появява след 4–5\u00a0секунди."),
    ),
    Step.ISSUE: Words(
        label=_("Издаване на ПИК"),
        explanation=_(
            "В приложението ще получите искане за потвърждение на „Изявление за предоставяне на лични данни“. "
            "Отворете го, прегледайте файла, натиснете „Идентифицирай ме за своя сметка“ и въведете кода си отново. "
            "Изчакайте заявката да изчезне от екрана (тя отива в „История“). Едва тогава изберете стъпка 3."
        ),
        running=_("Проверяваме подписа и изготвяме удостоверението…"),
    ),
    Step.CONFIRM: Words(
        label=_("Подписах Удостоверението за ПИК"),
        explanation=_(
            "В приложението ще получите удостоверение за издадения, но още <strong>неактивиран</strong> ПИК с изх. номер. "
            "Подпишете го и потвърдете тук със стъпка 4."
        ),
        running=_("Проверяваме подписа на удостоверението и активираме ПИК…"),
    ),
}


class RunState(StrEnum):
    """How far one run of a step has come."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Run:
    """One run of a step, as `StepRun` keeps it. `failure` only of a failed one."""

    step: Step
    state: RunState
    started_at: datetime
    failure: Failure | None = None


class Answer(StrEnum):
    """What choosing a step comes to."""

    RUN = "run"
    JOIN = "join"  # one is running: the second click and the second tab join it (F22)
    DONE_ALREADY = "done_already"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Progress:
    """Where a procedure stands: the steps that are done, the one at work since when, and how the last run failed."""

    done: frozenset[Step]
    running: Step | None
    running_since: datetime | None
    failed: Step | None
    failure: Failure | None

    @classmethod
    def of(cls, runs: Iterable[Run]) -> "Progress":
        """Follow `runs` in the order in which they began.

        A done run ends its step. A failed one changes nothing but what is said – unless its failure reopens
        an earlier step: then that step and all after it are to be done again (F12 alone).
        """
        done: set[Step] = set()
        last: Run | None = None
        for run in runs:
            last = run
            if run.state == RunState.DONE:
                done.add(run.step)
            elif run.failure and run.failure.reopens:
                done = {step for step in done if step < run.failure.reopens}
        failed = last if last and last.state == RunState.FAILED else None
        running = last if last and last.state == RunState.RUNNING else None
        return cls(
            done=frozenset(done),
            running=running.step if running else None,
            running_since=running.started_at if running else None,
            failed=failed.step if failed else None,
            failure=failed.failure if failed else None,
        )

    @property
    def active(self) -> Step | None:
        """The one step that can be chosen now: the first that is not done. None while one runs, and at the end."""
        if self.running:
            return None
        return self.next_step

    @property
    def next_step(self) -> Step | None:
        """The first step that is not done, None when all are."""
        return next((step for step in Step if step not in self.done), None)

    def answer_to(self, step: Step) -> Answer:
        """Return what choosing `step` comes to now (F21, F22)."""
        if step in self.done:
            return Answer.DONE_ALREADY
        if self.running:
            return Answer.JOIN
        return Answer.RUN if step == self.active else Answer.NOT_YET
