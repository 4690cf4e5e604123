"""Services that take in nothing on the portal for a while (A-06): who begins asks here."""

from datetime import datetime

from nssi.foundation import clock
from nssi.records.models import ServicePause


class ServicePaused(Exception):  # noqa: N818 – an answer, no error of ours
    """The service takes in nothing on the portal before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("paused")
        self.until = until


def pause_of(slug: str) -> ServicePause | None:
    """Return the pause of the service with this slug that lasts now, or None."""
    return ServicePause.objects.filter(service=slug, until__gt=clock.now()).first()
