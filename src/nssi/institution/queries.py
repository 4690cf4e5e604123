"""What the house asks about the institution."""

from functools import cache

from nssi.institution.models import LocalOffice


@cache
def local_offices() -> tuple[LocalOffice, ...]:
    """Return all local offices in the order of the Bulgarian alphabet.

    Each process asks the database once: only a migration changes them, and every form with an office reads them.
    """
    return tuple(LocalOffice.objects.order_by("name"))


def local_office(code: str) -> LocalOffice | None:
    """Return the local office with this two-digit code, or None."""
    return LocalOffice.objects.filter(pk=code).first()
