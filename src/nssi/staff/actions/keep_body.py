"""Enter a body that applications can be addressed to, change what is known of it, close and reopen it; none is ever removed (A-02)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.institution.competent_bodies import DIRECTORATE
from nssi.institution.models import CompetentBody, LocalOffice
from nssi.institution.queries import forget_local_offices

ADDED, CHANGED = "staff.body_added", "staff.body_changed"
CLOSED, REOPENED = "staff.body_closed", "staff.body_reopened"
SUBJECT = "competent_body"

Kind = CompetentBody.Kind


class NotClosed(Exception):  # noqa: N818 – it names what happened
    """The body cannot be closed; the text says why."""


@transaction.atomic
def add_body(
    by: Official, kind: Kind, code: str, *, name: str, region: str, city: str, **known: Any
) -> CompetentBody:
    """Return the new body. `known`: its address, hours, phone, e-mail, first day, source, and whether it is verified.

    A local office has two digits as its code, its region and its city; other bodies have neither.
    """
    office = None
    if kind == Kind.LOCAL_OFFICE:
        office = LocalOffice.objects.create(
            code=code, name=name, region=region, city=city, verified=known["verified"]
        )
    body = CompetentBody.objects.create(
        code=code, kind=kind, label=office.label if office else name, local_office=office, **known
    )
    _note(ADDED, by, code)
    return body


@transaction.atomic
def change_body(by: Official, code: str, *, name: str, region: str, city: str, **known: Any) -> None:
    """Change what is known of a body; its code and its kind stay for ever."""
    body = CompetentBody.objects.select_for_update(of=("self",)).select_related("local_office").get(pk=code)
    if office := body.local_office:
        office.name, office.region, office.city, office.verified = name, region, city, known["verified"]
        office.save()
    body.label = office.label if office else name
    changed = sorted(field for field, value in known.items() if getattr(body, field) != value)
    for field in changed:
        setattr(body, field, known[field])
    body.save()
    _note(CHANGED, by, code, changed=changed)


@transaction.atomic
def close_body(by: Official, code: str, last_day: date) -> None:
    """Offer the body no more after `last_day`; what was filed to it keeps it. Raises NotClosed."""
    body = CompetentBody.objects.select_for_update().get(pk=code)
    if code == DIRECTORATE:
        raise NotClosed(
            _("Без дирекцията няма кой да решава за пенсии по международни договори. Преименувайте я.")
        )
    if body.since and last_day < body.since:
        raise NotClosed(_("Последният ден не може да е преди първия."))
    body.until = last_day
    body.save(update_fields=["until"])
    _note(CLOSED, by, code, until=last_day.isoformat())


@transaction.atomic
def reopen_body(by: Official, code: str) -> None:
    """Offer the body again."""
    CompetentBody.objects.filter(pk=code).update(until=None)
    _note(REOPENED, by, code)


def _note(event: str, by: Official, code: str, **details: Any) -> None:
    record(event, actor=Actor.official(by.pk), subject_kind=SUBJECT, subject_id=code, details=details)
    forget_local_offices()
