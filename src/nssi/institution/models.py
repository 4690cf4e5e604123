"""The institution's own structure, its local offices and every body that an application can be addressed to; the values it entered."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class LocalOffice(models.Model):
    """A local office (териториално поделение) of the institution.

    The codes stand in no published list: `verified` says whether a code was seen in an act of that office.
    """

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=50, unique=True)
    region = models.CharField(max_length=50)
    city = models.CharField(max_length=50)
    verified = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{2}$"), name="local_office_code_is_two_digits"
            )
        ]

    @property
    def label(self) -> str:
        """The name under which people know the office, the same everywhere."""
        return f"ТП на НОИ – {self.name}"

    def __str__(self) -> str:
        return self.label


class CompetentBody(models.Model):
    """A body that an application can be addressed to: a local office, a regional archive centre, or the directorate.

    A local office has its two digits as its code here too. A body is offered from `since` to `until` (both counted; empty
    = no such day is known); what was filed to it keeps it for ever. `source` says where it is known from, `verified`
    whether an act or a page of the institution names it. It is never removed.
    """

    class Kind(models.TextChoices):
        """What a body is."""

        LOCAL_OFFICE = "local_office", _("Териториално поделение")
        ARCHIVE_CENTRE = "archive_centre", _("Регионален архивен център")
        DIRECTORATE = "directorate", _("Дирекция „Европейски регламенти и международни договори“")

    code = models.CharField(max_length=20, primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    label = models.CharField(max_length=100, unique=True)
    local_office = models.OneToOneField(
        LocalOffice, on_delete=models.PROTECT, null=True, blank=True, related_name="competent_body"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    working_hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    email = models.EmailField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind="local_office", local_office__isnull=False, local_office=models.F("code")
                )
                | (~models.Q(kind="local_office") & models.Q(local_office__isnull=True)),
                name="competent_body_is_a_local_office_or_none",
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(since__lte=models.F("until")),
                name="competent_body_begins_before_it_ends",
            ),
        ]

    @property
    def is_reachable(self) -> bool:
        """Whether anything is known of where it is and how it is reached."""
        return any((self.address, self.working_hours, self.phone, self.email))

    @property
    def unknown(self) -> str:
        """What of its address, hours and phone is not known here, in words; empty where all is."""
        asked = (
            (self.address, _("адресът")),
            (self.working_hours, _("работното време")),
            (self.phone, _("телефонът")),
        )
        return ", ".join(str(what) for known, what in asked if not known)

    @property
    def told(self) -> str:
        """Its name and what is known of how it is reached, for a document."""
        phone = self.phone and f"тел. {self.phone}"
        return ", ".join(
            each for each in (self.label, self.address, self.working_hours, phone, self.email) if each
        )

    def is_there(self, day: date) -> bool:
        """Return whether it is offered on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def __str__(self) -> str:
        return self.label


class OutreachOffice(models.Model):
    """An outreach office (изнесен офис) of a local office, there from `since` to `until` (both counted; empty = no such day is known).

    One that is closed keeps what was done in it; none is ever removed.
    """

    local_office = models.ForeignKey(LocalOffice, on_delete=models.PROTECT, related_name="outreach_offices")
    name = models.CharField(max_length=100, help_text="the place, as people call it")
    address = models.CharField(max_length=200)
    working_hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    email = models.EmailField(blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["local_office", "name"], name="outreach_office_once"),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(since__lte=models.F("until")),
                name="outreach_office_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EnteredValue(models.Model):
    """A value of a parameter of the law as the institution entered it, over what the release says. Append-only.

    It holds from `since` on; of one day the one entered last holds. `name`: the parameter, or `WORKING_DAY` for a decision about
    that one day (1: worked, 0: off). `value`: an exact number, whole or with a point; `currency`: where it is money.
    """

    WORKING_DAY = "working_day"

    name = models.CharField(max_length=60)
    since = models.DateField()
    value = models.CharField(max_length=20)
    currency = models.CharField(max_length=3, blank=True)
    act = models.CharField(max_length=200, help_text="by which act it was set")
    source = models.CharField(max_length=200, help_text="where the act was read")
    verified = models.BooleanField(help_text="whether it was read in the act itself")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__regex=r"^[0-9]+(\.[0-9]+)?$"), name="entered_value_is_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.since}"


class RepaymentAccount(models.Model):
    """The official account into which people pay back what they received without ground, as the institution entered it. Append-only.

    It holds from `since` on, for `body` or, where that is empty, for every body that has none of its own; of one day the one entered
    last holds. An empty `iban`: from that day on there is none.
    """

    body = models.ForeignKey(
        CompetentBody, on_delete=models.PROTECT, null=True, blank=True, related_name="repayment_accounts"
    )
    since = models.DateField()
    iban = models.CharField(max_length=34, blank=True)
    holder = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=200, help_text="by which act it was opened, or where it was read")
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["body", "since"], name="repayment_account_of_body")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(iban="", holder="") | ~models.Q(iban="") & ~models.Q(holder=""),
                name="repayment_account_has_a_holder",
            ),
        ]

    @property
    def shown(self) -> str:
        """Its number in groups of four, as people read it."""
        return " ".join(self.iban[at : at + 4] for at in range(0, len(self.iban), 4))

    def __str__(self) -> str:
        return f"{self.body_id or 'institution'} {self.since}"
