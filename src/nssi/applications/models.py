"""Drafts that people are filling in, and applications as they were filed."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.attachments.models import Attachment
from nssi.delivery.methods import DeliveryMethod
from nssi.documents.models import IssuedDocument
from nssi.institution.models import CompetentBody
from nssi.people.models import Person, Representation
from nssi.signing.models import SigningRequest

KEPT_FOR = timedelta(days=30)
"""How long a draft is kept after it was begun or last changed."""


class Draft(models.Model):
    """An application on its way: what a person typed into the form of a service, page by page.

    `typed` holds it as it was typed, by the name of the step and of the control; it is checked anew whenever it is read.
    `revision` grows with each saved page, so that a page from another window is noticed. One person has at most one draft
    of a service. It goes when it is filed, discarded, or 30 days old. `replaces`: the application that is filed again.
    `assisted_by`: the official who fills it in for the person; that is a draft apart from the person's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")
    service = models.SlugField(max_length=60)
    form_version = models.CharField(max_length=20)
    typed = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    replaces = models.ForeignKey(
        "Application", on_delete=models.PROTECT, null=True, blank=True, related_name="drafts_replacing"
    )
    assisted_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "service", "assisted_by"],
                name="draft_one_of_a_service",
                nulls_distinct=False,
            )
        ]

    @property
    def is_assisted(self) -> bool:
        """Whether an official fills it in for the person."""
        return self.assisted_by_id is not None

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


class IdentifiedBy(models.TextChoices):
    """By what the institution knows who filed: the quality of the identity, kept with the filing."""

    PIK = "pik", _("ПИК")
    QES = "qes", _("КЕП")
    SIGNED = "qes_signed", _("КЕП, с който заявлението е подписано")
    COUNTER = "counter", _("на гише, с лична карта")
    POST = "post", _("по пощата, с подпис")
    EMAIL = "email", _("по електронна поща")


BY_QES = frozenset({IdentifiedBy.QES, IdentifiedBy.SIGNED})
"""Where a QES says who filed."""

ONLINE = frozenset({IdentifiedBy.PIK, IdentifiedBy.QES})
"""Where the login says who filed, and no official has to."""


class Application(models.Model):
    """An application as it was filed. The database refuses to change what was filed, by whom, when and under which УРИ.

    `answers`: cleaned answers by step and field; `summary`: the titles, labels and values that the person checked before
    filing; `size`: bytes of the application itself; `draft_id`: the draft it was, which makes a repeated submit the same
    application; `access_key_id`: the key from which its access code is derived; `replaces`: the application that was filed
    again by this one, and `first_filed_at` when the first of them was filed.
    """

    class State(models.TextChoices):
        """Where an application stands, as citizens see it."""

        FILED = "filed", _("Заведено")
        REPLACED = "replaced", _("Заменено")
        WITHDRAWN = "withdrawn", _("Оттеглено")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft_id = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    service = models.SlugField(max_length=60)
    form_version = models.CharField(max_length=20)
    answers = models.JSONField()
    summary = models.JSONField()
    size = models.PositiveIntegerField()
    registry_uid = models.CharField(max_length=40, unique=True, db_default="")
    access_key_id = models.CharField(max_length=20)
    competent_body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+")
    representation = models.OneToOneField(
        Representation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(blank=True, help_text="empty where the person has none")
    delivery_method = models.CharField(max_length=10, choices=DeliveryMethod)
    delivery_address = models.CharField(max_length=500, blank=True)
    filed_at = models.DateTimeField()
    identified_by = models.CharField(max_length=10, choices=IdentifiedBy)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    first_filed_at = models.DateTimeField(null=True, blank=True, help_text="empty where it replaces none")
    state = models.CharField(max_length=20, choices=State, default=State.FILED)
    document = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    registration_letter = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["person", "service", "-filed_at"], name="application_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replaces=None, first_filed_at=None)
                | models.Q(replaces__isnull=False, first_filed_at__lte=models.F("filed_at")),
                name="application_keeps_the_date_of_the_first",
            )
        ]

    @property
    def counts_from(self) -> datetime:
        """The moment from which terms for applying count it as filed: that of the first filing (Art. 54a(4) КСО)."""
        return self.first_filed_at or self.filed_at

    def __str__(self) -> str:
        return self.registry_uid


