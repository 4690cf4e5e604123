"""What this room knows of a person, for that person: fees, benefits, what was due and what was paid."""

from django.utils.translation import gettext_lazy as _

from nssi.payments.models import (
    AmountDue,
    BenefitPayment,
    CashBenefit,
    ClaimedSum,
    Fee,
    OnlinePayment,
    PaymentLine,
    PaymentNotice,
    PaymentReturn,
    Repayment,
    RepaymentClaim,
)
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
ONLINE = Part(
    "online_payments",
    _("Плащания на такси през системата за електронни плащания"),
    (
        Column("reason", _("За какво")),
        Column("asked_at", _("Започнато на"), Kind.MOMENT),
        Column("status", _("Състояние"), said=lambda value: OnlinePayment.Status(value).label),
        Column("changed_at", _("От"), Kind.MOMENT),
    ),
    lambda person: (
        OnlinePayment.objects.filter(fee__person=person)
        .order_by("asked_at")
        .values_list("fee__reason", "asked_at", "status", "changed_at")
    ),
    (OnlinePayment,),
)
LINES = Part(
    "payment_months",
    _("За кои месеци са плащанията"),
    (
        Column("benefit", _("Обезщетение №")),
        Column("pay_on", _("Дата на плащане"), Kind.DAY),
        Column("month", _("Месец"), Kind.DAY),
        Column("amount", _("Сума, евро"), Kind.MONEY),
    ),
    lambda person: (
        PaymentLine.objects.filter(benefit__person=person)
        .order_by("payment__list__begun_at", "month")
        .values_list("benefit__number", "payment__list__pay_on", "month", "cents")
    ),
    (PaymentLine,),
)
RETURNED = Part(
    "payment_returns",
    _("Плащания, които банката е върнала"),
    (
        Column("benefit", _("Обезщетение №")),
        Column("returned_on", _("Дата"), Kind.DAY),
        Column("why", _("Защо")),
    ),
    lambda person: (
        PaymentReturn.objects.filter(payment__benefit__person=person)
        .order_by("returned_on")
        .values_list("payment__benefit__number", "returned_on", "why")
    ),
    (PaymentReturn,),
)
CLAIMED = Part(
    "claimed_sums",
    _("За кои месеци се иска обратно"),
    (
        Column("benefit", _("Обезщетение №")),
        Column("month", _("Месец"), Kind.DAY),
        Column("received_on", _("Получено на"), Kind.DAY),
        Column("amount", _("Сума, евро"), Kind.MONEY),
    ),
    lambda person: (
        ClaimedSum.objects.filter(claim__benefit__person=person)
        .order_by("month")
        .values_list("claim__benefit__number", "month", "received_on", "cents")
    ),
    (ClaimedSum,),
)
PARTS = (FEES, ONLINE, BENEFITS, DUE, PAID, LINES, RETURNED, ASKED_BACK, CLAIMED, PAID_BACK)
LEFT_OUT = {PaymentNotice: _("известия от системата за плащания: казват само, че плащането е променено")}
