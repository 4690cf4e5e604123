"""Logins with a mobile QES."""

import uuid

from django.db import models
from django.db.models import Q

from nssi.people.models import Person
from nssi.signing.models import SigningRequest


class MobileLogin(models.Model):
    """One login with the phone, from its number to the session (L-03).

    The person signs a document that shows `code`, as the page does: so nobody lets another person open their session. It is
    bound to the browser that began it by a secret, kept as a hash. The phone is kept only while it is open.
    """

    class State(models.TextChoices):
        """How far the login has come."""

        BEGUN = "begun"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        USED = "used"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    browser_hash = models.BinaryField(max_length=32)
    next_page = models.CharField(max_length=500, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    code = models.CharField(max_length=4)
    state = models.CharField(max_length=10, choices=State, default=State.BEGUN)
    refusal = models.CharField(max_length=40, blank=True, help_text="a key of refusals.REFUSALS")
    request = models.OneToOneField(
        SigningRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    began_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="begun", phone__gt="") | ~Q(state="begun") & Q(phone=""),
                name="mobile_login_keeps_the_phone_while_open",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "used"]) | Q(person__isnull=False),
                name="mobile_login_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"
