"""What this room knows of a person, for that person: the documents that were issued about them."""

from django.utils.translation import gettext_lazy as _

from nssi.documents.models import IssuedDocument
from nssi.people.own_data import Column, Kind, Part

PARTS = (
    Part(
        "documents",
        _("Издадени документи"),
        (
            Column("outgoing_number", _("Изходящ №")),
            Column("title", _("Документ")),
            Column("body", _("Издал")),
            Column("issued_at", _("Издаден на"), Kind.MOMENT),
            Column("state", _("Състояние"), said=lambda value: IssuedDocument.State(value).label),
            Column("pages", _("Страници"), Kind.NUMBER),
            Column("sha256", _("SHA-256 на файла")),
        ),
        lambda person: (
            IssuedDocument.objects.filter(person=person)
            .order_by("issued_at")
            .values_list("outgoing_number", "title", "body__label", "issued_at", "state", "pages", "sha256")
        ),
        (IssuedDocument,),
    ),
)
