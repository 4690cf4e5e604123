"""Fees that persons owe, and cash benefits that are paid to them."""

from nssi.payments.models.benefits import (
    AmountDue,
    BenefitPayment,
    CashBenefit,
    PaymentBlock,
    PaymentLine,
    PaymentList,
    PaymentReturn,
)
from nssi.payments.models.fees import ENDED, Fee, OnlinePayment, PaymentNotice, TariffPrice

__all__ = [
    "ENDED",
    "AmountDue",
    "BenefitPayment",
    "CashBenefit",
    "Fee",
    "OnlinePayment",
    "PaymentBlock",
    "PaymentLine",
    "PaymentList",
    "PaymentNotice",
    "PaymentReturn",
    "TariffPrice",
]
