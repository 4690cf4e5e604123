"""The course of a recalculation as officials see it (O-30): filed → letter in 15 days → notified → 1 or 2 months → order."""

from django.utils.translation import gettext as _

from nssi.foundation import clock
from nssi.look.typography import date_text
from nssi.proceedings.deadlines import Deadline
from nssi.proceedings.models import SUBJECT, Proceeding, ProceedingEvent
from nssi.proceedings.procedures import Milestone, Text, procedure_of
from nssi.services.pension_recalculation.acts import ASK, BRING, BRING_TREATY, is_under_treaty
from nssi.services.pension_recalculation.official_forms import scans_of
from nssi.terms.models import Term
from nssi.terms.queries import terms_of

Tag = tuple[Text, str] | None
Point = tuple[Text, str, Text, Tag]


def course_of(proceeding: Proceeding) -> list[Milestone]:
    """Return its points in their order; those about originals only where copies came."""
    seen = _Seen(proceeding)
    points: list[Point] = [
        (_("Заявлението е подадено"), "done", date_text(proceeding.application.filed_at), None)
    ]
    if scans_of(proceeding.application_id):
        points += [seen.letter(), seen.notice(), seen.originals()]
    points.append(seen.order())
    return [Milestone(number, *point) for number, point in enumerate(points, 1)]


class _Seen:
    """What happened in a proceeding, and its terms."""

    def __init__(self, proceeding: Proceeding) -> None:
        self.proceeding = proceeding
        events = ProceedingEvent.objects.filter(proceeding=proceeding).order_by("id")
        self.on = {event.act: clock.local(event.at).date() for event in events}
        self.days = {act: date_text(day) for act, day in self.on.items()}
        self.terms = {term.kind: term for term in terms_of(SUBJECT, str(proceeding.pk))}
        self.brought: Term | None = self.terms.get(BRING) or self.terms.get(BRING_TREATY)
        self.is_over = proceeding.closed_at is not None

    def letter(self) -> Point:
        """The letter that asks for originals, within 15 days."""
        title, asked, sent = _("Писмо за оригинали"), self.terms.get(ASK), self.days.get("ask_originals")
        if sent:
            late = asked is not None and self.on["ask_originals"] > asked.due_on
            return title, "done", _("изпратено на %(day)s") % {"day": sent}, _late() if late else None
        if self.proceeding.state == "received_with_scans" and asked is not None:
            return title, "current", _until(asked), _badge(asked)
        return title, "done", _("не беше нужно"), None

    def notice(self) -> Point:
        """The day on the return receipt."""
        title = _("Лицето е уведомено")
        if self.brought is not None:
            return title, "done", date_text(self.brought.started_on), None
        if self.proceeding.state == "asked":
            return title, "current", _("чака се обратната разписка"), None
        if self.proceeding.state == "received_with_scans":
            return title, "later", _("по датата на обратната разписка"), None
        return title, "done", _("не беше нужно"), None

    def originals(self) -> Point:
        """The month, or two, from the notice."""
        title, term = _("Оригинали"), self.brought
        if "not_presented" in self.days and term is not None:
            return title, "done", _("не са представени до %(day)s") % {"day": date_text(term.due_on)}, None
        if term is not None and term.state == Term.State.RUNNING:
            return title, "current", _until(term), _badge(term)
        if term is None and self.proceeding.state in ("received_with_scans", "asked"):
            two = is_under_treaty(self.proceeding)
            length = _("до два месеца от уведомяването") if two else _("до един месец от уведомяването")
            return title, "later", length, None
        if shown := self.days.get("present_originals"):
            return title, "done", _("представени на %(day)s") % {"day": shown}, None
        return title, "done", _("не се чакат"), None

    def order(self) -> Point:
        """The order, or how it ended otherwise."""
        title, state = _("Разпореждане"), self.proceeding.state
        if state == "ordered":
            return title, "done", _("издадено на %(day)s") % {"day": self.days["issue_order"]}, None
        if self.is_over:
            return title, "done", procedure_of(self.proceeding).state(state).title, None
        if state == "drafted":
            drafted = self.days.get("draft_order") or self.days["draft_refusal"]
            said = _("проект от %(day)s, чака ръководителя") % {"day": drafted}
            return title, "current", said, None
        if state in ("received", "to_decide"):
            return title, "current", _("изготвя се"), None
        return title, "later", _("след оригиналите или след края на срока за тях"), None


def _until(term: Term) -> str:
    return _("до %(day)s") % {"day": date_text(term.due_on)}


def _badge(term: Term) -> Tag:
    deadline = Deadline.on_day(term.due_on)
    return deadline.words, deadline.colour


def _late() -> Tag:
    return _("След срока"), "red"
