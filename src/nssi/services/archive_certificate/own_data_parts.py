"""What this service knows of a person, for that person: of which certificates they asked a duplicate."""

from django.utils.translation import gettext_lazy as _

from nssi.people.own_data import Column, Part
from nssi.services.archive_certificate.models import DuplicateRequest

DUPLICATES = Part(
    "duplicates",
    _("Поискани дубликати на удостоверения"),
    (Column("application", _("УРИ на заявлението")), Column("original", _("Удостоверение №"))),
    lambda person: (
        DuplicateRequest.objects.filter(proceeding__person=person)
        .order_by("proceeding__opened_at")
        .values_list("proceeding__application__registry_uid", "original__outgoing_number")
    ),
    (DuplicateRequest,),
)
PARTS = (DUPLICATES,)
