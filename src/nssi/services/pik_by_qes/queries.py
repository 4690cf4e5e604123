"""What is asked of these requests."""

from django.urls import reverse
from django.utils.http import urlencode

from nssi.access.models import Official
from nssi.pik.requests import Requests
from nssi.proceedings.models import Proceeding
from nssi.services.pik_by_qes.procedure import REQUESTED
from nssi.services.pik_by_qes.service import SLUG


def waiting_requests(official: Official) -> Requests:
    """Return how many requests the office of this official has to decide on, and where they stand."""
    waiting = Proceeding.objects.filter(
        service=SLUG, state=REQUESTED, body=official.competent_body_id, role=official.role, closed_at=None
    )
    return Requests(waiting.count(), f"{reverse('queue')}?{urlencode({'usluga': SLUG})}")
