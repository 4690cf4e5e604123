"""What this room knows of a person, for that person: what officials have read of them in payrolls and other documents."""

from django.utils.translation import gettext_lazy as _

from nssi.archive.currencies import currency_of
from nssi.archive.models import EmploymentRow, PayrollExtract, PayrollRow
from nssi.law.calendar import Month
from nssi.people.own_data import Column, Kind, Part

EXTRACTS = Part(
    "archive_extracts",
    _("Извлечения от осигурителния архив"),
    (
        Column("insurer", _("Осигурител")),
        Column("names", _("Имена в документите")),
        Column("entered_at", _("Прочетено на"), Kind.MOMENT),
        Column("confirmed_at", _("Потвърдено на"), Kind.MOMENT),
    ),
    lambda person: (
        PayrollExtract.objects.filter(person=person)
        .order_by("entered_at")
        .values_list("insurer__name", "names", "entered_at", "confirmed_at")
    ),
    (PayrollExtract,),
)
MONTHS = Part(
    "archive_months",
    _("Месеци по ведомости"),
    (
        Column("insurer", _("Осигурител")),
        Column("month", _("Месец"), Kind.DAY),
        Column("category", _("Категория труд"), Kind.NUMBER),
        Column("days", _("Дни"), Kind.NUMBER),
        Column("whole", _("Цял месец"), Kind.YES_NO),
        Column("gross", _("Начислено"), Kind.MONEY),
        Column("insurable_income", _("Осигурителен доход"), Kind.MONEY),
        Column("contributions", _("Вноски"), Kind.MONEY),
        Column("tax", _("Данък"), Kind.MONEY),
        Column("currency", _("Валута"), said=lambda month: currency_of(Month.of(month)).sign),
        Column("page", _("Страница")),
    ),
    lambda person: PayrollRow.objects.filter(extract__person=person)
    .order_by("month", "category")
    .values_list(
        "extract__insurer__name", "month", "category", "days", "whole", "gross", "insurable_income", "contributions",
        "tax", "month", "page",
    ),
    (PayrollRow,),
)  # fmt: skip
EMPLOYMENT = Part(
    "archive_employment",
    _("Трудови правоотношения по документи от архива"),
    (
        Column("insurer", _("Осигурител")),
        Column("since", _("От"), Kind.DAY),
        Column("until", _("До"), Kind.DAY),
        Column("position", _("Длъжност")),
        Column("document", _("Документ")),
    ),
    lambda person: (
        EmploymentRow.objects.filter(extract__person=person)
        .order_by("since")
        .values_list("extract__insurer__name", "since", "until", "position", "document")
    ),
    (EmploymentRow,),
)
PARTS = (EXTRACTS, MONTHS, EMPLOYMENT)
