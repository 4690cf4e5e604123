"""What the house asks about the institution."""

from datetime import date
from functools import cache

from django.db.models import Q

from nssi.institution.models import CompetentBody, LocalOffice, OutreachOffice


@cache
def local_offices() -> tuple[LocalOffice, ...]:
    """Return all local offices in the order of the Bulgarian alphabet.

    Each process asks the database once: only a migration changes them, and every form with an office reads them.
    """
    return tuple(LocalOffice.objects.order_by("name"))


def local_office(code: str) -> LocalOffice | None:
    """Return the local office with this two-digit code, or None."""
    return next((office for office in local_offices() if office.code == code), None)


def competent_body(code: str) -> CompetentBody | None:
    """Return the body with this code (two digits for a local office), offered or not any more; or None."""
    return CompetentBody.objects.filter(pk=code).first()


def archive_centres(day: date) -> list[CompetentBody]:
    """Return the regional archive centres that are there on `day`, in the order of the Bulgarian alphabet (S2.4)."""
    return list(
        CompetentBody.objects.filter(
            Q(since__isnull=True) | Q(since__lte=day),
            Q(until__isnull=True) | Q(until__gte=day),
            kind=CompetentBody.Kind.ARCHIVE_CENTRE,
        ).order_by("label")
    )


def outreach_offices(body: CompetentBody) -> list[OutreachOffice]:
    """Return the open outreach offices of a local office, in the order of the Bulgarian alphabet; none for other bodies."""
    return list(
        OutreachOffice.objects.filter(local_office=body.local_office_id, is_open=True).order_by("name")
    )
