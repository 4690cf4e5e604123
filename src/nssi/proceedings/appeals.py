"""Appeals against orders (Art. 117 КСО): which documents can be appealed, until when, and how one stands.

The terms are parameters of `law/`; none of them is verified yet, and whoever reads a date is told so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from nssi.delivery.models import Delivery
from nssi.delivery.offers import Offer
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.law.parameters import Value
from nssi.law.term import TermFacts, Unit, term_of
from nssi.look.typography import date_text, ended, moment_text
from nssi.proceedings.models import SUBJECT, Appeal

APPEAL = "appeal"
"""The kind of subject under which terms and tasks know an appeal; the id is its UUID."""

UNITS = {"дни": Unit.DAYS, "месеци": Unit.MONTHS}


@dataclass(frozen=True)
class Length:
    """How long a term of `law/` is on a day."""

    value: Value
    unit: Unit
    article: str

    @property
    def words(self) -> str:
        """The term in Bulgarian, for orders: „14-дневен“, „едномесечен“."""
        if self.unit is Unit.MONTHS:
            return {1: "едномесечен", 2: "двумесечен"}.get(self.value.whole, f"{self.value.whole}-месечен")
        return f"{self.value.whole}-дневен"

    def end(self, start: date) -> date:
        """Return the last day of the term that starts with an event of `start`."""
        facts = TermFacts(start.isoformat(), self.value.whole, self.unit)
        due = term_of(facts, current_parameters()).answer.due
        return due


RevokedHandler = Callable[[IssuedDocument], None]
"""Called with an order that a decision revokes, in the transaction of the decision."""

_terms: dict[str, str] = {}
_when_revoked: dict[str, RevokedHandler] = {}


def register(document_kind: str, term: str, *, when_revoked: RevokedHandler | None = None) -> None:
    """Let documents of this kind be appealed within the term of this name (`law/schedules/appeals.toml`).

    Revoked, they return the proceeding to where it was before them. Those that stand beside its course do not: what they
    ordered is undone by `when_revoked`, and an official is told to see what follows.
    """
    _terms[document_kind] = term
    if when_revoked is not None:
        _when_revoked[document_kind] = when_revoked


def undoing_of(document: IssuedDocument) -> RevokedHandler | None:
    """Return what undoes a document that stands beside the course of its proceeding; None for one that returns it."""
    return _when_revoked.get(document.kind)


def length_of(term: str, on: date | None = None) -> Length:
    """Return the length of a term of appeals on a day (today)."""
    schedule = current_parameters().schedule(term)
    return Length(schedule.at(on or clock.today()), UNITS[schedule.unit], schedule.article)


def how_to_appeal(document_kind: str, body: str) -> str:
    """Return with what every order ends: to whom and until when it can be appealed, in Bulgarian."""
    length = length_of(_terms[document_kind])
    unsure = "" if length.value.verified else " Срокът е по непотвърдена редакция на закона."
    return (
        f"Разпореждането може да се обжалва пред ръководителя на {body} в {length.words} срок от връчването му"
        f" ({length.article}), чрез портала или в същото поделение. Последният ден се показва на страницата на документа, щом"
        f" бъде връчен.{unsure}"
    )


def can_be_appealed(document: IssuedDocument) -> bool:
    """Return whether there is an appeal against documents of this kind at all."""
    return document.kind in _terms and document.subject_kind == SUBJECT


def last_day_to_appeal(delivery: Delivery) -> date | None:
    """Return the last day to appeal a document; None before it is served."""
    if delivery.served_on is None:
        return None
    return length_of(_terms[delivery.document.kind], delivery.served_on).end(delivery.served_on)


def offers_of(delivery: Delivery) -> list[Offer]:
    """Say on the page of a document how it can be appealed, and what became of an appeal (C-30)."""
    document = delivery.document
    if not can_be_appealed(document):
        return []
    title = gettext("Обжалване")
    appeal = Appeal.objects.filter(document=document).first()
    if appeal is not None:
        return [Offer(title, _how_it_stands(appeal))]
    last = last_day_to_appeal(delivery)
    said = {"body": document.body.label, "day": date_text(last) if last else ""}
    unsure = gettext("Срокът е по непотвърдена редакция на закона.")
    if last is None:
        text = gettext("Може да се обжалва пред ръководителя на %(body)s, след като Ви бъде връчено.")
        return [Offer(title, text % said)]
    if clock.today() > last:
        text = gettext("Срокът за обжалване изтече на %(day)s") % {"day": ended(said["day"])}
        return [Offer(title, f"{text} {unsure}")]
    text = gettext("Можете да обжалвате до %(day)s пред ръководителя на %(body)s.") % said
    url = reverse("appeal_file", args=[delivery.token])
    return [Offer(title, f"{text} {unsure}", gettext("Обжалвайте"), url)]


def _how_it_stands(appeal: Appeal) -> str:
    filed = gettext("Жалбата е заведена на %(when)s с входящ номер %(uid)s.") % {
        "when": moment_text(appeal.filed_at),
        "uid": appeal.registry_uid,
    }
    if appeal.decided_at is None:
        then = gettext("Ръководителят решава до %(day)s") % {"day": ended(date_text(decision_due(appeal)))}
    else:
        then = gettext("Решено на %(when)s: %(outcome)s.") % {
            "when": moment_text(appeal.decided_at),
            "outcome": appeal.get_outcome_display(),
        }
    return f"{filed} {then}"


def decision_due(appeal: Appeal) -> date:
    """Return the last day on which an appeal has to be decided."""
    filed_on = clock.local(appeal.filed_at).date()
    return length_of("appeal_decision_term", filed_on).end(filed_on)
