"""Proceedings: one for each application, what happened in each, and who may not or cannot act."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.applications.models import Application, ApplicationFile, IdentifiedBy
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.people.models import Person, Representation

NEVER = date(9999, 12, 31)
"""Stands in `due_on` where no term runs, so that the queue has one order."""

SUBJECT = "proceeding"
"""The kind of subject under which terms, tasks, documents and the trail know a proceeding; the id is its UUID."""


class Proceeding(models.Model):
    """What is done about an application, from filing to its end.

    `application` is the one that holds: filed again, the same proceeding goes on with the new one. `state` is one of the
    service's procedure; `role`, `waits` and `closed_at` follow from it and stand here for the queue. `due_on`: the last day
    of the term that ends first (`NEVER` where none runs); `late_since`: since when a term of the institution is not kept.
    `revision` grows with each change, so that a page that shows what was is noticed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="proceeding")
    service = models.SlugField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proceedings")
    representation = models.ForeignKey(
        Representation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=40)
    role = models.CharField(max_length=30, help_text="a value of nssi.access.models.Official.Role")
    waits = models.BooleanField(default=False, help_text="for the person, so no official has to act")
    assignee = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    parked_until = models.DateField(null=True, blank=True)
    parked_why = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(default=NEVER)
    late_since = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    decided = models.BooleanField(default=False, help_text="closed by a decision on what was asked")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["body", "role", "due_on", "id"],
                condition=Q(closed_at=None, waits=False),
                name="proceeding_queue",
            ),
            models.Index(
                fields=["body", "role", "due_on", "id"],
                condition=Q(closed_at=None, waits=False, assignee=None),
                name="proceeding_to_take",
            ),
            models.Index(
                fields=["body", "role", "state", "due_on", "id"],
                condition=Q(closed_at=None, waits=False),
                name="proceeding_queue_of_state",
            ),
            models.Index(
                fields=["body", "role", "due_on", "id"],
                condition=Q(closed_at=None, waits=True),
                name="proceeding_waiting",
            ),
            models.Index(
                fields=["body", "role", "due_on", "id"],
                condition=Q(closed_at=None, parked_until__isnull=False),
                name="proceeding_parked",
            ),
            models.Index(
                fields=["assignee", "due_on", "id"],
                condition=Q(closed_at=None, assignee__isnull=False),
                name="proceeding_of_official",
            ),
            models.Index(fields=["body", "opened_at"], name="proceeding_received"),
            models.Index(
                fields=["body", "closed_at"], condition=Q(closed_at__isnull=False), name="proceeding_closed"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, decided=False) | Q(closed_at__gte=F("opened_at")),
                name="proceeding_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(parked_until=None, parked_why="")
                | Q(parked_until__isnull=False, parked_why__gt=""),
                name="proceeding_parked_with_reason",
            ),
        ]

    @property
    def deadline(self) -> date | None:
        """The last day of the term that ends first; None where none runs."""
        return None if self.due_on == NEVER else self.due_on

    @property
    def is_parked(self) -> bool:
        """Whether it was put aside until a day that has not come yet."""
        return self.parked_until is not None and self.parked_until > clock.today()

    def __str__(self) -> str:
        return str(self.id)


class ProceedingEvent(models.Model):
    """What happened in a proceeding: which act, by whom, from which state to which. Append-only.

    `act`: the name of an act of the service's procedure or of the mechanism. `official` is empty for what the person or
    the clock did; `in_place_of`: the absent official for whom this one stood in. `note`: what the official wrote about it.
    """

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    from_state = models.CharField(max_length=40)
    to_state = models.CharField(max_length=40)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    in_place_of = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["proceeding", "act"], name="proceeding_event_act")]

    def __str__(self) -> str:
        return f"{self.act} of {self.proceeding_id}"