class ApplicationFile(models.Model):
    """A document that came with an application, or was added to it later (C-27). Append-only."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    slot = models.CharField(max_length=50)
    title = models.CharField(max_length=200, help_text="the name of the slot, as the person saw it")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    change = models.ForeignKey(
        "Change",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        help_text="with which it came after filing; empty for what came with the application",
    )

    def __str__(self) -> str:
        return f"{self.slot} of {self.application_id}"


class ApplicationEvent(models.Model):
    """What happened to an application, and when: its timeline, without personal data. Append-only."""

    class What(models.TextChoices):
        """The kinds of events, as citizens read them."""

        FILED = "filed", _("Заявлението е заведено")
        REPLACED = "replaced", _("Заявлението е подадено отново и е заменено")
        CHANGED = "changed", _("Заведена е промяна в данните за връзка")
        DOCUMENT_ADDED = "document_added", _("Добавен е документ")
        WITHDRAWN = "withdrawn", _("Заявлението е оттеглено")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=30, choices=What)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.what} of {self.application_id}"


class Change(models.Model):
    """What came from a person after filing: where they are reached and paid now, a document, the withdrawal. Append-only.

    The application itself stays as it was filed. `value` is what holds from now on, as the application would hold it;
    `registry_uid` is the incoming number of the request.
    """

    class What(models.TextChoices):
        """What is changed."""

        EMAIL = "email", _("E-mail")
        ADDRESS = "address", _("Настоящ адрес")
        ACCOUNT = "account", _("Банкова сметка")
        DELIVERY = "delivery", _("Начин на получаване")
        DOCUMENT = "document", _("Допълнителен документ")
        WITHDRAWAL = "withdrawal", _("Оттегляне на заявлението")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=20, choices=What)
    value = models.JSONField(default=dict)
    registry_uid = models.CharField(max_length=40, unique=True)
    identified_by = models.CharField(max_length=10, choices=IdentifiedBy)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at", "registry_uid")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(what="withdrawal"), name="change_withdraws_once"
            )
        ]

    def __str__(self) -> str:
        return self.registry_uid


class FormSignature(models.Model):
    """The signing of a draft with a QES: the form that was handed out, or is on the phone, what came back, what was found of it.

    `form`: the PDF that the person signs; `covers`: the SHA-256 of what it shows (`Journey.digest`), by which a draft that
    has changed since is noticed; `refusal`: a code of `signatures.REFUSALS` or of `phone_signatures.REFUSALS`; `report`: as
    `signing.Signature.report` gives it; `request`: by which it was sent to the phone last, if it ever was.
    """

    class State(models.TextChoices):
        """How far the signing has come."""

        HANDED_OUT = "handed_out"
        ON_PHONE = "on_phone"
        PRESENTED = "presented"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="signature")
    form = models.BinaryField()
    covers = models.CharField(max_length=64)
    handed_out_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.HANDED_OUT)
    signed = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refusal = models.CharField(max_length=40, blank=True)
    report = models.JSONField(null=True, blank=True)
    request = models.OneToOneField(
        SigningRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="handed_out", signed=None)
                | models.Q(state="on_phone", signed=None, request__isnull=False)
                | models.Q(state__in=["presented", "refused"], signed__isnull=False)
                | models.Q(state="accepted", signed__isnull=False, report__isnull=False),
                name="form_signature_agrees_with_state",
            )
        ]

    @property
    def came_by_phone(self) -> bool:
        """Whether what is signed was fetched from the phone."""
        return self.request is not None and self.request.state == SigningRequest.State.VERIFIED

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class ApplicationSignature(models.Model):
    """The form of an application as its person signed it with a QES before filing, and the report of the check. Append-only."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="signature")
    signed = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    report = models.JSONField()

    def __str__(self) -> str:
        return f"of {self.application_id}"


class AsideFile(models.Model):
    """A file beside a slot of a draft, and no part of the application: it waits for the person to do something about it."""

    class Why(models.TextChoices):
        """Why it is not attached."""

        TO_MEND = "to_mend", _("чака да стане документ")
        INFECTED = "infected", _("отхвърлен")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="aside")
    slot = models.CharField(max_length=50)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at", "id")

    def __str__(self) -> str:
        return str(self.id)
