"""Take in the list of the postal operator: letters that left, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.delivery.actions.record_posting import record_posting
from nssi.delivery.actions.record_receipt import record_receipt, record_return
from nssi.delivery.models import Delivery
from nssi.delivery.outside import NotPossible, Posting
from nssi.delivery.postal_list import BadLine, Line
from nssi.delivery.queries import seen_by
from nssi.foundation import clock


@dataclass
class Taken:
    """How many lines brought news, how many were known already, and which were not taken, and why."""

    news: int = 0
    known: int = 0
    refused: list[BadLine] = field(default_factory=list)


def import_postal_list(lines: Iterable[Line | BadLine], official: Official) -> Taken:
    """Record each line that can be, whole or not at all; a list that comes again changes nothing."""
    taken = Taken()
    for line in lines:
        if isinstance(line, BadLine):
            taken.refused.append(line)
            continue
        try:
            with transaction.atomic():
                is_news = _record(line, official)
        except NotPossible as reason:
            taken.refused.append(
                BadLine(line.number, str(reason) or _("Документът не чака такова връчване."))
            )
        else:
            taken.news += is_news
            taken.known += not is_news
    record(
        "delivery.postal_list_taken_in",
        actor=Actor.official(official.pk),
        subject_kind="competent_body",
        subject_id=str(official.competent_body_id),
        details={"news": taken.news, "known": taken.known, "refused": len(taken.refused)},
    )
    return taken


def _record(line: Line, official: Official) -> bool:
    found = seen_by(official).filter(document__outgoing_number=line.outgoing_number)
    delivery = found.select_related("document").first()
    if delivery is None:
        raise NotPossible(_("Няма такъв документ за връчване от Вашето поделение."))
    _check_days(line, delivery)
    actor = Actor.official(official.pk)
    is_news = False
    if line.posted_on:
        posting = Posting(line.item, line.posted_on, delivery.destination)
        is_news |= record_posting(delivery.id, posting, actor)
    if line.received_on:
        is_news |= record_receipt(delivery.id, line.item, on=line.received_on, official=actor)
    if line.returned_on:
        is_news |= record_return(
            delivery.id, line.item, on=line.returned_on, reason=line.reason, official=actor
        )
    return is_news


def _check_days(line: Line, delivery: Delivery) -> None:
    days: list[date] = [day for day in (line.posted_on, line.received_on, line.returned_on) if day]
    if line.received_on and line.returned_on:
        raise NotPossible(_("Пратката е или получена, или върната."))
    if any(day > clock.today() for day in days):
        raise NotPossible(_("Денят още не е настъпил."))
    if any(day < clock.local(delivery.document.issued_at).date() for day in days):
        raise NotPossible(_("Денят е преди документа да е издаден."))
    if line.posted_on and delivery.is_electronic:
        raise NotPossible(_("Лицето не е избрало поща: запишете адреса на страницата на документа."))
