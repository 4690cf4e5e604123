"""What this room knows of a person, for that person: pensions as granted, and their recalculations."""

from django.utils.translation import gettext_lazy as _

from nssi.pensions.models import IncomeCoefficient, Pension, PensionRecalculation, RevokedRecalculation
from nssi.people.own_data import Column, Kind, Part

PENSIONS = Part(
    "pensions",
    _("Пенсии"),
    (
        Column("file_number", _("Пенсионно досие №")),
        Column("body", _("Плаща")),
        Column("granted_on", _("Отпусната от"), Kind.DAY),
        Column("coefficient", _("Индивидуален коефициент")),
        Column("service_years", _("Стаж, години"), Kind.NUMBER),
        Column("service_months", _("и месеци"), Kind.NUMBER),
        Column("service_days", _("и дни"), Kind.NUMBER),
        Column("under_treaty", _("По международен договор"), Kind.YES_NO),
        Column("yearly_since", _("Преизчислява се и с доход от"), Kind.DAY),
    ),
    lambda person: Pension.objects.filter(person=person)
    .order_by("granted_on")
    .values_list(
        "file_number", "body__label", "granted_on", "coefficient", "service_years", "service_months", "service_days",
        "under_treaty", "yearly_since",
    ),
    (Pension,),
)  # fmt: skip
RECALCULATIONS = Part(
    "pension_recalculations",
    _("Преизчисляване на пенсии"),
    (
        Column("file_number", _("Пенсионно досие №")),
        Column("effective_from", _("От"), Kind.DAY),
        Column("before", _("Размер преди"), Kind.MONEY),
        Column("after", _("Размер след"), Kind.MONEY),
        Column("currency", _("Валута")),
        Column("receipt", _("Изчисление"), Kind.DATA),
        Column("made_at", _("Направено на"), Kind.MOMENT),
        Column("revoked_at", _("Отменено на"), Kind.MOMENT),
    ),
    lambda person: (
        PensionRecalculation.objects.filter(pension__person=person)
        .order_by("made_at")
        .values_list(
            "pension__file_number",
            "effective_from",
            "before",
            "after",
            "currency",
            "receipt",
            "made_at",
            "revocation__revoked_at",
        )
    ),
    (PensionRecalculation, RevokedRecalculation),
)
COEFFICIENTS = Part(
    "income_coefficients",
    _("Коефициенти с нов доход"),
    (
        Column("file_number", _("Пенсионно досие №")),
        Column("year", _("Година"), Kind.NUMBER),
        Column("coefficient", _("Индивидуален коефициент")),
    ),
    lambda person: (
        IncomeCoefficient.objects.filter(pension__person=person)
        .order_by("year")
        .values_list("pension__file_number", "year", "coefficient")
    ),
    (IncomeCoefficient,),
)
PARTS = (PENSIONS, COEFFICIENTS, RECALCULATIONS)
