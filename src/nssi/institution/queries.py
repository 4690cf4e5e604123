"""What the house asks about the institution."""

import time
from datetime import date
from functools import lru_cache

from django.db.models import Q

from nssi.foundation import clock
from nssi.institution.models import CompetentBody, LocalOffice, OutreachOffice, RepaymentAccount

FRESH_FOR = 60
"""For so many seconds a process remembers the local offices: every form with an office reads them, and they change once in years."""


def local_offices() -> tuple[LocalOffice, ...]:
    """Return all local offices, closed ones too, in the order of the Bulgarian alphabet."""
    return _remembered(int(time.monotonic() // FRESH_FOR))


def forget_local_offices() -> None:
    """Let this process ask the database again: somebody has changed an office."""
    _remembered.cache_clear()


@lru_cache(maxsize=1)
def _remembered(_period: int) -> tuple[LocalOffice, ...]:
    return tuple(LocalOffice.objects.select_related("competent_body").order_by("name"))


def offered_local_offices() -> tuple[LocalOffice, ...]:
    """Return the local offices that are there today: an application can be addressed to any of them (S1.3)."""
    today = clock.today()
    return tuple(office for office in local_offices() if office.competent_body.is_there(today))


def local_office(code: str) -> LocalOffice | None:
    """Return the local office with this two-digit code, offered or not any more; or None."""
    return next((office for office in local_offices() if office.code == code), None)


def is_offered(code: str) -> bool:
    """Return whether an application can be addressed to the local office with this code today."""
    office = local_office(code)
    return office is not None and office.competent_body.is_there(clock.today())


def competent_body(code: str) -> CompetentBody | None:
    """Return the body with this code (two digits for a local office), offered or not any more; or None."""
    return CompetentBody.objects.filter(pk=code).first()


def there_on(day: date) -> Q:
    """Return the condition that a body, or an outreach office, is there on `day`."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def archive_centres(day: date) -> list[CompetentBody]:
    """Return the regional archive centres that are there on `day`, in the order of the Bulgarian alphabet (S2.4)."""
    centres = CompetentBody.objects.filter(there_on(day), kind=CompetentBody.Kind.ARCHIVE_CENTRE)
    return list(centres.order_by("label"))


def outreach_offices(body: CompetentBody) -> list[OutreachOffice]:
    """Return the outreach offices of a local office that are there today, in the order of the Bulgarian alphabet; none for other bodies."""
    offices = OutreachOffice.objects.filter(there_on(clock.today()), local_office=body.local_office_id)
    return list(offices.order_by("name"))


def repayment_account(body: CompetentBody, day: date) -> RepaymentAccount | None:
    """Return the account into which sums are paid back to this body on `day`: its own, else the institution's; None where none was entered."""
    for of in (body.pk, None):
        held = RepaymentAccount.objects.filter(body=of, since__lte=day).order_by("since", "pk").last()
        if held is not None and held.iban:
            return held
    return None
