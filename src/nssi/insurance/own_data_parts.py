"""What this room knows of a person, for that person: what insurers declared of them."""

from django.utils.translation import gettext_lazy as _

from nssi.insurance.models import InsuranceDataRecord
from nssi.insurance.queries import declared_of
from nssi.people.own_data import Column, Kind, Part

PARTS = (
    Part(
        "insurance_months",
        _("Осигурителни данни по месеци"),
        (
            Column("month", _("Месец"), Kind.DAY),
            Column("insurer", _("Осигурител")),
            Column("insured_type", _("Вид осигурен")),
            Column("labour_category", _("Категория труд")),
            Column("insured_days", _("Дни в осигуряване"), Kind.NUMBER),
            Column("worked_days", _("Отработени дни"), Kind.NUMBER),
            Column("sickness_days", _("Дни в неработоспособност"), Kind.NUMBER),
            Column("child_raising_days", _("Дни за отглеждане на дете"), Kind.NUMBER),
            Column("days_without_contributions", _("Дни без осигурителни вноски"), Kind.NUMBER),
            Column("unpaid_leave_days", _("Дни неплатен отпуск"), Kind.NUMBER),
            Column("income", _("Осигурителен доход"), Kind.MONEY),
            Column("currency", _("Валута")),
            Column("is_correction", _("Коригирани данни"), Kind.YES_NO),
            Column("known_since", _("Известно от"), Kind.MOMENT),
        ),
        lambda person: (
            (
                row.month.first, row.insurer_shown, row.type.code, row.type.category, row.insured_days, row.worked_days,
                row.sickness_days, row.child_raising_days, row.days_without_contributions, row.unpaid_leave_days,
                row.income.cents, row.income.currency.value, row.is_correction, row.known_since,
            )
            for row in declared_of(person)
        ),
        (InsuranceDataRecord,),
    ),
)  # fmt: skip
