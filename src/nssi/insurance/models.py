"""The register of insured persons: files of declaration form 1 as they were taken in, and what they say of each month.

A month of a person at an insurer is told by one or more rows; a row is a version and never changes. Rows of one *key* (month, insurer,
number of the person with its kind, type of insured) belong together: a corrective row takes the place of all of its key that were known
before, a deleting row of all of them with nothing in their place. A file becomes known as a whole, at `Submission.merged_at`.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.insurance.fields import DigitsField
from nssi.law.calendar import Month
from nssi.law.money import Currency

FIRST_MONTH_IN_EURO = Month(2026, 1)


class Submission(models.Model):
    """A file of declaration form 1: where it came from, how far it was read, and what became of its rows.

    `rows` = `accepted` + `rejected`, once it is merged; `unchanged` of the accepted said what the register knew already, and made no
    version. Sums are of insurable income, in stotinki (leva) and cents (euro), by the currency of each row's month.
    """

    class State(models.TextChoices):
        """Where a submission stands, in the words of its sender. `merged` and `refused` are for good."""

        RECEIVED = "received", _("приет за проверка")
        CHECKING = "checking", _("проверява се")
        MERGED = "merged", _("обработен")
        REFUSED = "refused", _("не е приет")

    class Source(models.TextChoices):
        """The way on which a file came."""

        FOLDER = "folder", _("наблюдавана папка")
        COMMAND = "command", _("команден ред")
        PAGE = "page", _("страница на портала")
        TYPED = "typed", _("редове, въведени на ръка")

    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=255, help_text="of the file, as it came")
    sha256 = models.CharField(
        max_length=64,
        null=True,
        help_text="of its text, unpacked; empty for a refused file not read to its end",
    )
    size = models.BigIntegerField(help_text="bytes of its text, unpacked, as far as it was read")
    source = models.CharField(max_length=10, choices=Source)
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, help_text="who sent it on a page"
    )
    insurer = models.CharField(
        max_length=13, blank=True, help_text="ЕИК of who sent it for itself alone; empty for every other file"
    )
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    merged_at = models.DateTimeField(null=True, help_text="since when the register knows what it says")
    refusal = models.CharField(
        max_length=30, blank=True, help_text="code of why the whole file was not accepted"
    )
    refused_line = models.PositiveIntegerField(null=True, help_text="where it was found broken")

    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    bytes_done = models.BigIntegerField(default=0, help_text="from here the next rows are read")
    accepted = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    accepted_leva = models.BigIntegerField(default=0)
    accepted_euro = models.BigIntegerField(default=0)
    rejected_leva = models.BigIntegerField(default=0, help_text="of rows whose income and year can be read")
    rejected_euro = models.BigIntegerField(default=0)
    first_month = models.DateField(
        null=True, help_text="first day of the earliest month of its accepted rows"
    )
    last_month = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "insurer"],
                condition=~Q(state="refused"),
                name="submission_of_a_file_once",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_at__isnull=False)
                | ~Q(state="merged") & Q(merged_at__isnull=True),
                name="submission_known_when_merged",
            ),
            models.CheckConstraint(
                condition=Q(state="refused", refusal__gt="") | ~Q(state="refused") & Q(refusal=""),
                name="submission_refused_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at"], name="submission_newest"),
            models.Index(
                fields=["insurer", "-received_at"], condition=~Q(insurer=""), name="submission_of_insurer"
            ),
            models.Index(fields=["last_month"], name="submission_of_month"),
            models.Index(
                fields=["received_at"],
                condition=Q(state__in=["received", "checking"]),
                name="submission_unfinished",
            ),
        ]

    @property
    def text_name(self) -> str:
        """What its text is called in the spool, until it is merged."""
        return f"{self.sha256}-{self.insurer}" if self.insurer else self.sha256 or ""

    @property
    def percent_done(self) -> int:
        """How much of the file was read, in whole percent."""
        return 100 if self.merged_at else self.bytes_done * 100 // max(self.size, 1)

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class SubmissionError(models.Model):
    """A line of the protocol: what is wrong with one field of one row. `value` is masked, and never a personal number."""

    pk = models.CompositePrimaryKey("submission_id", "line", "field", "code")
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="errors", db_constraint=False, db_index=False
    )
    line = models.PositiveIntegerField()
    field = models.PositiveSmallIntegerField(
        help_text="number in the file format, 1 to 53; 0 is the row as a whole"
    )
    code = models.CharField(max_length=30)
    value = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.submission_id}:{self.line} {self.code}"


class InsuranceDataQuerySet(models.QuerySet["InsuranceDataRecord"]):
    """Questions to the register."""

    def known_on(self, moment: datetime) -> "InsuranceDataQuerySet":
        """Return the rows that held at `moment`: known by then, and by then neither corrected nor deleted."""
        successors = InsuranceDataRecord.objects.filter(
            month=OuterRef("month"),
            identifier=OuterRef("identifier"),
            identifier_kind=OuterRef("identifier_kind"),
            insurer=OuterRef("insurer"),
            insured_type=OuterRef("insured_type"),
            correction_code__in=(
                InsuranceDataRecord.Correction.CORRECTIVE,
                InsuranceDataRecord.Correction.DELETING,
            ),
            submission__merged_at__lte=moment,
            submission__merged_at__gt=OuterRef("submission__merged_at"),
        )
        return self.filter(
            ~models.Exists(successors),
            submission__merged_at__lte=moment,
            correction_code__in=(
                InsuranceDataRecord.Correction.REGULAR,
                InsuranceDataRecord.Correction.CORRECTIVE,
            ),
        )


class InsuranceDataRecord(models.Model):
    """One row of declaration form 1 (Art. 5(4)1 of the Code): a version, for ever as it was merged.

    The table is partitioned by the year of `month`; its migration makes it, with the triggers that refuse change. Its key begins with
    the month: what comes in is of one month, so its part of the index is all that an import touches, however much the register holds. Amounts are whole
    stotinki or cents (see `currency`), percentages whole hundredths of a percent, days and hours whole. The number in a comment is that
    of the field in the file.
    """

    class Correction(models.IntegerChoices):
        """What a row does to those of its key that were known before."""

        REGULAR = 0, _("редовни данни")
        CORRECTIVE = 1, _("коригиращи данни")
        DELETING = 8, _("заличаване")

    class IdentifierKind(models.IntegerChoices):
        """The kind of the number, as the file has it."""

        EGN = 0, _("ЕГН")
        LNCH_OR_NRA_NUMBER = 2, _("ЛНЧ или служебен номер от НАП")
        BULSTAT = 3, _("БУЛСТАТ на физическо лице")

    pk = models.CompositePrimaryKey("month", "identifier", "submission_id", "line")
    identifier = DigitsField()  # 4
    insurer = DigitsField()  # 3: ЕИК/БУЛСТАТ, or the number of a person who insures
    month = models.DateField(help_text="its first day")  # 1, 2
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="records", db_constraint=False, db_index=False
    )
    line = models.PositiveIntegerField()
    days_insured_on = models.IntegerField(help_text="bit d-1 is set where day d was insured")  # 9-18
    insurable_income = models.IntegerField()  # 34
    health_income = models.IntegerField()  # 32
    health_only_income = models.IntegerField()  # 44
    gross_pay = models.IntegerField()  # 46
    taxable_income = models.IntegerField()  # 48
    tax = models.IntegerField()  # 49
    net_pay = models.IntegerField()  # 50
    identifier_kind = models.SmallIntegerField(choices=IdentifierKind)  # 5
    insured_type = models.SmallIntegerField()  # 8
    correction_code = models.SmallIntegerField(choices=Correction)  # 52
    insured_days = models.SmallIntegerField()  # 19, its first two digits
    insured_hours = models.SmallIntegerField()  # 19, its last two digits
    worked_days = models.SmallIntegerField()  # 20
    sickness_days = models.SmallIntegerField()  # 21
    child_raising_days = models.SmallIntegerField()  # 22
    days_without_contributions = models.SmallIntegerField()  # 23
    unpaid_leave_days = models.SmallIntegerField()  # 24
    employer_sickness_days = models.SmallIntegerField()  # 25
    worked_hours = models.SmallIntegerField()  # 26
    overtime_hours = models.SmallIntegerField()  # 27
    qualification_group = models.SmallIntegerField()  # 28
    economic_activity = models.SmallIntegerField()  # 29
    main_activity = models.SmallIntegerField()  # 30
    summed_working_time = models.SmallIntegerField()  # 31
    health_income_percent = models.SmallIntegerField()  # 33
    social_percent_employer = models.SmallIntegerField()  # 35
    social_percent_person = models.SmallIntegerField()  # 36
    health_percent_employer = models.SmallIntegerField()  # 37
    health_percent_person = models.SmallIntegerField()  # 38
    work_accident_percent = models.SmallIntegerField()  # 39
    teachers_fund_percent = models.SmallIntegerField()  # 40
    professional_fund_percent = models.SmallIntegerField()  # 41
    universal_fund_percent_employer = models.SmallIntegerField()  # 42
    universal_fund_percent_person = models.SmallIntegerField()  # 43
    health_only_percent = models.SmallIntegerField()  # 45
    guaranteed_claims_percent = models.SmallIntegerField()  # 47
    insurance_fund = models.SmallIntegerField()  # 51

    objects: ClassVar[InsuranceDataQuerySet] = InsuranceDataQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["month", "insurer", "submission"], name="insurance_data_of_insurer"),
            models.Index(
                fields=["month", "identifier"],
                condition=~Q(correction_code=0),
                name="insurance_data_corrections",
            ),
        ]

    @property
    def currency(self) -> Currency:
        """The currency of its amounts: leva to 12.2025, euro from 01.2026."""
        return Currency.EUR if Month.of(self.month) >= FIRST_MONTH_IN_EURO else Currency.BGN

    @property
    def days_in_insurance(self) -> list[tuple[int, int]]:
        """The spells of insured days: first and last day of the month, both counted."""
        days = [day for day in range(1, 32) if self.days_insured_on >> (day - 1) & 1]
        starts = [day for day in days if day - 1 not in days]
        ends = [day for day in days if day + 1 not in days]
        return list(zip(starts, ends, strict=True))

    def __str__(self) -> str:
        return f"{self.submission_id}:{self.line}"


class ProtocolConfirmation(models.Model):
    """That somebody has read the protocol of a submission and answers for what was rejected in it (I-04).

    `official`: who did, or empty: the insurer that sent the file.
    """

    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, primary_key=True, related_name="confirmation"
    )
    official = models.ForeignKey(Official, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.submission_id)
