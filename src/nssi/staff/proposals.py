"""What pages show of proposals: in words, beside what holds now."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nssi.institution.models import EnteredValue
from nssi.law.calendar import WEEKDAYS
from nssi.law.parameters import Parameters, Schedule
from nssi.look.typography import date_text, money_text
from nssi.staff.models import Proposal, ProposedAccount, ProposedValue
from nssi.staff.values import change_text, value_on, value_text

State = Proposal.State
COLOURS = {State.WAITING: "yellow", State.APPROVED: "green", State.REJECTED: "red", State.WITHDRAWN: "grey"}


@dataclass(frozen=True)
class ShownProposal:
    """A proposal in words: what it is about, its value, what holds on its day without it, and by how much they differ."""

    proposal: ProposedValue
    title: str
    unit: str
    article: str
    value: str
    before: str
    change: str
    colour: str
    state: str


def proposals() -> QuerySet[ProposedValue]:
    """Return all proposals, the newest first, with who proposed and decided."""
    return ProposedValue.objects.select_related("proposed_by", "decided_by").order_by("-pk")


def waiting_proposals() -> int:
    """Return how many proposals wait for a second administrator."""
    return ProposedValue.objects.filter(state=State.WAITING).count()


def waiting_accounts() -> int:
    """Return how many proposed accounts wait for a second administrator."""
    return ProposedAccount.objects.filter(state=State.WAITING).count()


def as_entered(proposal: ProposedValue) -> EnteredValue:
    """Return the row, unsaved, that the proposal makes once it is approved."""
    return EnteredValue(
        name=proposal.name,
        since=proposal.since,
        value=proposal.value,
        currency=proposal.currency,
        act=proposal.act,
        source=proposal.source,
        verified=proposal.verified,
        entered_at=proposal.proposed_at,
    )


def shown_proposal(proposal: ProposedValue, parameters: Parameters) -> ShownProposal:
    """Return the proposal in words; `parameters`: those that hold now."""
    schedule = parameters.schedules.get(proposal.name)
    if proposal.name == EnteredValue.WORKING_DAY:
        title, unit, article = _("Работен или неприсъствен ден"), "", "чл. 154 КТ"
        value = _("работен") if proposal.value == "1" else _("неприсъствен")
        weekday = WEEKDAYS[proposal.since.weekday()]
        before, change = (
            (_("работен"), "") if parameters.calendar.is_working(proposal.since) else (_("почивен"), "")
        )
        before = f"{before} ({weekday})"
    else:
        title, unit, article = _about(schedule, proposal.name)
        value = _value_text(proposal)
        held = value_on(parameters, proposal.name, proposal.since) if schedule else None
        before = f"{value_text(held)}, {_('от')} {date_text(held.since)}" if held else ""
        change = change_text(held, proposal.value, proposal.currency)
    state = State(proposal.state)
    return ShownProposal(
        proposal, title, unit, article, value, before, change, COLOURS[state], str(state.label)
    )


def _about(schedule: Schedule | None, name: str) -> tuple[str, str, str]:
    return (schedule.title, schedule.unit, schedule.article) if schedule else (name, "", "")


def _value_text(proposal: ProposedValue) -> str:
    if proposal.currency:
        return money_text(int(Decimal(proposal.value) * 100), proposal.currency)
    return proposal.value.replace(".", ",")
