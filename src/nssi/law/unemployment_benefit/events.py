"""What stops, suspends, resumes and restores a running benefit, Art. 54g and 54d."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from nssi.law import readings
from nssi.law.calendar import DAY, add_months, months_and_days, told
from nssi.law.errors import BadFacts
from nssi.law.length import NOTHING, Length
from nssi.law.receipt import Reason, Workings
from nssi.law.rule import rule
from nssi.law.term import Unit, last_day
from nssi.law.unemployment_benefit.facts import Event, EventKind

Span = tuple[date, date]


class _State(Enum):
    RUNNING = auto()
    SUSPENDED = auto()
    AT_WORK = auto()
    WORK_STOPPED = auto()
    NOT_REGISTERED = auto()
    ENDED = auto()


@dataclass(slots=True)
class Course:
    """The course of a benefit: spans of days paid, what remains of the period, and the acts, in Bulgarian."""

    first: date
    last: date
    spans: list[Span] = field(default_factory=list)
    remaining: Length | None = None
    reasons: list[Reason] = field(default_factory=list)
    _state: _State = _State.RUNNING
    _since: date = date.min

    def follow(self, events: tuple[Event, ...], workings: Workings) -> None:
        """Go through the events in the order of their days."""
        order = list(EventKind)
        for event in sorted(events, key=lambda event: (event.on, order.index(event.kind))):
            if self._state == _State.ENDED or (self._state == _State.RUNNING and event.on > self.last):
                break
            workings.doubt(readings.DAY_OF_EVENT)
            self._happened(event, workings)
        if self._state == _State.RUNNING:
            self._pay_until(self.last)

    @property
    def paid_until(self) -> date | None:
        """The last day paid, `None` if none is."""
        return self.spans[-1][1] if self.spans else None

    def _happened(self, event: Event, workings: Workings) -> None:
        kind, on = event.kind, event.on
        match self._state, kind:
            case _, EventKind.PENSION_GRANTED | EventKind.DIED:
                self._stop(on, _State.ENDED, "Прекратява се", workings)
            case _State.RUNNING | _State.SUSPENDED | _State.WORK_STOPPED, EventKind.STARTED_WORK:
                self._stop(on, _State.AT_WORK, "Прекратява се при започване на дейност", workings)
            case _State.RUNNING | _State.SUSPENDED, EventKind.REGISTRATION_ENDED:
                self._stop(on, _State.NOT_REGISTERED, "Прекратява се при край на регистрацията", workings)
            case _State.RUNNING, EventKind.SICKNESS_STARTED:
                self._stop(on, _State.SUSPENDED, "Спира се за времето на друго обезщетение", workings)
            case _State.SUSPENDED, EventKind.SICKNESS_ENDED:
                self._resume(on, "чл. 54г КСО", "Възобновява се за оставащия период", workings)
            case _State.AT_WORK, EventKind.STOPPED_WORK:
                self._stopped_work(on, workings)
            case _State.WORK_STOPPED, EventKind.REGISTERED_AGAIN:
                self._registered_after_work(on, workings)
            case _State.NOT_REGISTERED, EventKind.REGISTERED_AGAIN:
                self._registered_again(on, workings)
            case _State.AT_WORK | _State.WORK_STOPPED, EventKind.REGISTRATION_ENDED:
                return
            case _State.NOT_REGISTERED, EventKind.STARTED_WORK | EventKind.STOPPED_WORK:
                return
            case _:
                raise BadFacts(f"events: {kind} on {on.isoformat()} does not follow from what was before it")

    @rule(
        "чл. 54г КСО",
        "Прекратява се при дейност, край на регистрацията, пенсия, смърт; спира се при друго обезщетение.",
    )
    def _stop(self, on: date, state: _State, text: str, workings: Workings) -> None:
        if self._state == _State.RUNNING:
            self._pay_until(on - DAY)
            months, days = months_and_days(max(on, self.first), self.last + DAY)
            self.remaining = Length(months // 12, months % 12, days)
            workings.doubt(readings.REMAINING_IN_MONTHS)
        elif state == _State.NOT_REGISTERED:
            self.last = self._end_of_remaining(on)
        if state == _State.ENDED:
            self.remaining = None
        self._state, self._since = state, on
        self._tell(on, "чл. 54г КСО", text, workings)

    def _resume(self, on: date, article: str, text: str, workings: Workings) -> None:
        self.first, self.last = on, self._end_of_remaining(on)
        self._state, self.remaining = _State.RUNNING, None
        self._tell(on, article, text, workings)

    def _end_of_remaining(self, on: date) -> date:
        remaining = self.remaining or NOTHING
        return add_months(on, remaining.whole_months) + remaining.days * DAY - DAY

    @rule(
        "чл. 54д КСО",
        "Възстановява се за оставащия период, когато дейността спре преди изтичането на 12 месеца.",
    )
    def _stopped_work(self, on: date, workings: Workings) -> None:
        months = workings.value("unemployment_restoring_months", on).whole
        if on < add_months(self._since, months):
            self._state, self._since = _State.WORK_STOPPED, on
            return
        self._state, self.remaining = _State.ENDED, None
        self._tell(
            on,
            "чл. 54д КСО",
            f"Не се възстановява: дейността е продължила {months} месеца или повече",
            workings,
        )

    def _registered_after_work(self, on: date, workings: Workings) -> None:
        days = workings.value("unemployment_registration_term", on).whole
        in_time = on <= last_day(self._since, days, Unit.WORKING_DAYS, workings)
        workings.doubt(readings.RESTORED_WHEN_REGISTERED)
        self._resume(
            self._since if in_time else on, "чл. 54д КСО", "Възстановява се за оставащия период", workings
        )

    @rule(
        "чл. 54д КСО",
        "При нова регистрация се възстановява от нея за остатъка; времето без регистрация се губи.",
    )
    def _registered_again(self, on: date, workings: Workings) -> None:
        if on > self.last:
            self._state, self.remaining = _State.ENDED, None
            self._tell(on, "чл. 54д КСО", "Не се възстановява: периодът е изтекъл", workings)
            return
        self.first, self._state, self.remaining = on, _State.RUNNING, None
        self._tell(
            on, "чл. 54д КСО", "Възстановява се от новата регистрация за остатъка от периода", workings
        )

    def _pay_until(self, last: date) -> None:
        if last >= self.first:
            self.spans.append((self.first, min(last, self.last)))

    def _tell(self, on: date, article: str, text: str, workings: Workings) -> None:
        self.reasons.append(Reason(article, f"{text} (от {told(on)})."))
        running = self._state == _State.RUNNING
        what, result = ("тече до", self.last) if running else ("оставащ период", self.remaining)
        workings.step(article, f"{text} от {told(on)}", what, result)
