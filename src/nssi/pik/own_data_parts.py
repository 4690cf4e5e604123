"""What this room knows of a person, for that person: how PIKs were issued to them."""

from django.utils.translation import gettext_lazy as _

from nssi.people.own_data import Column, Kind, Part
from nssi.pik.models import PikIssue, PikProcedure, StepRun

_ENDS = {
    PikProcedure.End.ACTIVATED: _("издаден е ПИК"),
    PikProcedure.End.EXPIRED: _("изтекла"),
    PikProcedure.End.ABANDONED: _("изоставена"),
    PikProcedure.End.STOPPED: _("спряна"),
}

PROCEDURES = Part(
    "pik_procedures",
    _("Издаване на ПИК по телефон"),
    (
        Column("created_at", _("Започната на"), Kind.MOMENT),
        Column("ended_at", _("Приключила на"), Kind.MOMENT),
        Column("end", _("Как"), said=lambda value: _ENDS[PikProcedure.End(value)] if value else ""),
        Column("certificate_sha256", _("SHA-256 на подписаното удостоверение")),
    ),
    lambda person: (
        PikProcedure.objects.filter(person=person)
        .order_by("created_at")
        .values_list("created_at", "ended_at", "end_reason", "certificate_sha256")
    ),
    (PikProcedure,),
)
STEPS = Part(
    "pik_steps",
    _("Стъпки при издаването на ПИК по телефон"),
    (
        Column("procedure", _("Издаване, започнато на"), Kind.MOMENT),
        Column("step", _("Стъпка"), Kind.NUMBER),
        Column("started_at", _("От"), Kind.MOMENT),
        Column("ended_at", _("До"), Kind.MOMENT),
    ),
    lambda person: (
        StepRun.objects.filter(procedure__person=person)
        .order_by("started_at")
        .values_list("procedure__created_at", "step", "started_at", "ended_at")
    ),
    (StepRun,),
)
COUNTER = Part(
    "pik_at_the_counter",
    _("Издаване на ПИК на гише или с КЕП"),
    (
        Column("created_at", _("Започнато на"), Kind.MOMENT),
        Column("body", _("Поделение")),
        Column("email", _("E-mail")),
        Column("state", _("Състояние"), said=lambda value: PikIssue.State(value).label),
        Column("handed_over_at", _("Предадено на"), Kind.MOMENT),
    ),
    lambda person: (
        PikIssue.objects.filter(person=person)
        .order_by("created_at")
        .values_list("created_at", "body__label", "email", "state", "handed_over_at")
    ),
    (PikIssue,),
)
PARTS = (PROCEDURES, STEPS, COUNTER)
