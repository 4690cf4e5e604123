"""Which issued document a duplicate was asked for."""

from django.db import models

from nssi.documents.models import IssuedDocument
from nssi.payments.models import Fee
from nssi.proceedings.models import Proceeding


class DuplicateRequest(models.Model):
    """The document that an officer found in the register for an application for a duplicate, and the fee for it (O-24, S2.7)."""

    proceeding = models.OneToOneField(
        Proceeding, on_delete=models.PROTECT, primary_key=True, related_name="duplicate_request"
    )
    original = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="+")
    fee = models.OneToOneField(Fee, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.proceeding_id)