class ClarifyingQuestion(models.Model):
    """Something that has to be clarified in a proceeding: raised by the data, and closed by them once they answer it.

    `key` says what it is about (`u1_original`, `month:2025-05`); `of_person`: they are asked for it and see it.
    """

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="questions")
    key = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    of_person = models.BooleanField()
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("raised_at", "key")
        constraints = [
            models.UniqueConstraint(
                fields=["proceeding", "key"], condition=Q(closed_at=None), name="question_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.proceeding_id}"


class OriginalSeen(models.Model):
    """An official has seen the original of a document that came in as a copy (S2.2, S3.7). Append-only."""

    file = models.OneToOneField(ApplicationFile, on_delete=models.PROTECT, related_name="original_seen")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"original of {self.file_id}"


class LinksJudgement(models.Model):
    """What an official judged of the links in a document (S1.5). The last one of a document counts. Append-only.

    `accepted`: the links are no reference to other addresses, and `why`; else the document is returned for that reason.
    """

    file = models.ForeignKey(ApplicationFile, on_delete=models.PROTECT, related_name="links_judged")
    accepted = models.BooleanField()
    why = models.CharField(max_length=300)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="links_are_judged_for_a_reason")]

    def __str__(self) -> str:
        return f"links in {self.file_id}"


class Recusal(models.Model):
    """An official who may not act in a proceeding, and why. Append-only."""

    class Why(models.TextChoices):
        """The reasons (Art. 10 and 33 АПК)."""

        OWN = "own", _("служителят е заявител или представляван")
        RELATIVE = "relative", _("служителят е съпруг или роднина на страна в производството")
        INTEREST = "interest", _("служителят е заинтересован от изхода или има особени отношения със страна")

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="recusals")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=Why)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "official"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.official_id} in {self.proceeding_id}"


class Intake(models.Model):
    """An application that an official takes in: at the counter, by post, by e-mail (O-04).

    It is begun with the official's `draft_id`, and has its `application` once that is filed; from then on it never changes.
    `signed`: by hand, or an e-mail with a QES. `doubt`: why the official doubts who it comes from; empty where they do not.
    """

    draft_id = models.UUIDField(unique=True)
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="intake"
    )
    channel = models.CharField(max_length=10, choices=IdentifiedBy)
    received_on = models.DateField()
    signed = models.BooleanField()
    doubt = models.CharField(max_length=500, blank=True)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=["counter", "post", "email"]), name="intake_by_a_channel_of_officials"
            ),
            models.CheckConstraint(
                condition=~Q(channel="counter") | Q(signed=True, doubt=""),
                name="intake_at_the_counter_is_signed",
            ),
        ]

    @property
    def needs_confirmation(self) -> bool:
        """Whether the person is asked to confirm (S2.5): by e-mail without QES always, by post unsigned and in doubt."""
        if self.signed:
            return False
        return self.channel == IdentifiedBy.EMAIL or bool(self.doubt)

    def __str__(self) -> str:
        return f"{self.channel} {self.draft_id}"


class Absence(models.Model):
    """An official is away from `since` to `until` (both counted); `stand_in` acts in their role meanwhile."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField()
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_begins_before_it_ends"),
            models.CheckConstraint(
                condition=Q(stand_in=None) | ~Q(stand_in=F("official")), name="absence_stand_in_is_another"
            ),
        ]
        indexes = [models.Index(fields=["official", "until"], name="absence_of_official")]

    def __str__(self) -> str:
        return f"{self.official_id} {self.since}–{self.until}"


class Appeal(models.Model):
    """An appeal against an issued order, before the head of the local office (Art. 117 КСО). What was filed never changes.

    `registry_uid`: its incoming number; `is_late`: it came after the term. `official`: who entered it, where the person did
    not file it themselves. It is decided once, by another official than those who worked on the order.
    """

    class Outcome(models.TextChoices):
        """What is decided."""

        REJECTED = "rejected", _("Отхвърля жалбата; разпореждането остава")
        RETURNED = "returned", _("Отменя разпореждането и връща преписката за ново решаване")
        NOT_CONSIDERED = "not_considered", _("Оставя жалбата без разглеждане")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="appeals")
    document = models.OneToOneField(IssuedDocument, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+", db_index=False)
    grounds = models.TextField()
    registry_uid = models.CharField(max_length=40, unique=True)
    identified_by = models.CharField(max_length=10, choices=IdentifiedBy)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    filed_at = models.DateTimeField()
    is_late = models.BooleanField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("filed_at", "registry_uid")
        indexes = [models.Index(fields=["body", "filed_at"], name="appeal_of_a_body")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", reasons="", decided_by=None, decided_at=None, decision=None)
                | ~Q(outcome="")
                & ~Q(reasons="")
                & Q(decided_by__isnull=False, decided_at__isnull=False, decision__isnull=False),
                name="appeal_is_decided_whole",
            )
        ]

    def __str__(self) -> str:
        return self.registry_uid
