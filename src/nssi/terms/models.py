"""Terms that run, and tasks that wait for an official."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nssi.institution.models import CompetentBody


class Term(models.Model):
    """A term: what started it, its length, its end with the reason, and how it ended.

    The subject is what it runs for, by kind and id, as the room knows it that started the term. `article`, `length` and
    `unit` are those of the day on which it started: a later change of the law does not move it. `due_on` is the last day
    on which it can be kept, in Sofia; `due_at` the first moment after it. It goes from `running` to one of the others.
    `settled_at`: since when it asks for nothing more; a missed one is settled when what it asked for was done after all.
    """

    class State(models.TextChoices):
        """How a term stands."""

        RUNNING = "running", _("тече")
        MET = "met", _("спазен")
        MISSED = "missed", _("изтекъл")
        STOPPED = "stopped", _("отпаднал")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=50)
    started_on = models.DateField()
    started_by = models.CharField(max_length=200, help_text="the event, in words")
    article = models.CharField(max_length=200)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, help_text="a value of nssi.law.term.Unit")
    due_on = models.DateField()
    due_at = models.DateTimeField()
    reason = models.TextField(help_text="why it ends on that day, in Bulgarian")
    remind_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    ended_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id"],
                condition=Q(state="running"),
                name="term_one_of_a_kind_runs",
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_at=None) | ~Q(state="running") & Q(ended_at__isnull=False),
                name="term_end_agrees_with_state",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="running"), name="term_due"),
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="term_reminder"),
            models.Index(fields=["subject_kind", "subject_id"], name="term_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_kind} {self.subject_id}"


class Task(models.Model):
    """Something that an official has to do: what, about which subject, where, until when.

    `key` says what it came from, so that the same happening never makes a second task.
    """

    key = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=50)
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, help_text="a value of nssi.access.models.Official.Role")
    due_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["body", "role", "due_on"], condition=Q(done_at=None), name="task_open_of_a_body"
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="task_by_subject"),
        ]

    def __str__(self) -> str:
        return self.key
