"""The administrator's page about what may be uploaded and who searches it for viruses (A-07)."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.attachments import examiner, uploads, verdict
from nssi.attachments.queries import searches
from nssi.attachments.scanning.scanner import scanner_in_use
from nssi.foundation import clock

SETS_UP = (Official.Role.ADMINISTRATOR,)

WAITS_TOO_LONG = timedelta(hours=1)
"""A file that waits for its search longer than this means that somebody has to look after the scanner."""


@official_required(*SETS_UP)
@never_cache
@require_safe
def upload_rules(request: OfficialRequest) -> HttpResponse:
    """Show limits and formats of uploads, what searches them for viruses, and how many files wait for that (A-07)."""
    found = searches()
    context = {
        "scanner": scanner_in_use(),
        "searches": found,
        "is_late": found.oldest is not None and clock.now() - found.oldest > WAITS_TOO_LONG,
        "largest_file": verdict.LARGEST_FILE,
        "largest_submission": verdict.LARGEST_SUBMISSION,
        "largest_photograph": uploads.LARGEST_PHOTOGRAPH,
        "most_photographs": uploads.MOST_PHOTOGRAPHS,
        "seconds": examiner.SECONDS,
        "memory": examiner.MEMORY,
        "formats": verdict.ACCEPTED_EXTENSIONS,
    }
    return render(request, "attachments/upload_rules.html", context)
