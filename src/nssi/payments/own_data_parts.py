"""What this room knows of a person, for that person: fees, benefits, what was due and what was paid."""

from django.utils.translation import gettext_lazy as _

from nssi.payments.models import AmountDue, BenefitPayment, CashBenefit, Fee, Repayment, RepaymentClaim
from nssi.people.own_data import Column, Kind, Part

FEES = Part(
    "fees",
    _("Такси"),
    (
        Column("reason", _("За какво")),
        Column("amount", _("Сума"), Kind.MONEY),
        Column("currency", _("Валута")),
        Column("asked_at", _("Поискана на"), Kind.MOMENT),
        Column("state", _("Състояние"), said=lambda value: Fee.State(value).label),
        Column("settled_at", _("Платена или отпаднала на"), Kind.MOMENT),
        Column("paid_by", _("Как"), said=lambda value: Fee.PaidBy(value).label if value else ""),
        Column("receipt_number", _("Квитанция №")),
    ),
    lambda person: (
        Fee.objects.filter(person=person)
        .order_by("asked_at")
        .values_list(
            "reason", "cents", "currency", "asked_at", "state", "settled_at", "paid_by", "receipt_number"
        )
    ),
    (Fee,),
)
BENEFITS = Part(
    "benefits",
    _("Парични обезщетения"),
    (
        Column("number", _("Номер")),
        Column("kind", _("Вид"), said=lambda value: CashBenefit.Kind(value).label),
        Column("body", _("Плаща")),
        Column("iban", _("Сметка")),
        Column(
            "hold", _("Задържано, защото"), said=lambda value: CashBenefit.Hold(value).label if value else ""
        ),
        Column("asked_back", _("Поискано обратно, евро"), Kind.MONEY),
        Column("opened_at", _("От"), Kind.MOMENT),
    ),
    lambda person: (
        CashBenefit.objects.filter(person=person)
        .order_by("opened_at")
        .values_list("number", "kind", "body__label", "iban", "hold", "asked_back", "opened_at")
    ),
    (CashBenefit,),
)
DUE = Part(
    "amounts_due",
    _("Дължими суми по месеци"),
    (
        Column("benefit", _("Обезщетение №")),
        Column("month", _("Месец"), Kind.DAY),
        Column("working_days", _("Работни дни"), Kind.NUMBER),
        Column("amount", _("Сума, евро"), Kind.MONEY),
        Column("stated_at", _("Определена на"), Kind.MOMENT),
        Column("superseded_at", _("Заменена на"), Kind.MOMENT),
    ),
    lambda person: (
        AmountDue.objects.filter(benefit__person=person)
        .order_by("benefit_id", "month", "id")
        .values_list("benefit__number", "month", "working_days", "euro_cents", "stated_at", "superseded_at")
    ),
    (AmountDue,),
)
PAID = Part(
    "payments",
    _("Плащания"),
    (
        Column("benefit", _("Обезщетение №")),
        Column("pay_on", _("Дата на плащане"), Kind.DAY),
        Column("payee", _("Получател")),
        Column("iban", _("Сметка")),
        Column("amount", _("Сума, евро"), Kind.MONEY),
        Column("state", _("Състояние"), said=lambda value: BenefitPayment.State(value).label),
    ),
    lambda person: (
        BenefitPayment.objects.filter(benefit__person=person)
        .order_by("list__begun_at")
        .values_list("benefit__number", "list__pay_on", "payee", "iban", "cents", "state")
    ),
    (BenefitPayment,),
)
ASKED_BACK = Part(
    "claims",
    _("Поискани обратно суми"),
    (
        Column("benefit", _("Обезщетение №")),
        Column("amount", _("Сума, евро"), Kind.MONEY),
        Column("with_interest", _("С лихва"), Kind.YES_NO),
        Column("ordered_at", _("Разпоредено на"), Kind.MOMENT),
        Column("revoked_at", _("Отменено на"), Kind.MOMENT),
    ),
    lambda person: (
        RepaymentClaim.objects.filter(benefit__person=person)
        .order_by("ordered_at")
        .values_list("benefit__number", "cents", "with_interest", "ordered_at", "revoked_at")
    ),
    (RepaymentClaim,),
)
PAID_BACK = Part(
    "repayments",
    _("Върнати суми"),
    (
        Column("benefit", _("Обезщетение №")),
        Column("paid_on", _("Дата"), Kind.DAY),
        Column("amount", _("Сума, евро"), Kind.MONEY),
        Column("proof", _("Документ")),
        Column("cancelled_at", _("Вписването е отменено на"), Kind.MOMENT),
    ),
    lambda person: (
        Repayment.objects.filter(claim__benefit__person=person)
        .order_by("paid_on", "entered_at")
        .values_list("claim__benefit__number", "paid_on", "cents", "proof", "cancelled_at")
    ),
    (Repayment,),
)
PARTS = (FEES, BENEFITS, DUE, PAID, ASKED_BACK, PAID_BACK)
