"""What the house asks about the institution."""

from nssi.institution.models import LocalOffice


def local_offices() -> list[LocalOffice]:
    """Return all local offices in the order of the Bulgarian alphabet."""
    return list(LocalOffice.objects.order_by("name"))


def local_office(code: str) -> LocalOffice | None:
    """Return the local office with this two-digit code, or None."""
    return LocalOffice.objects.filter(pk=code).first()
