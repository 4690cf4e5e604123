"""PIKs as credentials, officials, sessions, and the counters of throttled tries."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from nssi.foundation.keys import newest_first
from nssi.institution.models import CompetentBody
from nssi.people.models import Person


class Identification(models.TextChoices):
    """By what a person who is logged in was recognised."""

    PIK = "pik", _("ПИК")
    QES = "qes", _("КЕП")


class PikCredential(models.Model):
    """A PIK that was issued to a person. Of the PIK itself only a hash is kept, and only while it may still be used."""

    class State(models.TextChoices):
        """Where a PIK stands. It goes from `inactive` to `active` or `destroyed`, from `active` to one of the others."""

        INACTIVE = "inactive"
        ACTIVE = "active"
        SUPERSEDED = "superseded"
        ANNULLED = "annulled"
        DESTROYED = "destroyed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pik_credentials")
    state = models.CharField(max_length=20, choices=State, default=State.INACTIVE)
    pik_hash = models.CharField(max_length=200, blank=True)
    outgoing_number = models.CharField(max_length=40, unique=True)
    issued_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="active"), name="pik_one_active_a_person"
            ),
            models.CheckConstraint(
                condition=Q(state="inactive", activated_at=None, ended_at=None)
                | Q(state="active", activated_at__isnull=False, ended_at=None)
                | Q(state__in=["superseded", "annulled"], activated_at__isnull=False, ended_at__isnull=False)
                | Q(state="destroyed", activated_at=None, ended_at__isnull=False),
                name="pik_times_agree_with_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["inactive", "active"], pik_hash__gt="")
                | Q(state__in=["superseded", "annulled", "destroyed"], pik_hash=""),
                name="pik_hash_only_while_usable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class QesLogin(models.Model):
    """One login with a qualified electronic signature, from the button to the session (L-03).

    It is begun on the portal and bound to that browser by a secret in its session. The certificate is shown on the host
    that asks for certificates, which sends the browser back with a ticket: both secrets are needed, so that nobody can
    let another person's certificate open their own session. `for_insurer`: an insurer logs in, not a person (I-01). A job then asks the issuer. Secrets are kept as hashes, and
    the certificate itself only until it is checked.
    """

    class State(models.TextChoices):
        """How far the login has come."""

        BEGUN = "begun"
        PRESENTED = "presented"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        USED = "used"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    browser_hash = models.BinaryField(max_length=32)
    ticket_hash = models.BinaryField(max_length=32, null=True, blank=True)
    for_insurer = models.BooleanField(default=False)
    next_page = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.BEGUN)
    refusal = models.CharField(
        max_length=20, blank=True, help_text="a value of access.qes.check.CertificateRefusal"
    )
    certificate = models.BinaryField(null=True, blank=True, help_text="DER, until it is checked")
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation_number = models.CharField(
        max_length=13, blank=True, help_text="ЕИК, for a professional certificate"
    )
    organisation_name = models.CharField(max_length=200, blank=True, help_text="as the certificate writes it")
    began_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="presented") | Q(certificate__isnull=False, ticket_hash__isnull=False),
                name="qes_login_presents_a_certificate",
            ),
            models.CheckConstraint(
                condition=Q(state="presented") | Q(certificate=None),
                name="qes_login_keeps_no_checked_certificate",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refusal="") | ~Q(state="refused") & Q(refusal=""),
                name="qes_login_refusal_agrees_with_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class VisitorSession(AbstractBaseSession):
    """A visitor's session, with the PIK or the person's QES by which they logged in (see session_store.py)."""

    pik_credential = models.ForeignKey(
        PikCredential, on_delete=models.CASCADE, null=True, blank=True, related_name="sessions"
    )
    qes_person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="qes_sessions"
    )


class OfficialManager(BaseUserManager["Official"]):
    """Finds officials by their user name, as Django's authentication asks."""


class Official(AbstractBaseUser):
    """A person who works for the institution and logs in with a user name, a password and a second factor.

    `person`: who that is as a citizen, where it is known: nobody decides on their own application. A temporary password
    comes from an administrator and opens nothing but the page that replaces it. `session_epoch` ends all sessions when
    it grows.
    """

    class Role(models.TextChoices):
        """What an official does, and may do."""

        CLERK = "clerk", _("служител ТП")
        ARCHIVE_OFFICER = "archive_officer", _("длъжностно лице „Осигурителен архив“")
        PENSION_OFFICER = "pension_officer", _("служител „Пенсии“")
        PENSION_HEAD = "pension_head", _("ръководител „Пенсионно осигуряване“")
        DIRECTOR = "director", _("ръководител на ТП")
        UNEMPLOYMENT_INSPECTOR = "unemployment_inspector", _("инспектор „Безработица“")
        ADMINISTRATOR = "administrator", _("администратор")

    username = models.CharField(max_length=50, unique=True)
    full_name = models.CharField(max_length=150)
    role = models.CharField(max_length=30, choices=Role)
    competent_body = models.ForeignKey(
        CompetentBody, on_delete=models.PROTECT, null=True, blank=True, related_name="officials"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    password_is_temporary = models.BooleanField(default=False)
    session_epoch = models.PositiveIntegerField(default=0)
    last_login: Any = None  # the trail tells when somebody logged in

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "role"]

    objects = OfficialManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(competent_body__isnull=False) | Q(role="administrator"),
                name="official_works_in_a_body",
            )
        ]

    def get_session_auth_hash(self) -> str:
        """Return what a session must hold to be one of this official: another after a new password, or when all are ended."""
        return self.session_auth_hashes()[0]

    def session_auth_hashes(self) -> list[str]:
        """Return what sessions may hold to be this official's: one for each version of the secret key, the newest first."""
        said = f"{self.password} {self.session_epoch}"
        return [
            salted_hmac("access.official", said, secret=key, algorithm="sha256").hexdigest()
            for key in newest_first(settings.SECRET_KEYS)
        ]


class AuthenticatorApp(models.Model):
    """The app on an official's phone that shows codes; `last_step` is the step of time of the last code it has spent."""

    official = models.OneToOneField(Official, on_delete=models.CASCADE, related_name="app")
    sealed_secret = models.CharField(max_length=300)
    last_step = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"app of official {self.official_id}"


class SecurityKey(models.Model):
    """A security key of an official (WebAuthn). `credential` is what its answers are checked by, with its public key."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="security_keys")
    name = models.CharField(max_length=50)
    credential_id = models.BinaryField(max_length=1023, unique=True)
    credential = models.BinaryField()
    sign_count = models.BigIntegerField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of official {self.official_id}"


class ThrottleCounter(models.Model):
    """How often something was tried in vain lately. The key is an HMAC: the table says nothing of who tried."""

    scope = models.CharField(max_length=50)
    key = models.BinaryField(max_length=32)
    tries = models.PositiveIntegerField()
    counted_since = models.DateTimeField(db_index=True)
    refused_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="throttle_counter_once")]

    def __str__(self) -> str:
        return f"{self.scope}: {self.tries}"
