"""The days for the download of a document: when they begin, end, and are not needed any more (S1.9)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from nssi.delivery.models import Delivery
from nssi.delivery.policies import policy_named
from nssi.delivery.tasks import SUBJECT
from nssi.law.term import Unit
from nssi.terms.actions.end_term import meet_term, stop_term
from nssi.terms.actions.start_term import new_term
from nssi.terms.kinds import TermKind
from nssi.terms.models import Term

DOWNLOAD = TermKind("delivery.download", _("Изтегляне на документа"), "", 7, Unit.DAYS, remind_before=2)
"""The term as the house knows it; its article and its days are those of the policy of the document."""


def begin_days(delivery: Delivery, *, sent_on: date) -> date:
    """Let the days run from the day on which the message left, and return the last one."""
    term = _term(delivery, sent_on)
    term.save(force_insert=True)
    return term.due_on


def last_day_of(delivery: Delivery, *, sent_on: date) -> date:
    """Return the last day for the download where the message leaves on `sent_on`."""
    return _term(delivery, sent_on).due_on


def keep_days(delivery_id: UUID) -> None:
    """Note that the document was downloaded, if the days are not over."""
    meet_term(DOWNLOAD, subject_kind=SUBJECT, subject_id=str(delivery_id))


def stop_days(delivery_id: UUID) -> None:
    """Let the days fall away, if they are not over."""
    stop_term(DOWNLOAD, subject_kind=SUBJECT, subject_id=str(delivery_id))


def follow_moved_terms(day: date, to: date, longer: Sequence[Term]) -> None:
    """Let the documents that wait until `day` wait until the next working day."""
    Delivery.objects.filter(due_on=day, state=Delivery.State.WAITING).update(due_on=to)


def _term(delivery: Delivery, sent_on: date) -> Term:
    policy = policy_named(delivery.policy)
    with translation.override(settings.LANGUAGE_CODE):  # a term keeps its article in Bulgarian
        article = str(policy.article)
    return new_term(
        replace(DOWNLOAD, article=article, length=policy.days),
        subject_kind=SUBJECT,
        subject_id=str(delivery.id),
        started_on=sent_on,
        started_by="изпращане на съобщението за документа",
    )
