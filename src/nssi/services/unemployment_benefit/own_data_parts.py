"""What this service knows of a person, for that person: registration, decisions, declared circumstances, what is asked back."""

from django.utils.translation import gettext_lazy as _

from nssi.law.unemployment_benefit.facts import EventKind
from nssi.people.own_data import Column, Kind, Part
from nssi.services.unemployment_benefit.circumstances import EVENTS
from nssi.services.unemployment_benefit.models import (
    BenefitDecision,
    DeclaredCircumstance,
    DocumentResult,
    Irregularities,
    Registration,
    UndulyReceivedOrder,
)

_UID = "proceeding__application__registry_uid"

REGISTRATIONS = Part(
    "unemployment_registrations",
    _("Регистрация за обезщетение за безработица"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("number", _("Регистрационен №")),
        Column("registered_on", _("Дата"), Kind.DAY),
    ),
    lambda person: (
        Registration.objects.filter(proceeding__person=person)
        .order_by("registered_on")
        .values_list(_UID, "number", "registered_on")
    ),
    (Registration,),
)
RESULTS = Part(
    "unemployment_document_results",
    _("Какво е намерено за документите Ви"),
    (
        Column("registration", _("Регистрационен №")),
        Column("title", _("Документ")),
        Column("result", _("Резултат"), said=lambda value: DocumentResult.Result(value).label),
        Column("why", _("Защо")),
        Column("at", _("Кога"), Kind.MOMENT),
    ),
    lambda person: (
        DocumentResult.objects.filter(registration__proceeding__person=person)
        .order_by("at", "pk")
        .values_list("registration__number", "title", "result", "why", "at")
    ),
    (DocumentResult,),
)
DECISIONS = Part(
    "unemployment_decisions",
    _("Решения за обезщетение за безработица"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("kind", _("Решение"), said=lambda value: BenefitDecision.Kind(value).label),
        Column("facts", _("Факти"), Kind.DATA),
        Column("receipt", _("Изчисление"), Kind.DATA),
        Column("decided_at", _("Кога"), Kind.MOMENT),
    ),
    lambda person: (
        BenefitDecision.objects.filter(proceeding__person=person)
        .order_by("decided_at", "pk")
        .values_list(_UID, "kind", "facts", "receipt", "decided_at")
    ),
    (BenefitDecision,),
)
CIRCUMSTANCES = Part(
    "unemployment_circumstances",
    _("Декларирани промени в обстоятелствата"),
    (
        Column("registry_uid", _("Входящ №")),
        Column("kind", _("Какво"), said=lambda value: EVENTS[EventKind(value)]),
        Column("on", _("От"), Kind.DAY),
        Column("details", _("Подробности")),
        Column("declared_at", _("Декларирано на"), Kind.MOMENT),
    ),
    lambda person: (
        DeclaredCircumstance.objects.filter(proceeding__person=person)
        .order_by("declared_at")
        .values_list("registry_uid", "kind", "on", "details", "declared_at")
    ),
    (DeclaredCircumstance,),
)
UNDULY = Part(
    "unduly_received",
    _("Недобросъвестно или без основание получени суми"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("amount", _("Сума, евро"), Kind.MONEY),
        Column("ground", _("Основание")),
        Column("decided_at", _("Кога"), Kind.MOMENT),
    ),
    lambda person: (
        UndulyReceivedOrder.objects.filter(proceeding__person=person)
        .order_by("decided_at")
        .values_list(_UID, "cents", "ground", "decided_at")
    ),
    (UndulyReceivedOrder,),
)
IRREGULARITIES = Part(
    "unemployment_irregularities",
    _("Какво сте били помолени да отстраните"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("items", _("Какво"), Kind.DATA),
        Column("asked_at", _("Кога"), Kind.MOMENT),
    ),
    lambda person: (
        Irregularities.objects.filter(proceeding__person=person)
        .order_by("asked_at")
        .values_list(_UID, "items", "asked_at")
    ),
    (Irregularities,),
)
PARTS = (REGISTRATIONS, RESULTS, IRREGULARITIES, DECISIONS, CIRCUMSTANCES, UNDULY)
