"""Documents on their way to persons, and the timeline of what happened to each."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nssi.delivery.methods import DeliveryMethod, ServedBy
from nssi.documents.models import IssuedDocument
from nssi.people.models import Person


def new_token() -> str:
    """Return an address that nobody can guess (192 bits)."""
    return secrets.token_urlsafe(24)


class Delivery(models.Model):
    """An issued document on its way to a person. The database refuses to change to whom, how and where to it goes.

    `destination`: the e-mail address, or the exact postal address (it may have lines), empty for the counter; `policy`: the
    rules of the service that issued it; `token`: the address of its page. `application_id` and `access_key_id` say which
    access code opens it, where one does. `sent_at`: when the message or the letter left; `due_on`: the last day for the
    download. A service has its day (`served_on`) and, where it is known to the second, its moment (`served_at`).
    """

    class State(models.TextChoices):
        """Where it stands."""

        PREPARING = "preparing", _("подготвя се")
        WAITING = "waiting", _("чака")
        UNDELIVERED = "undelivered", _("не е стигнал до адреса")
        NOT_FETCHED = "not_fetched", _("неизтеглен в срок")
        SERVED = "served", _("връчен")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="deliveries")
    addressee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deliveries")
    method = models.CharField(max_length=10, choices=DeliveryMethod)
    destination = models.CharField(max_length=500, blank=True)
    policy = models.CharField(max_length=60)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    application_id = models.UUIDField(null=True)
    access_key_id = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.PREPARING)
    sent_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    served_at = models.DateTimeField(null=True)
    served_by = models.CharField(max_length=10, choices=ServedBy, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "addressee"], name="delivery_once_to_a_person"),
            models.CheckConstraint(
                condition=Q(state="served", served_on__isnull=False) & ~Q(served_by="")
                | ~Q(state="served") & Q(served_on=None, served_at=None, served_by=""),
                name="delivery_served_agrees_with_state",
            ),
            models.CheckConstraint(
                condition=Q(method="counter", destination="") | ~Q(method="counter") & ~Q(destination=""),
                name="delivery_goes_somewhere",
            ),
        ]
        indexes = [
            models.Index(fields=["addressee", "-created_at"], name="delivery_of_addressee"),
            models.Index(
                fields=["state", "created_at"], condition=~Q(state="served"), name="delivery_unfinished"
            ),
        ]

    @property
    def is_electronic(self) -> bool:
        """Whether the person chose to download it."""
        return self.method == DeliveryMethod.ELECTRONIC

    @property
    def is_served(self) -> bool:
        """Whether it counts as served."""
        return self.state == self.State.SERVED

    def __str__(self) -> str:
        return str(self.id)


class DeliveryEvent(models.Model):
    """What happened to a document on its way: its proof. Append-only, chained for each document by hash.

    `id` is made from what happened, so that the same happening is never told twice; `number` counts from 1 for each
    document; `by`: who did it, by kind and id; `previous` is the hash of the event before, of the first the SHA-256 of the
    document itself.
    """

    class What(models.TextChoices):
        """The kinds of events, as people read them."""

        BEGUN = "begun", _("Предаден за връчване")
        SENT = "sent", _("Съобщението е изпратено")
        REMINDED = "reminded", _("Изпратено е напомняне")
        BOUNCED = "bounced", _("Съобщението не е доставено до адреса")
        DOWNLOADED = "downloaded", _("Изтеглен и с това връчен")
        NOT_FETCHED = "not_fetched", _("Не е изтеглен в срок")
        POSTED = "posted", _("Предаден на пощенския оператор")
        RECEIVED = "received", _("Връчен по пощата, с обратна разписка")
        RETURNED = "returned", _("Пратката е върната")
        SIGNED_FOR = "signed_for", _("Връчен на гише, срещу подпис")

    id = models.CharField(max_length=150, primary_key=True)
    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20, choices=What)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    details = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("document", "number")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="delivery_event_one_after_another")
        ]

    def __str__(self) -> str:
        return self.id


class OneTimeCode(models.Model):
    """The code that was last sent to the address of a delivery, as an HMAC. It opens the document once."""

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="one_time_code")
    kept = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return str(self.delivery_id)
