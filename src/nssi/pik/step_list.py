"""How a procedure is shown: the list of its steps, and how much of its time is left."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nssi.pik.steps import WORDS, Progress, Step


@dataclass(frozen=True)
class Stage:
    """How a page waits for the step at work: from when on, how often it asks, what it says beside the step's own words."""

    after: timedelta
    poll_seconds: int
    text: str = ""


STAGES = (
    Stage(timedelta(), 2),
    Stage(timedelta(seconds=10), 5),
    Stage(
        timedelta(seconds=30),
        5,
        gettext_noop("Отнема повече от обичайното. Можете да изчакате – няма да подписвате отново."),
    ),
)

WARNED_AT = (timedelta(minutes=30), timedelta(minutes=10), timedelta(minutes=2))


@dataclass(frozen=True)
class Row:
    """One step in the list. Only the step that can be chosen has an address to post to and a button."""

    number: int
    label: str
    state: str  # done, current, failed, later
    note: str = ""
    action: str = ""
    button: str = ""


def rows_of(progress: Progress, *, closed: bool = False) -> list[Row]:
    """Return the list of the four steps; in a `closed` procedure, and while a step runs, none can be chosen."""
    return [_row(progress, step, None if closed else progress.active) for step in Step]


def static_rows() -> list[Row]:
    """Return the list as it stands before anything was done, to be read only."""
    return [Row(step, _label(step), "later") for step in Step]


def _row(progress: Progress, step: Step, active: Step | None) -> Row:
    label = _label(step)
    if step in progress.done:
        return Row(step, label, "done", _("Изпълнена"))
    if step is progress.running:
        return Row(step, label, "current", _("Изпълнява се"))
    if step is not active:
        return Row(step, label, "later", _("Още не е достъпна"))
    repeated = step is progress.failed
    return Row(
        step,
        label,
        "failed" if repeated else "current",
        action=reverse("pik_step", args=[int(step)]),
        button=_("%(step)s – повторете") % {"step": label} if repeated else label,
    )


def _label(step: Step) -> str:
    return f"{step}. {_(WORDS[step].label)}"


def stage_of(waited: timedelta) -> int:
    """Return at which of the stages a page is that has waited so long."""
    return sum(waited >= stage.after for stage in STAGES) - 1


def time_left_text(expires_at: datetime, now: datetime) -> str:
    """Return the warning that is due, empty while more than 30 minutes are left (K-07)."""
    reached = [warning for warning in WARNED_AT if expires_at - now <= warning]
    if not reached:
        return ""
    return _("Остават по-малко от %(minutes)s\u00a0минути.") % {
        "minutes": min(reached) // timedelta(minutes=1)
    }


def seconds_to_next_warning(expires_at: datetime, now: datetime) -> int:
    """Return in how many seconds the next warning is due, or the end."""
    left = expires_at - now
    following = max((warning for warning in WARNED_AT if warning < left), default=timedelta())
    return max(1, round((left - following).total_seconds()))
