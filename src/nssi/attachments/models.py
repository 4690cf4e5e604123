"""Files that were taken in, and what was made of photographs. A content lies in the store under its hash; many files may
share one."""

import uuid
from typing import BinaryIO

from django.db import models
from django.utils.translation import gettext_lazy as _

from nssi.attachments import storage


class Attachment(models.Model):
    """A file as a person gave it: its shown name, its kind, and the content to which it refers by hash.

    `findings`: what its checks found beside reasons to refuse it, as `verdict.Finding` names it. `scanner` says who
    searched it for viruses and `signature` what was found; until then the search is due at `scan_due_at`.
    """

    class State(models.TextChoices):
        """What is known of viruses in it, in the words that its owner sees."""

        NOT_SCANNED = "not_scanned", _("проверява се за вируси")
        CLEAN = "clean", _("приет")
        INFECTED = "infected", _("отхвърлен")
        OURS = "ours", _("направен от портала")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(help_text="bytes")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, help_text="the extension in small letters, without its dot")
    findings = models.JSONField(default=list, help_text="code, severity and file of each mark and hint")
    created_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.NOT_SCANNED)
    scanner = models.CharField(max_length=80, blank=True)
    signature = models.CharField(max_length=120, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    scan_due_at = models.DateTimeField()
    scan_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["scan_due_at"], condition=models.Q(state="not_scanned"), name="attachment_to_scan"
            ),
            models.Index(
                fields=["scanned_at"], condition=models.Q(scanned_at__isnull=False), name="attachment_scanned"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_links(self) -> bool:
        """Whether it refers to other addresses, and so will not be examined as it is (S1.5)."""
        return any(finding["code"] == "links" for finding in self.findings)

    def open(self) -> BinaryIO:
        """Open the content for reading, to be streamed."""
        return storage.opened(self.sha256)


class Mending(models.Model):
    """A photograph or scan on its way to black-and-white pages of 300 dpi, which its owner may take instead (S1.5)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("подготвя се")
        READY = "ready", _("готов")
        FAILED = "failed", _("не стана")

    source = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="mending")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    result = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+", help_text="a PDF"
    )
    due_at = models.DateTimeField(help_text="when it is looked after if nothing became of it")
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="mending_due")]

    def __str__(self) -> str:
        return str(self.source_id)


class MendedPage(models.Model):
    """Small pictures of one page, as it came and as it became, to be looked at side by side."""

    mending = models.ForeignKey(Mending, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    before = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["mending", "number"], name="mended_page_one_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.mending_id}"
