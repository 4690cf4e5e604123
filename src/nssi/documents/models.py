"""Documents that the institution issued, and those that are on their way to it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nssi.attachments.models import Attachment
from nssi.institution.models import CompetentBody
from nssi.people.models import Person


class IssuedDocument(models.Model):
    """A numbered and sealed document. The database refuses to change what it says, and all of it once it is issued.

    `kind` is the name of a `DocumentKind`; `person` whom it is about or addressed to; `body` who issues it; the subject is
    what it belongs to, by kind and id, as the room knows it that issues it. `data` is what its template shows. `issued_at`
    is the moment of its number, whose day it bears; the content is there as soon as the state says so. `code_key_id`: the
    key from which the code of its public check is derived. `replaces`: the document whose place it takes.
    """

    class State(models.TextChoices):
        """Whether it is there to be handed over."""

        PREPARING = "preparing", _("подготвя се")
        ISSUED = "issued", _("издаден")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    outgoing_number = models.CharField(max_length=40, unique=True, db_default="")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="issued_documents")
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=50)
    data = models.JSONField()
    issued_at = models.DateTimeField()
    code_key_id = models.CharField(max_length=20)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    content = models.OneToOneField(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    pages = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(help_text="when it is looked after if nothing became of it")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="preparing", content=None, sha256="", size=0, pages=0)
                | (Q(state="issued", content__isnull=False, size__gt=0, pages__gt=0) & ~Q(sha256="")),
                name="issued_document_has_its_content",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=models.F("id")),
                name="issued_document_replaces_another",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="issued_document_by_subject"),
            models.Index(fields=["person", "-issued_at"], name="issued_document_of_person"),
            models.Index(fields=["due_at"], condition=Q(state="preparing"), name="issued_document_due"),
        ]

    @property
    def is_issued(self) -> bool:
        """Whether it is there, sealed, to be handed over."""
        return self.state == self.State.ISSUED

    def __str__(self) -> str:
        return self.outgoing_number
