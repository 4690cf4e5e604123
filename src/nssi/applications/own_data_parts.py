"""What this room knows of a person, for that person: drafts, what they filed, and what came after it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from nssi.applications.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    ApplicationSignature,
    AsideFile,
    Change,
    Draft,
    DraftFile,
    FormSignature,
    IdentifiedBy,
)
from nssi.applications.queries import title_of
from nssi.delivery.methods import DeliveryMethod
from nssi.people.models import Person
from nssi.people.own_data import Column, Kind, Part


def _drafts(person: Person) -> Iterator[tuple[Any, ...]]:
    for draft in Draft.objects.filter(person=person).order_by("updated_at"):
        yield title_of(draft), draft.updated_at, draft.expires_at, draft.typed


def _draft_files(person: Person) -> Iterator[tuple[Any, ...]]:
    for model, is_aside in ((DraftFile, False), (AsideFile, True)):
        files = model.objects.filter(draft__person=person).select_related("draft", "attachment")
        for each in files.order_by("added_at"):
            kept = each.attachment
            yield title_of(each.draft), kept.name, kept.size, kept.sha256, each.added_at, is_aside


def _applications(person: Person) -> Iterator[tuple[Any, ...]]:
    """What was filed for somebody else is told without the answers: they are that person's data too."""
    filed = Application.objects.filter(person=person).select_related("competent_body").order_by("filed_at")
    for each in filed.iterator():
        yield (
            each.registry_uid,
            title_of(each),
            each.filed_at,
            each.competent_body.label,
            each.identified_by,
            each.state,
            each.email,
            each.delivery_method,
            each.delivery_address,
            each.representation_id is not None,
            None if each.representation_id else each.answers,
        )


def _answers(person: Person) -> Iterator[tuple[Any, ...]]:
    filed = Application.objects.filter(person=person, representation=None).order_by("filed_at")
    for uid, summary in filed.values_list("registry_uid", "summary").iterator():
        for section in summary:
            for label, value in section["rows"]:
                yield uid, section["title"], label, value


DRAFTS = Part(
    "drafts",
    _("Чернови"),
    (
        Column("service", _("Услуга")),
        Column("updated_at", _("Последна промяна"), Kind.MOMENT),
        Column("expires_at", _("Пази се до"), Kind.MOMENT),
        Column("typed", _("Въведено"), Kind.DATA),
    ),
    _drafts,
    (Draft,),
)
DRAFT_FILES = Part(
    "draft_files",
    _("Файлове към чернови"),
    (
        Column("service", _("Услуга")),
        Column("name", _("Файл")),
        Column("bytes", _("Размер в байтове"), Kind.NUMBER),
        Column("sha256", _("SHA-256")),
        Column("added_at", _("Качен на"), Kind.MOMENT),
        Column("is_aside", _("Не е приет"), Kind.YES_NO),
    ),
    _draft_files,
    (DraftFile, AsideFile),
)
APPLICATIONS = Part(
    "applications",
    _("Заявления"),
    (
        Column("registry_uid", _("УРИ")),
        Column("service", _("Услуга")),
        Column("filed_at", _("Подадено на"), Kind.MOMENT),
        Column("body", _("Адресат")),
        Column("identified_by", _("Установена самоличност"), said=lambda value: IdentifiedBy(value).label),
        Column("state", _("Състояние"), said=lambda value: Application.State(value).label),
        Column("email", _("E-mail")),
        Column("delivery_method", _("Начин на получаване"), said=lambda value: DeliveryMethod(value).label),
        Column("delivery_address", _("Адрес за получаване")),
        Column("for_another", _("За друго лице"), Kind.YES_NO),
        Column("answers", _("Отговори"), Kind.DATA),
    ),
    _applications,
    (Application,),
)
ANSWERS = Part(
    "application_answers",
    _("Какво сте попълнили в заявленията за себе си"),
    (
        Column("registry_uid", _("УРИ")),
        Column("section", _("Раздел")),
        Column("question", _("Въпрос")),
        Column("answer", _("Отговор")),
    ),
    _answers,
    (Application,),
)
FILES = Part(
    "application_files",
    _("Документи към заявленията"),
    (
        Column("registry_uid", _("УРИ на заявлението")),
        Column("title", _("Документ")),
        Column("name", _("Файл")),
        Column("bytes", _("Размер в байтове"), Kind.NUMBER),
        Column("sha256", _("SHA-256")),
        Column("added_at", _("Качен на"), Kind.MOMENT),
    ),
    lambda person: ApplicationFile.objects.filter(application__person=person)
    .order_by("application__filed_at", "id")
    .values_list(
        "application__registry_uid", "title", "attachment__name", "attachment__size", "attachment__sha256",
        "attachment__created_at",
    ),
    (ApplicationFile,),
)  # fmt: skip
EVENTS = Part(
    "application_events",
    _("Какво е ставало със заявленията"),
    (
        Column("registry_uid", _("УРИ на заявлението")),
        Column("at", _("Кога"), Kind.MOMENT),
        Column("what", _("Какво"), said=lambda value: ApplicationEvent.What(value).label),
    ),
    lambda person: (
        ApplicationEvent.objects.filter(application__person=person)
        .order_by("at", "id")
        .values_list("application__registry_uid", "at", "what")
    ),
    (ApplicationEvent,),
)
CHANGES = Part(
    "changes",
    _("Промени след подаване"),
    (
        Column("application", _("УРИ на заявлението")),
        Column("registry_uid", _("Входящ №")),
        Column("what", _("Какво"), said=lambda value: Change.What(value).label),
        Column("value", _("Ново"), Kind.DATA),
        Column("made_at", _("Кога"), Kind.MOMENT),
    ),
    lambda person: (
        Change.objects.filter(application__person=person)
        .order_by("made_at")
        .values_list("application__registry_uid", "registry_uid", "what", "value", "made_at")
    ),
    (Change,),
)
SIGNATURES = Part(
    "application_signatures",
    _("Електронни подписи под заявленията"),
    (
        Column("registry_uid", _("УРИ на заявлението")),
        Column("report", _("Проверка на подписа"), Kind.DATA),
    ),
    lambda person: (
        ApplicationSignature.objects.filter(application__person=person)
        .order_by("id")
        .values_list("application__registry_uid", "report")
    ),
    (ApplicationSignature,),
)
PARTS = (DRAFTS, DRAFT_FILES, APPLICATIONS, ANSWERS, FILES, SIGNATURES, EVENTS, CHANGES)
LEFT_OUT = {FormSignature: _("подписване на заявление, докато тече: пази се с черновата")}
