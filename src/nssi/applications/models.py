"""Drafts that people are filling in, and applications as they were filed."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from nssi.attachments.models import Attachment
from nssi.institution.models import LocalOffice
from nssi.people.models import Person

KEPT_FOR = timedelta(days=30)
"""How long a draft is kept after it was begun or last changed."""


class Draft(models.Model):
    """An application on its way: what a person typed into the form of a service, page by page.

    `typed` holds it as it was typed, by the name of the step and of the control; it is checked anew whenever it is read.
    `revision` grows with each saved page, so that a page from another window is noticed. One person has at most one draft
    of a service. It goes when it is filed, discarded, or 30 days old.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")
    service = models.SlugField(max_length=60)
    form_version = models.CharField(max_length=20)
    typed = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "service"], name="draft_one_of_a_service")]

    @property
    def is_unbegun(self) -> bool:
        """Whether this is only what the first page shows before anything was saved."""
        return self._state.adding

    def __str__(self) -> str:
        return str(self.id)


class DraftFile(models.Model):
    """A file in a slot of a draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    slot = models.CharField(max_length=50)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at", "id")

    def __str__(self) -> str:
        return str(self.id)


class DeliveryMethod(models.TextChoices):
    """How the person receives the documents that the institution issues (S1.6)."""

    COUNTER = "counter", _("На гише")
    POST = "post", _("Чрез лицензиран пощенски оператор")
    ELECTRONIC = "electronic", _("По електронен път")


class Application(models.Model):
    """An application as it was filed. The database refuses to change what was filed, by whom, when and under which УРИ.

    `answers`: cleaned answers by step and field; `summary`: the titles, labels and values that the person checked before
    filing; `size`: bytes of the application itself; `draft_id`: the draft it was, which makes a repeated submit the same
    application; `access_key_id`: the key from which its access code is derived.
    """

    class State(models.TextChoices):
        """Where an application stands, as citizens see it."""

        FILED = "filed", _("Заведено")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft_id = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    service = models.SlugField(max_length=60)
    form_version = models.CharField(max_length=20)
    answers = models.JSONField()
    summary = models.JSONField()
    size = models.PositiveIntegerField()
    registry_uid = models.CharField(max_length=40, unique=True)
    access_key_id = models.CharField(max_length=20)
    local_office = models.ForeignKey(LocalOffice, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    delivery_method = models.CharField(max_length=10, choices=DeliveryMethod)
    delivery_address = models.CharField(max_length=500, blank=True)
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.FILED)
    document = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["person", "service", "-filed_at"], name="application_of_person")]

    def __str__(self) -> str:
        return self.registry_uid


class ApplicationFile(models.Model):
    """A document that was filed with an application. Append-only."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    slot = models.CharField(max_length=50)
    title = models.CharField(max_length=200, help_text="the name of the slot, as the person saw it")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.slot} of {self.application_id}"


class ApplicationEvent(models.Model):
    """What happened to an application, and when: its timeline, without personal data. Append-only."""

    class What(models.TextChoices):
        """The kinds of events, as citizens read them."""

        FILED = "filed", _("Заявлението е заведено")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=30, choices=What)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.what} of {self.application_id}"
