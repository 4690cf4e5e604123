"""Ended insurers without a legal successor, the documents of theirs that the institute took over, and what these say of people."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.archive.currencies import PayrollCurrency, currency_of
from nssi.archive.names import lexemes, name_key, place_words
from nssi.attachments.models import Attachment
from nssi.institution.models import CompetentBody
from nssi.law.calendar import Month
from nssi.people.models import Person

LONGEST_NAME = 200
MOST_FORMER_NAMES = 50


class HoldingsImport(models.Model):
    """A file of holdings: how far it was read, and what became of its rows. `rows_done` = `accepted` + `rejected`.

    `unchanged` of the accepted said what the archive knew already. An import that was interrupted has no `finished_at`, and
    goes on at `bytes_done` when the same file is given again.
    """

    name = models.CharField(max_length=255, help_text="of the file, as it came")
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField(help_text="bytes")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    bytes_done = models.BigIntegerField(default=0)
    lines_done = models.PositiveIntegerField(default=0, help_text="with the one that names the columns")
    accepted = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    @property
    def percent_done(self) -> int:
        """How much of the file was read, in whole percent."""
        return self.bytes_done * 100 // max(self.size, 1)

    def __str__(self) -> str:
        return str(self.pk)


class HoldingsImportError(models.Model):
    """A line of the protocol of an import: what is wrong with one field of one row (empty: with the row as a whole)."""

    pk = models.CompositePrimaryKey("holdings_import_id", "line", "field", "code")
    holdings_import = models.ForeignKey(
        HoldingsImport, on_delete=models.PROTECT, related_name="errors", db_constraint=False, db_index=False
    )
    line = models.PositiveIntegerField()
    field = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=30)
    value = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.holdings_import_id}:{self.line} {self.code}"


class TerminatedInsurer(models.Model):
    """An insurer that ended without a legal successor (прекратен осигурител без правоприемник).

    `seat` is a town or village, `area` one of the regions of the local offices. `identity`, `name_key` and `search` are made
    of the rest by `prepare`: by the first it is known again (its ЕИК, else its name and seat), by the last it is found.
    """

    name = models.CharField(max_length=LONGEST_NAME)
    former_names = ArrayField(models.CharField(max_length=LONGEST_NAME), default=list, blank=True)
    eik = models.CharField(
        max_length=13, blank=True, help_text="ЕИК or БУЛСТАТ; empty where it never had one"
    )
    seat = models.CharField(max_length=100)
    area = models.CharField(max_length=50)
    is_public = models.BooleanField(default=True, help_text="whether the free enquiry shows it")
    identity = models.TextField()
    name_key = models.TextField()
    search = SearchVectorField()
    holdings_import = models.ForeignKey(  # imports stay, and to check it row by row would take a tenth of one
        HoldingsImport,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity"], name="terminated_insurer_once"),
            models.CheckConstraint(
                condition=Q(eik="") | Q(eik__regex=r"^[0-9]{9}([0-9]{4})?$"), name="terminated_insurer_eik"
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="terminated_insurer_search")]

    def prepare(self) -> None:
        """Bring what is made of the other fields up to date."""
        found = lexemes([self.name, *self.former_names], [self.seat, self.area])
        self.name_key = name_key(self.name)
        self.identity = identity_of(self.eik, self.name_key, self.seat, self.area)
        self.search = Func(
            Value(sorted(found), output_field=ArrayField(models.TextField())),
            function="array_to_tsvector",
            output_field=SearchVectorField(),
        )

    def __str__(self) -> str:
        return self.name


def identity_of(eik: str, key: str, seat: str, area: str) -> str:
    """Return by what an insurer is known again: its ЕИК, else its name (as `name_key` has it) with its seat and area."""
    return eik or f"{key}|{''.join(place_words(seat))}|{''.join(place_words(area))}"


class NameWord(models.Model):
    """A word of the names of insurers, of letters alone: among these the nearest to a mistyped one is looked for."""

    word = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word"], name="name_word_once")]
        indexes = [GinIndex(OpClass(F("word"), name="gin_trgm_ops"), name="name_word_trigrams")]

    def __str__(self) -> str:
        return self.word


class Deposit(models.Model):
    """Documents of an insurer for a period that were taken over by a protocol, and where they lie (Инструкция № 5 от 2005 г.).

    One insurer has no two deposits of a kind for the same month: who adds one holds the row of the insurer, or the table.
    """

    class Kind(models.TextChoices):
        """What was taken over."""

        PAYROLLS = "payrolls", _("ведомости за заплати")
        EMPLOYMENT_DOCUMENTS = "employment_documents", _("трудовоправни документи")

    insurer = models.ForeignKey(
        TerminatedInsurer, on_delete=models.PROTECT, related_name="deposits", db_index=False
    )
    kind = models.CharField(max_length=20, choices=Kind)
    first_month = models.DateField(help_text="its first day")
    last_month = models.DateField(help_text="its first day")
    place = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+", db_index=False)
    shelf = models.CharField(max_length=60, blank=True)
    accepted_on = models.DateField()
    protocol = models.CharField(max_length=60, help_text="number of the protocol of acceptance")
    holdings_import = models.ForeignKey(  # imports stay, and to check it row by row would take a tenth of one
        HoldingsImport,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__lte=F("last_month")), name="deposit_begins_before_it_ends"
            ),
            models.UniqueConstraint(
                fields=["insurer", "kind", "first_month"], name="deposit_begins_in_a_month_once"
            ),
        ]
        ordering = ("first_month", "kind")

    @property
    def months(self) -> tuple[Month, Month]:
        """Its first and its last month."""
        return Month.of(self.first_month), Month.of(self.last_month)

    def __str__(self) -> str:
        return f"{self.kind} of {self.insurer_id}"


class HoldingChange(models.Model):
    """What an official added, changed or removed in the holdings of an insurer. Append-only.

    `before` and `after` hold the fields that differ, as texts; what was imported from a file names its import instead.
    """

    class What(models.TextChoices):
        """What was done."""

        INSURER_ADDED = "insurer_added", _("Осигурителят е добавен")
        INSURER_CHANGED = "insurer_changed", _("Данните на осигурителя са променени")
        DEPOSIT_ADDED = "deposit_added", _("Добавен е фонд")
        DEPOSIT_CHANGED = "deposit_changed", _("Фондът е променен")
        DEPOSIT_REMOVED = "deposit_removed", _("Фондът е премахнат")

    insurer = models.ForeignKey(TerminatedInsurer, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=20, choices=What)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.what} {self.insurer_id}"


class PayrollExtract(models.Model):
    """What the documents of one insurer say of one person, as officials have read them (O-21, S2.6).

    `names`: the person's names as the documents have them. It may be read further until a second official has compared it
    with the papers (`confirmed_by`, never who changed it last); from then on certificates rest on it, and it stays as it is
    until somebody opens it again. `scan`: the pages, if somebody has scanned them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="payroll_extracts")
    insurer = models.ForeignKey(TerminatedInsurer, on_delete=models.PROTECT, related_name="extracts")
    names = models.CharField(max_length=LONGEST_NAME)
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    scan = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "insurer"], name="extract_of_a_person_at_an_insurer"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("entered_by"))),
                name="extract_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class PayrollRow(models.Model):
    """A month of a person in a payroll. Amounts are hundredths of the currency of the month (see `currency`).

    `days`: days worked; `whole`: they are all of the month; `gross`: the pay that was charged; `insurable_income`: the part of
    it on which contributions are due; `contributions` and `tax`: what was kept back from it; `page`: where it stands.
    """

    extract = models.ForeignKey(PayrollExtract, on_delete=models.CASCADE, related_name="rows")
    month = models.DateField(help_text="its first day")
    category = models.PositiveSmallIntegerField(help_text="of labour: 1, 2 or 3")
    days = models.PositiveSmallIntegerField()
    whole = models.BooleanField()
    gross = models.BigIntegerField()
    insurable_income = models.BigIntegerField()
    contributions = models.BigIntegerField(default=0)
    tax = models.BigIntegerField(default=0)
    page = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["extract", "month", "category"], name="payroll_row_once"),
            models.CheckConstraint(
                condition=Q(category__in=[1, 2, 3]) & Q(days__lte=31), name="payroll_row_is_a_month"
            ),
            models.CheckConstraint(
                condition=Q(gross__gte=0, insurable_income__gte=0, contributions__gte=0, tax__gte=0),
                name="payroll_row_amounts",
            ),
        ]
        ordering = ("month", "category")

    @property
    def currency(self) -> PayrollCurrency:
        """The currency of its amounts."""
        return currency_of(Month.of(self.month))

    def __str__(self) -> str:
        return f"{self.month} of {self.extract_id}"


class EmploymentRow(models.Model):
    """A time of employment as orders, contracts and other documents show it; both days counted."""

    extract = models.ForeignKey(PayrollExtract, on_delete=models.CASCADE, related_name="employment")
    since = models.DateField()
    until = models.DateField()
    position = models.CharField(max_length=100, blank=True)
    document = models.CharField(max_length=100, help_text="which document says so")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since__lte=F("until")), name="employment_begins_before_it_ends"
            ),
            models.UniqueConstraint(fields=["extract", "since"], name="employment_begins_once"),
        ]
        ordering = ("since",)

    def __str__(self) -> str:
        return f"{self.since} of {self.extract_id}"
