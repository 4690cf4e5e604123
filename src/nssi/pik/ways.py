"""In which way a PIK was issued, in words: for the person's own page and for the message to them."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.pik.models import PikIssue, PikProcedure

BY_PHONE = _("по телефон, с мобилен подпис")


def way_of(issue: PikIssue) -> str:
    """Return how and where a certificate is handed over; to a representative, where it is."""
    words = {"place": issue.place}
    if issue.way == PikIssue.Way.QES:
        return gettext("с КЕП, от портала: %(place)s") % words
    if issue.representation_id:
        return gettext("на гише, на представител с пълномощно: %(place)s") % words
    return gettext("на гише: %(place)s") % words


def ways_of(credential_ids: Iterable[UUID]) -> dict[UUID, str | Promise]:
    """Return how these PIKs were issued, by their ids; one of which nothing is known any more is left out."""
    ids = list(credential_ids)
    issues = PikIssue.objects.filter(credential__in=ids).select_related("body", "outreach_office")
    phoned = PikProcedure.objects.filter(credential__in=ids).values_list("credential_id", flat=True)
    found: dict[UUID, str | Promise] = {id_: BY_PHONE for id_ in phoned if id_}
    return found | {issue.credential_id: way_of(issue) for issue in issues if issue.credential_id}
