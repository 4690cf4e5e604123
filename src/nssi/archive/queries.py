"""What the house asks the archive."""

from nssi.archive.models import TerminatedInsurer
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.institution.queries import archive_centres, local_offices

NEWEST = 20


def areas() -> frozenset[str]:
    """Return the areas in which an insurer may have its seat: the regions of the local offices."""
    return frozenset(office.region for office in local_offices())


def places() -> list[CompetentBody]:
    """Return where documents may be kept today: every local office, and the regional archive centres (S2.4)."""
    offices = CompetentBody.objects.filter(kind=CompetentBody.Kind.LOCAL_OFFICE).order_by("label")
    return [*offices, *archive_centres(clock.today())]


def newest_insurers() -> list[TerminatedInsurer]:
    """Return the insurers that were added last."""
    return list(TerminatedInsurer.objects.defer("search").order_by("-pk")[:NEWEST])
